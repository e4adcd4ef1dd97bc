/** `docker context export` (https://docs.docker.com/reference/cli/docker/context/export/) */
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'export [OPTIONS] CONTEXT [FILE|-]',
  short: 'Export a context to a tar archive FILE or a tar stream on STDOUT.',
  args: rangeArgs(1, 2),
  complete: contextNames(1),
  run: notSimulated('context export'),
};
