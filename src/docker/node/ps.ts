/** `docker node ps` (https://docs.docker.com/reference/cli/docker/node/ps/) */
import { bool, string } from '../../formats/pflag/values.ts';
import type { Command } from '../command.ts';
import { filter } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ps [OPTIONS] [NODE...]',
  short: 'List tasks running on one or more nodes, defaults to current node',
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: 'Pretty-print tasks using a Go template' },
    { name: 'no-resolve', value: bool(), usage: 'Do not map IDs to Names' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display task IDs' },
  ],
  run: viaDaemon('node ps', (args) => get(args[0] === undefined || args[0] === 'self' ? '/info' : `/nodes/${args[0]}`)),
};
