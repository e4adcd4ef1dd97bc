/** `docker secret rm` (https://docs.docker.com/reference/cli/docker/secret/rm/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'rm SECRET [SECRET...]',
  short: 'Remove one or more secrets',
  aliases: ['remove'],
  args: minArgs(1),
  run: notSimulated('secret rm'),
};
