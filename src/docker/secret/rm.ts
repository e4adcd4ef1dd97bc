/** `docker secret rm` (https://docs.docker.com/reference/cli/docker/secret/rm/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rm SECRET [SECRET...]',
  short: 'Remove one or more secrets',
  aliases: ['remove'],
  args: minArgs(1),
  run: viaDaemon('secret rm', (args) => ({ method: 'DELETE', path: `/secrets/${args[0]}` })),
};
