/** `docker trust key load` (https://docs.docker.com/reference/cli/docker/trust/key/load/) */
import { string } from '../../../formats/pflag/values.ts';
import { exactArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { notSimulated } from '../../not-simulated.ts';

export const command: Command = {
  use: 'load [OPTIONS] KEYFILE',
  short: 'Load a private key file for signing',
  args: exactArgs(1),
  flags: [
    { name: 'name', value: string('signer'), usage: 'Name for the loaded key' },
  ],
  run: notSimulated('trust key load'),
};
