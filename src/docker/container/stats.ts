/** `docker container stats` (https://docs.docker.com/reference/cli/docker/container/stats/) */
import { bool, string } from '../../formats/pflag/values.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'stats [OPTIONS] [CONTAINER...]',
  short: 'Display a live stream of container(s) resource usage statistics',
  aliasLine: 'docker container stats, docker stats',
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all containers (default shows just running)' },
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'no-stream', value: bool(), usage: 'Disable streaming stats and only pull the first result' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
  ],
  complete: containerNames(false),
  run: notSimulated('container stats'),
};
