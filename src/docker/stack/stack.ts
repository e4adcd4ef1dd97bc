/** `docker stack` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as configCommand } from './config.ts';
import { command as deploy } from './deploy.ts';
import { command as ls } from './ls.ts';
import { command as ps } from './ps.ts';
import { command as rm } from './rm.ts';
import { command as services } from './services.ts';

export const command: Command = {
  use: 'stack [OPTIONS]',
  short: 'Manage Swarm stacks',
  version: '1.25',
  swarm: 'manager',
  args: noArgs,
  commands: [configCommand, deploy, ls, ps, rm, services],
};
