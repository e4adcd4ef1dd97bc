/** `docker service ls` (https://docs.docker.com/reference/cli/docker/service/ls/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List services',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display IDs' },
  ],
  complete: noComplete,
  run: viaDaemon('service ls', (args, flags) => get('/services', { status: 'true', filters: filtersJSON(flags.get<Filters>('filter')) || undefined })),
};
