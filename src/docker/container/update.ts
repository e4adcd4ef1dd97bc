/** `docker container update` (https://docs.docker.com/reference/cli/docker/container/update/) */
import { int64, string, uint16 } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames, restartPolicies } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { bytes, cpus, swapBytes } from '../opts/sizes.ts';

export const command: Command = {
  use: 'update [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Update configuration of one or more containers',
  aliasLine: 'docker container update, docker update',
  args: minArgs(1),
  flags: [
    { name: 'blkio-weight', value: uint16(), usage: 'Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)' },
    { name: 'cpu-period', value: int64(), usage: 'Limit CPU CFS (Completely Fair Scheduler) period' },
    { name: 'cpu-quota', value: int64(), usage: 'Limit CPU CFS (Completely Fair Scheduler) quota' },
    { name: 'cpu-rt-period', value: int64(), usage: 'Limit the CPU real-time period in microseconds', version: '1.25' },
    { name: 'cpu-rt-runtime', value: int64(), usage: 'Limit the CPU real-time runtime in microseconds', version: '1.25' },
    { name: 'cpu-shares', short: 'c', value: int64(), usage: 'CPU shares (relative weight)' },
    { name: 'cpus', value: cpus(), usage: 'Number of CPUs', version: '1.29' },
    { name: 'cpuset-cpus', value: string(), usage: 'CPUs in which to allow execution (0-3, 0,1)' },
    { name: 'cpuset-mems', value: string(), usage: 'MEMs in which to allow execution (0-3, 0,1)' },
    { name: 'kernel-memory', value: bytes(), usage: 'Kernel memory limit (deprecated)', hidden: true },
    { name: 'memory', short: 'm', value: bytes(), usage: 'Memory limit' },
    { name: 'memory-reservation', value: bytes(), usage: 'Memory soft limit' },
    { name: 'memory-swap', value: swapBytes(), usage: 'Swap limit equal to memory plus swap: -1 to enable unlimited swap' },
    { name: 'pids-limit', value: int64(), usage: 'Tune container pids limit (set -1 for unlimited)', version: '1.40' },
    { name: 'restart', value: string(), usage: 'Restart policy to apply when a container exits', complete: restartPolicies },
  ],
  complete: containerNames(true),
  run: notSimulated('container update'),
};
