/** `docker plugin` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as disable } from './disable.ts';
import { command as enable } from './enable.ts';
import { command as inspect } from './inspect.ts';
import { command as install } from './install.ts';
import { command as ls } from './ls.ts';
import { command as push } from './push.ts';
import { command as rm } from './rm.ts';
import { command as set } from './set.ts';
import { command as upgrade } from './upgrade.ts';

export const command: Command = {
  use: 'plugin',
  short: 'Manage plugins',
  version: '1.25',
  args: noArgs,
  commands: [create, disable, enable, inspect, install, ls, push, rm, set, upgrade],
};
