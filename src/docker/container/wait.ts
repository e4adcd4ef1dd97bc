/** `docker container wait` (https://docs.docker.com/reference/cli/docker/container/wait/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'wait CONTAINER [CONTAINER...]',
  short: 'Block until one or more containers stop, then print their exit codes',
  aliasLine: 'docker container wait, docker wait',
  args: minArgs(1),
  complete: containerNames(false),
  run: notSimulated('container wait'),
};
