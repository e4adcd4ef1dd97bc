/** `docker plugin disable` (https://docs.docker.com/reference/cli/docker/plugin/disable/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'disable [OPTIONS] PLUGIN',
  short: 'Disable a plugin',
  args: exactArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the disable of an active plugin' },
  ],
  run: notSimulated('plugin disable'),
};
