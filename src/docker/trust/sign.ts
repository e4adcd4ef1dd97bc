/** `docker trust sign` (https://docs.docker.com/reference/cli/docker/trust/sign/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'sign IMAGE:TAG',
  short: 'Sign an image',
  args: exactArgs(1),
  flags: [
    { name: 'local', value: bool(), usage: 'Sign a locally tagged image' },
  ],
  run: notSimulated('trust sign'),
};
