/** `docker container update` (https://docs.docker.com/reference/cli/docker/container/update/) */
import type { UpdateResponse } from '../../api/container.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { int64, string, uint16 } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames, restartPolicies } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { bytes, cpus, swapBytes } from '../opts/sizes.ts';
import { parseRestartPolicy } from './create-request.ts';

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
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  if (!flags.definitions().some((flag) => flags.changed(flag.name))) throw new StatusError('you must provide one or more flags when using this command');
  const restart = flags.string('restart');
  const pids = flags.number('pids-limit');
  const kernelMemory = flags.number('kernel-memory');
  const body = {
    CpuShares: flags.number('cpu-shares'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    CgroupParent: '',
    BlkioWeight: flags.number('blkio-weight'),
    BlkioWeightDevice: null,
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: flags.number('cpu-period'),
    CpuQuota: flags.number('cpu-quota'),
    CpuRealtimePeriod: flags.number('cpu-rt-period'),
    CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
    CpusetCpus: flags.string('cpuset-cpus'),
    CpusetMems: flags.string('cpuset-mems'),
    Devices: null,
    DeviceCgroupRules: null,
    DeviceRequests: null,
    ...(kernelMemory === 0 ? {} : { KernelMemory: kernelMemory }),
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: pids === 0 ? null : pids,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    RestartPolicy: restart === '' ? { Name: '', MaximumRetryCount: 0 } : parseRestartPolicy(restart),
  };
  const warnings: string[] = [];
  const errors: string[] = [];
  for (const name of names) {
    try {
      warnings.push(...((yield* cli.client.post<UpdateResponse>(`/containers/${name}/update`, body)).Warnings ?? []));
      yield* cli.out(`${name}\n`);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error.message);
    }
  }
  if (warnings.length > 0) yield* cli.out(`${warnings.join('\n')}\n`);
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
  return 0;
}
