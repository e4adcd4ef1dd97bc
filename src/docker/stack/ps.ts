/** `docker stack ps` (https://docs.docker.com/reference/cli/docker/stack/ps/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filter, filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ps [OPTIONS] STACK',
  short: 'List the tasks in the stack',
  args: exactArgs(1),
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'no-resolve', value: bool(), usage: 'Do not map IDs to Names' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display task IDs' },
  ],
  run: viaDaemon('stack ps', (args) => get('/tasks', { filters: filtersJSON(new Map([['label', [`com.docker.stack.namespace=${args[0]}`]]])) })),
};
