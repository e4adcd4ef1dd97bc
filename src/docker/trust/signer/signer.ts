/** `docker trust signer` */
import { noArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { command as add } from './add.ts';
import { command as remove } from './remove.ts';

export const command: Command = {
  use: 'signer',
  short: 'Manage entities who can sign Docker images',
  args: noArgs,
  commands: [add, remove],
};
