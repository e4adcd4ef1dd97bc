/** `docker builder` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as build } from '../image/build.ts';
import { command as prune } from './prune.ts';

export const command: Command = {
  use: 'builder',
  short: 'Manage builds',
  version: '1.31',
  args: noArgs,
  commands: [build, prune],
};
