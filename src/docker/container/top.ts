/** `docker container top` (https://docs.docker.com/reference/cli/docker/container/top/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'top CONTAINER [ps OPTIONS]',
  short: 'Display the running processes of a container',
  aliasLine: 'docker container top, docker top',
  args: minArgs(1),
  interspersed: false,
  complete: containerNames(false),
  run: notSimulated('container top'),
};
