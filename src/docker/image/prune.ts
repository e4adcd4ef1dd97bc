/** `docker image prune` (https://docs.docker.com/reference/cli/docker/image/prune/) */
import { bool } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove unused images',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused images, not just dangling ones' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  complete: noComplete,
  run: notSimulated('image prune'),
};
