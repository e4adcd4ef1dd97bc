/** `docker config rm` (https://docs.docker.com/reference/cli/docker/config/rm/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rm CONFIG [CONFIG...]',
  short: 'Remove one or more configs',
  aliases: ['remove'],
  args: minArgs(1),
  run: viaDaemon('config rm', (args) => ({ method: 'DELETE', path: `/configs/${args[0]}` })),
};
