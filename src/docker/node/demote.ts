/** `docker node demote` (https://docs.docker.com/reference/cli/docker/node/demote/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'demote NODE [NODE...]',
  short: 'Demote one or more nodes from manager in the swarm',
  args: minArgs(1),
  run: viaDaemon('node demote', (args) => get(`/nodes/${args[0]}`)),
};
