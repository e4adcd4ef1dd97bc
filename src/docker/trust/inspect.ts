/** `docker trust inspect` (https://docs.docker.com/reference/cli/docker/trust/inspect/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect IMAGE[:TAG] [IMAGE[:TAG]...]',
  short: 'Return low-level information about keys and signatures',
  args: minArgs(1),
  flags: [
    { name: 'pretty', value: bool(), usage: 'Print the information in a human friendly format' },
  ],
  run: notSimulated('trust inspect'),
};
