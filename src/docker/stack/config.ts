/** `docker stack config` (https://docs.docker.com/reference/cli/docker/stack/config/) */
import { bool, stringSlice } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'config [OPTIONS]',
  short: 'Outputs the final config file, after doing merges and interpolations',
  args: noArgs,
  flags: [
    { name: 'compose-file', short: 'c', value: stringSlice(), usage: 'Path to a Compose file, or "-" to read from stdin' },
    { name: 'skip-interpolation', value: bool(), usage: 'Skip interpolation and output only merged config' },
  ],
  complete: noComplete,
  run: notSimulated('stack config'),
};
