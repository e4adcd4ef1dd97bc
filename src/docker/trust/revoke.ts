/** `docker trust revoke` (https://docs.docker.com/reference/cli/docker/trust/revoke/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'revoke [OPTIONS] IMAGE[:TAG]',
  short: 'Remove trust for an image',
  args: exactArgs(1),
  flags: [
    { name: 'yes', short: 'y', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  run: notSimulated('trust revoke'),
};
