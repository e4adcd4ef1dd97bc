/** `docker plugin enable` (https://docs.docker.com/reference/cli/docker/plugin/enable/) */
import { int } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'enable [OPTIONS] PLUGIN',
  short: 'Enable a plugin',
  args: exactArgs(1),
  flags: [
    { name: 'timeout', value: int(30), usage: 'HTTP client timeout (in seconds)' },
  ],
  run: notSimulated('plugin enable'),
};
