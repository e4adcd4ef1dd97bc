/** `docker trust signer remove` (https://docs.docker.com/reference/cli/docker/trust/signer/remove/) */
import { bool } from '../../../formats/pflag/values.ts';
import { minArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { notSimulated } from '../../not-simulated.ts';

export const command: Command = {
  use: 'remove [OPTIONS] NAME REPOSITORY [REPOSITORY...]',
  short: 'Remove a signer',
  args: minArgs(2),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation before removing the most recent signer' },
  ],
  run: notSimulated('trust signer remove'),
};
