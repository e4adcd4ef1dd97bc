/** `docker config` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as rm } from './rm.ts';

export const command: Command = {
  use: 'config',
  short: 'Manage Swarm configs',
  version: '1.30',
  swarm: 'manager',
  args: noArgs,
  commands: [create, inspect, ls, rm],
};
