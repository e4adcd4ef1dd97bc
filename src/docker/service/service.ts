/** `docker service` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as create } from './create.ts';
import { command as inspect } from './inspect.ts';
import { command as logs } from './logs.ts';
import { command as ls } from './ls.ts';
import { command as ps } from './ps.ts';
import { command as rm } from './rm.ts';
import { command as rollback } from './rollback.ts';
import { command as scale } from './scale.ts';
import { command as update } from './update.ts';

export const command: Command = {
  use: 'service',
  short: 'Manage Swarm services',
  version: '1.24',
  swarm: 'manager',
  args: noArgs,
  commands: [create, inspect, logs, ls, ps, rm, rollback, scale, update],
};
