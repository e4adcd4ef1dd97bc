/** `docker stack ls` (https://docs.docker.com/reference/cli/docker/stack/ls/) */
import { string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List stacks',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  complete: noComplete,
  run: viaDaemon('stack ls', () => get('/services', { filters: filtersJSON(new Map([['label', ['com.docker.stack.namespace']]])) })),
};
