/** `docker container rename` (https://docs.docker.com/reference/cli/docker/container/rename/) */
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'rename CONTAINER NEW_NAME',
  short: 'Rename a container',
  aliasLine: 'docker container rename, docker rename',
  args: exactArgs(2),
  complete: containerNames(true),
  run: notSimulated('container rename'),
};
