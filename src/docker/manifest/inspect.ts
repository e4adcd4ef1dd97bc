/** `docker manifest inspect` (https://docs.docker.com/reference/cli/docker/manifest/inspect/) */
import { bool } from '../../formats/pflag/values.ts';
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] [MANIFEST_LIST] MANIFEST',
  short: 'Display an image manifest, or manifest list',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'insecure', value: bool(), usage: 'Allow communication with an insecure registry' },
    { name: 'verbose', short: 'v', value: bool(), usage: 'Output additional info including layers and platform' },
  ],
  run: notSimulated('manifest inspect'),
};
