/** `docker swarm join` (https://docs.docker.com/reference/cli/docker/swarm/join/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';
import { text } from '../opts/lists.ts';

export const command: Command = {
  use: 'join [OPTIONS] HOST:PORT',
  short: 'Join a swarm as a node and/or manager',
  version: '1.24',
  swarm: '',
  args: exactArgs(1),
  flags: [
    { name: 'advertise-addr', value: string(), usage: 'Advertised address (format: "<ip|interface>[:port]")' },
    { name: 'availability', value: string('active'), usage: 'Availability of the node ("active", "pause", "drain")' },
    { name: 'data-path-addr', value: string(), usage: 'Address or interface to use for data path traffic (format: "<ip|interface>")', version: '1.31' },
    { name: 'listen-addr', value: text('node-addr', '0.0.0.0:2377'), usage: 'Listen address (format: "<ip|interface>[:port]")' },
    { name: 'token', value: string(), usage: 'Token for entry into the swarm' },
  ],
  run: notSimulated('swarm join'),
};
