/** `docker image history` (https://docs.docker.com/reference/cli/docker/image/history/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'history [OPTIONS] IMAGE',
  short: 'Show the history of an image',
  aliasLine: 'docker image history, docker history',
  args: exactArgs(1),
  flags: [
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'human', short: 'H', value: bool(true), usage: 'Print sizes and dates in human readable format' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'platform', value: string(), usage: 'Show history for the given platform. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only show image IDs' },
  ],
  complete: imageNames(1),
  run: notSimulated('image history'),
};
