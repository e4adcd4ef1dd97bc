/** `docker network connect` (https://docs.docker.com/reference/cli/docker/network/connect/) */
import { int, string, stringSlice } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { networkThenContainer } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list } from '../opts/lists.ts';
import { link } from '../opts/validators.ts';

export const command: Command = {
  use: 'connect [OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  args: exactArgs(2),
  flags: [
    { name: 'alias', value: stringSlice(), usage: 'Add network-scoped alias for the container' },
    { name: 'driver-opt', value: stringSlice(), usage: 'driver options for the network' },
    { name: 'gw-priority', value: int(), usage: 'Highest gw-priority provides the default gateway. Accepts positive and negative values.' },
    { name: 'ip', value: string(), usage: 'IPv4 address (e.g., "172.30.100.104")' },
    { name: 'ip6', value: string(), usage: 'IPv6 address (e.g., "2001:db8::33")' },
    { name: 'link', value: list(link), usage: 'Add link to another container' },
    { name: 'link-local-ip', value: stringSlice(), usage: 'Add a link-local address for the container' },
  ],
  complete: networkThenContainer,
  run: notSimulated('network connect'),
};
