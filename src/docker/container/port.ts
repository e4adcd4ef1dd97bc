/** `docker container port` (https://docs.docker.com/reference/cli/docker/container/port/) */
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'port CONTAINER [PRIVATE_PORT[/PROTO]]',
  short: 'List port mappings or a specific mapping for the container',
  aliasLine: 'docker container port, docker port',
  args: rangeArgs(1, 2),
  complete: containerNames(false),
  run: notSimulated('container port'),
};
