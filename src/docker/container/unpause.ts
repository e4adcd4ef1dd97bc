/** `docker container unpause` (https://docs.docker.com/reference/cli/docker/container/unpause/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'unpause CONTAINER [CONTAINER...]',
  short: 'Unpause all processes within one or more containers',
  aliasLine: 'docker container unpause, docker unpause',
  args: minArgs(1),
  complete: containerNames(false, (c) => c.State === 'paused'),
  run: notSimulated('container unpause'),
};
