/** `docker builder prune` (https://docs.docker.com/reference/cli/docker/builder/prune/) */
import { bool } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';
import { bytes } from '../opts/sizes.ts';

export const command: Command = {
  use: 'prune',
  short: 'Remove build cache',
  version: '1.39',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused build cache, not just dangling ones' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=24h")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
    { name: 'keep-storage', value: bytes(), usage: 'Amount of disk space to keep for cache' },
  ],
  complete: noComplete,
  run: notSimulated('builder prune'),
};
