/** `docker volume` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as prune } from './prune.ts';
import { command as rm } from './rm.ts';
import { command as update } from './update.ts';

export const command: Command = {
  use: 'volume COMMAND',
  short: 'Manage volumes',
  version: '1.21',
  args: noArgs,
  commands: [create, inspect, ls, prune, rm, update],
};
