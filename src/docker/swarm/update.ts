/** `docker swarm update` (https://docs.docker.com/reference/cli/docker/swarm/update/) */
import { bool, duration, int64, uint64 } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { list } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'update [OPTIONS]',
  short: 'Update the swarm',
  version: '1.24',
  swarm: 'manager',
  args: noArgs,
  flags: [
    { name: 'autolock', value: bool(), usage: 'Change manager autolocking setting (true|false)' },
    { name: 'cert-expiry', value: duration(7776000e9), usage: 'Validity period for node certificates (ns|us|ms|s|m|h)' },
    { name: 'dispatcher-heartbeat', value: duration(5e9), usage: 'Dispatcher heartbeat period (ns|us|ms|s|m|h)' },
    { name: 'external-ca', value: list(undefined, 'external-ca'), usage: 'Specifications of one or more certificate signing endpoints' },
    { name: 'max-snapshots', value: uint64(), usage: 'Number of additional Raft snapshots to retain', version: '1.25' },
    { name: 'snapshot-interval', value: uint64(10000), usage: 'Number of log entries between Raft snapshots', version: '1.25' },
    { name: 'task-history-limit', value: int64(5), usage: 'Task history retention limit' },
  ],
  complete: noComplete,
  run: viaDaemon('swarm update', () => get('/swarm')),
};
