/** `docker node` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as demote } from './demote.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as promote } from './promote.ts';
import { command as ps } from './ps.ts';
import { command as rm } from './rm.ts';
import { command as update } from './update.ts';

export const command: Command = {
  use: 'node',
  short: 'Manage Swarm nodes',
  version: '1.24',
  swarm: 'manager',
  args: noArgs,
  commands: [demote, inspect, ls, promote, ps, rm, update],
};
