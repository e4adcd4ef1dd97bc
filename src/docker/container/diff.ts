/** `docker container diff` (https://docs.docker.com/reference/cli/docker/container/diff/) */
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'diff CONTAINER',
  short: `Inspect changes to files or directories on a container's filesystem`,
  aliasLine: 'docker container diff, docker diff',
  args: exactArgs(1),
  complete: containerNames(false),
  run: notSimulated('container diff'),
};
