/** `docker checkpoint` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as ls } from './ls.ts';
import { command as rm } from './rm.ts';

export const command: Command = {
  use: 'checkpoint',
  short: 'Manage checkpoints',
  version: '1.25',
  ostype: 'linux',
  experimental: true,
  args: noArgs,
  commands: [create, ls, rm],
};
