/** `docker manifest create` (https://docs.docker.com/reference/cli/docker/manifest/create/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'create MANIFEST_LIST MANIFEST [MANIFEST...]',
  short: 'Create a local manifest list for annotating and pushing to a registry',
  args: minArgs(2),
  flags: [
    { name: 'amend', short: 'a', value: bool(), usage: 'Amend an existing manifest list' },
    { name: 'insecure', value: bool(), usage: 'Allow communication with an insecure registry' },
  ],
  run: notSimulated('manifest create'),
};
