/** `docker stack services` (https://docs.docker.com/reference/cli/docker/stack/services/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filter, filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'services [OPTIONS] STACK',
  short: 'List the services in the stack',
  args: exactArgs(1),
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display IDs' },
  ],
  run: viaDaemon('stack services', (args) => get('/services', { filters: filtersJSON(new Map([['label', [`com.docker.stack.namespace=${args[0]}`]]])) })),
};
