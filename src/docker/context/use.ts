/** `docker context use` (https://docs.docker.com/reference/cli/docker/context/use/) */
import { cobraExactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'use CONTEXT',
  short: 'Set the current docker context',
  args: cobraExactArgs(1),
  complete: contextNames(1),
  run: notSimulated('context use'),
};
