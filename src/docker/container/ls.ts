/** `docker container ls` (https://docs.docker.com/reference/cli/docker/container/ls/) */
import { bool, int, string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List containers',
  aliases: ['ps', 'list'],
  aliasLine: 'docker container ls, docker container list, docker container ps, docker ps',
  top: 3,
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all containers (default shows just running)' },
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'last', short: 'n', value: int(-1), usage: 'Show n last created containers (includes all states)' },
    { name: 'latest', short: 'l', value: bool(), usage: 'Show the latest created container (includes all states)' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display container IDs' },
    { name: 'size', short: 's', value: bool(), usage: 'Display total file sizes' },
  ],
  complete: noComplete,
  run: notSimulated('container ls'),
};
