/** `docker context show` (https://docs.docker.com/reference/cli/docker/context/show/) */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'show',
  short: 'Print the name of the current context',
  args: noArgs,
  complete: noComplete,
  run: notSimulated('context show'),
};
