/** `docker service ps` (https://docs.docker.com/reference/cli/docker/service/ps/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { filter, filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ps [OPTIONS] SERVICE [SERVICE...]',
  short: 'List the tasks of one or more services',
  args: minArgs(1),
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: 'Pretty-print tasks using a Go template' },
    { name: 'no-resolve', value: bool(), usage: 'Do not map IDs to Names' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display task IDs' },
  ],
  run: viaDaemon('service ps', (args) => get('/services', { filters: filtersJSON(new Map([['id', args]])) })),
};
