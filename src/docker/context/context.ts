/** `docker context` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as exportCommand } from './export.ts';
import { command as importCommand } from './import.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as rm } from './rm.ts';
import { command as show } from './show.ts';
import { command as update } from './update.ts';
import { command as use } from './use.ts';

export const command: Command = {
  use: 'context',
  short: 'Manage contexts',
  args: noArgs,
  commands: [create, exportCommand, importCommand, inspect, ls, rm, show, update, use],
};
