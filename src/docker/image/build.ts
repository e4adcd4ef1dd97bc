/** `docker image build` (https://docs.docker.com/reference/cli/docker/image/build/) */
import { bool, int64, string, stringSlice } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { directories, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { ulimit } from '../opts/devices.ts';
import { list } from '../opts/lists.ts';
import { bytes, swapBytes } from '../opts/sizes.ts';
import { env, extraHost, label } from '../opts/validators.ts';

export const command: Command = {
  use: 'build [OPTIONS] PATH | URL | -',
  short: 'Build an image from a Dockerfile',
  aliasLine: 'docker image build, docker build, docker builder build',
  top: 4,
  args: exactArgs(1),
  flags: [
    { name: 'add-host', value: list(extraHost), usage: 'Add a custom host-to-IP mapping ("host:ip")' },
    { name: 'build-arg', value: list(env), usage: 'Set build-time variables' },
    { name: 'cache-from', value: stringSlice(), usage: 'Images to consider as cache sources' },
    { name: 'cgroup-parent', value: string(), usage: 'Set the parent cgroup for the "RUN" instructions during build' },
    { name: 'compress', value: bool(), usage: 'Compress the build context using gzip' },
    { name: 'cpu-period', value: int64(), usage: 'Limit the CPU CFS (Completely Fair Scheduler) period' },
    { name: 'cpu-quota', value: int64(), usage: 'Limit the CPU CFS (Completely Fair Scheduler) quota' },
    { name: 'cpu-shares', short: 'c', value: int64(), usage: 'CPU shares (relative weight)' },
    { name: 'cpuset-cpus', value: string(), usage: 'CPUs in which to allow execution (0-3, 0,1)' },
    { name: 'cpuset-mems', value: string(), usage: 'MEMs in which to allow execution (0-3, 0,1)' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'file', short: 'f', value: string(), usage: 'Name of the Dockerfile (Default is "PATH/Dockerfile")' },
    { name: 'force-rm', value: bool(), usage: 'Always remove intermediate containers' },
    { name: 'iidfile', value: string(), usage: 'Write the image ID to the file' },
    { name: 'isolation', value: string(), usage: 'Container isolation technology' },
    { name: 'label', value: list(label), usage: 'Set metadata for an image' },
    { name: 'memory', short: 'm', value: bytes(), usage: 'Memory limit' },
    { name: 'memory-swap', value: swapBytes(), usage: 'Swap limit equal to memory plus swap: -1 to enable unlimited swap' },
    { name: 'network', value: string('default'), usage: 'Set the networking mode for the RUN instructions during build', version: '1.25' },
    { name: 'no-cache', value: bool(), usage: 'Do not use cache when building the image' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.38', complete: platforms },
    { name: 'pull', value: bool(), usage: 'Always attempt to pull a newer version of the image' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the build output and print image ID on success' },
    { name: 'rm', value: bool(true), usage: 'Remove intermediate containers after a successful build' },
    { name: 'security-opt', value: stringSlice(), usage: 'Security options' },
    { name: 'shm-size', value: bytes(), usage: 'Size of "/dev/shm"' },
    { name: 'squash', value: bool(), usage: 'Squash newly built layers into a single new layer', version: '1.25', experimental: true },
    { name: 'tag', short: 't', value: list(), usage: 'Name and optionally a tag in the "name:tag" format' },
    { name: 'target', value: string(), usage: 'Set the target build stage to build.' },
    { name: 'ulimit', value: ulimit(), usage: 'Ulimit options' },
  ],
  complete: directories,
  run: notSimulated('image build'),
};
