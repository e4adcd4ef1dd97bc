/** `docker secret` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as rm } from './rm.ts';

export const command: Command = {
  use: 'secret',
  short: 'Manage Swarm secrets',
  version: '1.25',
  swarm: 'manager',
  args: noArgs,
  commands: [create, inspect, ls, rm],
};
