/** `docker swarm init` (https://docs.docker.com/reference/cli/docker/swarm/init/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, duration, int64, string, stringSlice, uint32, uint64 } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { list, text } from '../opts/lists.ts';

export const command: Command = {
  use: 'init [OPTIONS]',
  short: 'Initialize a swarm',
  version: '1.24',
  swarm: '',
  args: noArgs,
  flags: [
    { name: 'advertise-addr', value: string(), usage: 'Advertised address (format: "<ip|interface>[:port]")' },
    { name: 'autolock', value: bool(), usage: 'Enable manager autolocking (requiring an unlock key to start a stopped manager)' },
    { name: 'availability', value: string('active'), usage: 'Availability of the node ("active", "pause", "drain")' },
    { name: 'cert-expiry', value: duration(7776000e9), usage: 'Validity period for node certificates (ns|us|ms|s|m|h)' },
    { name: 'data-path-addr', value: string(), usage: 'Address or interface to use for data path traffic (format: "<ip|interface>")', version: '1.31' },
    { name: 'data-path-port', value: uint32(), usage: 'Port number to use for data path traffic (1024 - 49151). If no value is set or is set to 0, the default port (4789) is used.', version: '1.40' },
    { name: 'default-addr-pool', value: stringSlice([], 'ipNetSlice'), usage: 'default address pool in CIDR format', version: '1.39' },
    { name: 'default-addr-pool-mask-length', value: uint32(24), usage: 'default address pool subnet mask length', version: '1.39' },
    { name: 'dispatcher-heartbeat', value: duration(5e9), usage: 'Dispatcher heartbeat period (ns|us|ms|s|m|h)' },
    { name: 'external-ca', value: list(undefined, 'external-ca'), usage: 'Specifications of one or more certificate signing endpoints' },
    { name: 'force-new-cluster', value: bool(), usage: 'Force create a new cluster from current state' },
    { name: 'listen-addr', value: text('node-addr', '0.0.0.0:2377'), usage: 'Listen address (format: "<ip|interface>[:port]")' },
    { name: 'max-snapshots', value: uint64(), usage: 'Number of additional Raft snapshots to retain', version: '1.25' },
    { name: 'snapshot-interval', value: uint64(10000), usage: 'Number of log entries between Raft snapshots', version: '1.25' },
    { name: 'task-history-limit', value: int64(5), usage: 'Task history retention limit' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const autolock = flags.bool('autolock');
  const node = yield* cli.client.post<string>('/swarm/init', {
    ListenAddr: flags.string('listen-addr'),
    AdvertiseAddr: flags.string('advertise-addr'),
    DataPathAddr: flags.string('data-path-addr'),
    DataPathPort: flags.number('data-path-port'),
    ForceNewCluster: flags.bool('force-new-cluster'),
    Spec: {
      Labels: null, Orchestration: {}, Raft: { ElectionTick: 0, HeartbeatTick: 0 }, Dispatcher: {}, CAConfig: {}, TaskDefaults: {}, EncryptionConfig: { AutoLockManagers: autolock },
    },
    AutoLockManagers: autolock,
    Availability: flags.changed('availability') ? flags.string('availability').toLowerCase() : '',
    DefaultAddrPool: flags.strings('default-addr-pool'),
    SubnetSize: flags.number('default-addr-pool-mask-length'),
  });
  yield* cli.out(`Swarm initialized: current node (${node}) is now a manager.\n\n`);
  yield* cli.client.call('GET', `/nodes/${node}`);
  throw new StatusError("docker: what follows 'swarm init' is not simulated here");
}
