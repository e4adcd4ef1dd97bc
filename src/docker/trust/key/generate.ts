/** `docker trust key generate` (https://docs.docker.com/reference/cli/docker/trust/key/generate/) */
import { string } from '../../../formats/pflag/values.ts';
import { exactArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { notSimulated } from '../../not-simulated.ts';

export const command: Command = {
  use: 'generate NAME',
  short: 'Generate and load a signing key-pair',
  args: exactArgs(1),
  flags: [
    { name: 'dir', value: string(), usage: 'Directory to generate key in, defaults to current directory' },
  ],
  run: notSimulated('trust key generate'),
};
