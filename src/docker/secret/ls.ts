/** `docker secret ls` (https://docs.docker.com/reference/cli/docker/secret/ls/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List secrets',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display IDs' },
  ],
  run: viaDaemon('secret ls', (args, flags) => get('/secrets', { filters: filtersJSON(flags.get<Filters>('filter')) || undefined })),
};
