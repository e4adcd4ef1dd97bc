/** `docker service rm` (https://docs.docker.com/reference/cli/docker/service/rm/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rm SERVICE [SERVICE...]',
  short: 'Remove one or more services',
  aliases: ['remove'],
  args: minArgs(1),
  run: viaDaemon('service rm', (args) => ({ method: 'DELETE', path: `/services/${args[0]}` })),
};
