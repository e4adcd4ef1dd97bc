/** `docker trust key` */
import { noArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { command as generate } from './generate.ts';
import { command as load } from './load.ts';

export const command: Command = {
  use: 'key',
  short: 'Manage keys for signing Docker images',
  args: noArgs,
  commands: [generate, load],
};
