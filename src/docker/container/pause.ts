/** `docker container pause` (https://docs.docker.com/reference/cli/docker/container/pause/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'pause CONTAINER [CONTAINER...]',
  short: 'Pause all processes within one or more containers',
  aliasLine: 'docker container pause, docker pause',
  args: minArgs(1),
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run: notSimulated('container pause'),
};
