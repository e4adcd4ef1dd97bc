/** `docker manifest annotate` (https://docs.docker.com/reference/cli/docker/manifest/annotate/) */
import { string, stringSlice } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'annotate [OPTIONS] MANIFEST_LIST MANIFEST',
  short: 'Add additional information to a local image manifest',
  args: exactArgs(2),
  flags: [
    { name: 'arch', value: string(), usage: 'Set architecture' },
    { name: 'os', value: string(), usage: 'Set operating system' },
    { name: 'os-features', value: stringSlice(), usage: 'Set operating system feature' },
    { name: 'os-version', value: string(), usage: 'Set operating system version' },
    { name: 'variant', value: string(), usage: 'Set architecture variant' },
  ],
  run: notSimulated('manifest annotate'),
};
