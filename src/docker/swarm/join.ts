/** `docker swarm join` (https://docs.docker.com/reference/cli/docker/swarm/join/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { text } from '../opts/lists.ts';
import { viaDaemon } from '../via-daemon.ts';

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
  run: viaDaemon('swarm join', (args, flags) => ({ method: 'POST', path: '/swarm/join', json: { ListenAddr: flags.string('listen-addr'), AdvertiseAddr: flags.string('advertise-addr'), DataPathAddr: flags.string('data-path-addr'), RemoteAddrs: args, JoinToken: flags.string('token'), Availability: flags.changed('availability') ? flags.string('availability') : '' } })),
};
