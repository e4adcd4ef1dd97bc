/** `docker network` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as connect } from './connect.ts';
import { command as create } from './create.ts';
import { command as disconnect } from './disconnect.ts';
import { command as inspect } from './inspect.ts';
import { command as ls } from './ls.ts';
import { command as prune } from './prune.ts';
import { command as rm } from './rm.ts';

export const command: Command = {
  use: 'network',
  short: 'Manage networks',
  version: '1.21',
  args: noArgs,
  commands: [connect, create, disconnect, inspect, ls, prune, rm],
};
