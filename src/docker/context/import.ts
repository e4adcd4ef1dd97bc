/** `docker context import` (https://docs.docker.com/reference/cli/docker/context/import/) */
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { fileNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'import CONTEXT FILE|-',
  short: 'Import a context from a tar or zip file',
  args: exactArgs(2),
  complete: fileNames,
  run: notSimulated('context import'),
};
