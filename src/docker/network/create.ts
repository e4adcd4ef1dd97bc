/** `docker network create` (https://docs.docker.com/reference/cli/docker/network/create/) */
import type { NetworkCreateResponse } from '../../api/network.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string, stringSlice } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { lessThan } from '../client/versions.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { list, map, pairs } from '../opts/lists.ts';
import { label } from '../opts/validators.ts';
import { ipamConfig } from './ipam.ts';

export const command: Command = {
  use: 'create [OPTIONS] NETWORK',
  short: 'Create a network',
  args: exactArgs(1),
  flags: [
    { name: 'attachable', value: bool(), usage: 'Enable manual container attachment', version: '1.25' },
    { name: 'aux-address', value: map(), usage: 'Auxiliary IPv4 or IPv6 addresses used by Network driver' },
    { name: 'config-from', value: string(), usage: 'The network from which to copy the configuration', version: '1.30' },
    { name: 'config-only', value: bool(), usage: 'Create a configuration only network', version: '1.30' },
    { name: 'driver', short: 'd', value: string('bridge'), usage: 'Driver to manage the Network' },
    { name: 'gateway', value: stringSlice(), usage: 'IPv4 or IPv6 Gateway for the master subnet' },
    { name: 'ingress', value: bool(), usage: 'Create swarm routing-mesh network', version: '1.29' },
    { name: 'internal', value: bool(), usage: 'Restrict external access to the network' },
    { name: 'ip-range', value: stringSlice(), usage: 'Allocate container ip from a sub-range' },
    { name: 'ipam-driver', value: string('default'), usage: 'IP Address Management Driver' },
    { name: 'ipam-opt', value: map(), usage: 'Set IPAM driver specific options' },
    { name: 'ipv4', value: bool(true), usage: 'Enable or disable IPv4 address assignment' },
    { name: 'ipv6', value: bool(), usage: 'Enable or disable IPv6 address assignment' },
    { name: 'label', value: list(label), usage: 'Set metadata on a network' },
    { name: 'opt', short: 'o', value: map(), usage: 'Set driver specific options' },
    { name: 'scope', value: string(), usage: `Control the network's scope`, version: '1.30' },
    { name: 'subnet', value: stringSlice(), usage: 'Subnet in CIDR format that represents a network segment' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const map = (flag: string): Record<string, string> => Object.fromEntries(flags.get<ReadonlyMap<string, string>>(flag));
  const ipam = ipamConfig(flags);
  yield* cli.ping();
  const from = flags.string('config-from');
  const response = yield* cli.client.post<NetworkCreateResponse>('/networks/create', {
    Driver: flags.string('driver'),
    Scope: flags.string('scope'),
    ...(flags.changed('ipv4') ? { EnableIPv4: flags.bool('ipv4') } : {}),
    ...(flags.changed('ipv6') ? { EnableIPv6: flags.bool('ipv6') } : {}),
    IPAM: { Driver: flags.string('ipam-driver'), Options: map('ipam-opt'), Config: ipam },
    Internal: flags.bool('internal'),
    Attachable: flags.bool('attachable'),
    Ingress: flags.bool('ingress'),
    ConfigOnly: flags.bool('config-only'),
    ConfigFrom: from === '' ? null : { Network: from },
    Options: map('opt'),
    Labels: pairs(flags.strings('label')),
    Name: args[0],
    // Older daemons allow a name twice without it.
    ...(lessThan(cli.client.version, '1.44') ? { CheckDuplicate: true } : {}),
  });
  yield* cli.out(`${response.Id}\n`);
  return 0;
}
