/** `docker image` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as build } from './build.ts';
import { command as history } from './history.ts';
import { command as importCommand } from './import.ts';
import { command as inspect } from './inspect.ts';
import { command as load } from './load.ts';
import { command as ls } from './ls.ts';
import { command as prune } from './prune.ts';
import { command as pull } from './pull.ts';
import { command as push } from './push.ts';
import { command as rm } from './rm.ts';
import { command as save } from './save.ts';
import { command as tag } from './tag.ts';

export const command: Command = {
  use: 'image',
  short: 'Manage images',
  args: noArgs,
  commands: [build, history, importCommand, inspect, load, ls, prune, pull, push, rm, save, tag],
};
