/** `docker search` (https://docs.docker.com/reference/cli/docker/search/) */
import { bool, int, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'search [OPTIONS] TERM',
  short: 'Search Docker Hub for images',
  top: 10,
  args: exactArgs(1),
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: 'Pretty-print search using a Go template' },
    { name: 'limit', value: int(), usage: 'Max number of search results' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
  ],
  run: notSimulated('search'),
};
