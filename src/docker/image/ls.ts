/** `docker image ls` (https://docs.docker.com/reference/cli/docker/image/ls/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { maxArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'ls [OPTIONS] [REPOSITORY[:TAG]]',
  short: 'List images',
  aliases: ['list'],
  aliasLine: 'docker image ls, docker image list, docker images',
  top: 7,
  args: maxArgs(1),
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all images (default hides intermediate images)' },
    { name: 'digests', value: bool(), usage: 'Show digests' },
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only show image IDs' },
    { name: 'tree', value: bool(), usage: 'List multi-platform images as a tree (EXPERIMENTAL)', version: '1.47' },
  ],
  run: notSimulated('image ls'),
};
