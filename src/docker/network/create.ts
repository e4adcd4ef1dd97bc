/** `docker network create` (https://docs.docker.com/reference/cli/docker/network/create/) */
import { bool, string, stringSlice } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list, map } from '../opts/lists.ts';
import { label } from '../opts/validators.ts';

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
  run: notSimulated('network create'),
};
