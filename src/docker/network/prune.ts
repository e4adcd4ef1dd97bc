/** `docker network prune` (https://docs.docker.com/reference/cli/docker/network/prune/) */
import { bool } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove all unused networks',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  run: notSimulated('network prune'),
};
