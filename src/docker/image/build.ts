/** `docker image build` (https://docs.docker.com/reference/cli/docker/image/build/) */
import type { Ulimit } from '../../api/container.ts';
import type { BuildResult } from '../../api/progress.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, int64, string, stringSlice } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Request } from '../client/client.ts';
import type { Command } from '../command.ts';
import { directories, platforms } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { ulimit } from '../opts/devices.ts';
import { list, pairs } from '../opts/lists.ts';
import { bytes, swapBytes } from '../opts/sizes.ts';
import { env, extraHost, label, withEnvironment } from '../opts/validators.ts';
import { storedAuth } from '../registry/auth.ts';
import { showProgress } from '../streams/progress.ts';
import { openContext } from './build-context.ts';

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
  run,
};

/** The classic builder: what `docker build` is without the buildx plug-in. */
function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const quiet = flags.bool('quiet');
  const idFile = flags.string('iidfile');
  if (idFile !== '' && cli.proc.fs.exists(idFile)) cli.proc.fs.unlink(idFile);
  const context = yield* openContext(cli, args[0] ?? '', flags.string('file'));
  let sent = 0;
  const body = function* body(): Sys<Uint8Array> {
    const piece = yield* context.next();
    sent += piece.length;
    if (piece.length === 0 && !quiet) yield* cli.out(`Sending build context to Docker daemon ${humanSize(sent).padStart(8)}\r\r\n`);
    return piece;
  };
  const auths = Object.fromEntries(Object.keys(cli.config.values.auths ?? {}).map((server) => [server, storedAuth(cli, server)]));
  const response = yield* cli.client.request({
    method: 'POST',
    path: '/build',
    query: buildQuery(cli, flags, context.dockerfile),
    headers: { 'Content-Type': 'application/x-tar', 'X-Registry-Config': btoa(encodeJSON(new Map(Object.entries(auths)))).replaceAll('+', '-').replaceAll('/', '_') },
    body,
  });
  let id = '';
  const onAux = function* onAux(aux: unknown): Sys<void> {
    id = (aux as BuildResult).ID ?? id;
  };
  yield* showProgress(cli, response, { to: 1, onAux });
  if (idFile !== '') {
    if (id === '') throw new StatusError(`Server did not provide an image ID. Cannot write ${idFile}`);
    cli.proc.writeFile(idFile, id);
  }
  return 0;
}

/** Only what differs from the daemon's defaults is sent. */
function buildQuery(cli: Cli, flags: FlagSet, dockerfile: string): NonNullable<Request['query']> {
  const text = (flag: string): string | undefined => flags.string(flag) || undefined;
  const number = (flag: string): string | undefined => (flags.number(flag) === 0 ? undefined : String(flags.number(flag)));
  const on = (flag: string): string | undefined => (flags.bool(flag) ? '1' : undefined);
  const json = (value: Record<string, unknown> | readonly unknown[]): string | undefined =>
    Object.keys(value).length === 0 ? undefined : encodeJSON(Array.isArray(value) ? value : new Map(Object.entries(value)));
  const buildArgs = Object.fromEntries(withEnvironment(flags.strings('build-arg'), cli.proc.env).map((arg) => {
    const at = arg.indexOf('=');
    return at < 0 ? [arg, null] : [arg.slice(0, at), arg.slice(at + 1)];
  }));
  const network = flags.string('network');
  const isolation = flags.string('isolation').toLowerCase();
  return {
    t: flags.strings('tag'), securityopt: flags.strings('security-opt'), extrahosts: flags.strings('add-host'), q: on('quiet'), nocache: on('no-cache'),
    rm: flags.bool('rm') ? undefined : '0', forcerm: on('force-rm'), pull: on('pull'), squash: on('squash'), isolation: isolation === 'default' ? undefined : isolation || undefined,
    cpusetcpus: text('cpuset-cpus'), networkmode: network === '' || network === 'default' ? undefined : network, cpusetmems: text('cpuset-mems'),
    cpushares: number('cpu-shares'), cpuquota: number('cpu-quota'), cpuperiod: number('cpu-period'), memory: number('memory'), memswap: number('memory-swap'),
    cgroupparent: text('cgroup-parent'), shmsize: number('shm-size'), dockerfile: dockerfile || undefined, target: text('target'),
    ulimits: json(flags.get<readonly Ulimit[]>('ulimit')), buildargs: json(buildArgs), labels: json(pairs(flags.strings('label'))), cachefrom: json(flags.strings('cache-from')),
    platform: text('platform')?.toLowerCase(), version: '1',
  };
}
