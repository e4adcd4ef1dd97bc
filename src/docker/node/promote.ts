/** `docker node promote` (https://docs.docker.com/reference/cli/docker/node/promote/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'promote NODE [NODE...]',
  short: 'Promote one or more nodes to manager in the swarm',
  args: minArgs(1),
  run: viaDaemon('node promote', (args) => get(`/nodes/${args[0]}`)),
};
