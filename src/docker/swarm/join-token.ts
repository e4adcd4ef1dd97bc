/** `docker swarm join-token` (https://docs.docker.com/reference/cli/docker/swarm/join-token/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'join-token [OPTIONS] (worker|manager)',
  short: 'Manage join tokens',
  version: '1.24',
  swarm: 'manager',
  args: exactArgs(1),
  flags: [
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display token' },
    { name: 'rotate', value: bool(), usage: 'Rotate join token' },
  ],
  run: viaDaemon('swarm join-token', () => get('/swarm')),
};
