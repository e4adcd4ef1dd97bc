/** `docker plugin ls` (https://docs.docker.com/reference/cli/docker/plugin/ls/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List plugins',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Provide filter values (e.g. "enabled=true")' },
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display plugin IDs' },
  ],
  complete: noComplete,
  run: notSimulated('plugin ls'),
};
