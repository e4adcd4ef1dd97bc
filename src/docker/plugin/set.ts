/** `docker plugin set` (https://docs.docker.com/reference/cli/docker/plugin/set/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'set PLUGIN KEY=VALUE [KEY=VALUE...]',
  short: 'Change settings for a plugin',
  args: minArgs(2),
  run: notSimulated('plugin set'),
};
