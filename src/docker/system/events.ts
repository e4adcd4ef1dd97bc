/** `docker system events` (https://docs.docker.com/reference/cli/docker/system/events/) */
import { string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { filter } from '../opts/lists.ts';

export const command: Command = {
  use: 'events [OPTIONS]',
  short: 'Get real time events from the server',
  aliasLine: 'docker system events, docker events',
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'since', value: string(), usage: 'Show all events created since timestamp' },
    { name: 'until', value: string(), usage: 'Stream events until this timestamp' },
  ],
  complete: noComplete,
  run: notSimulated('system events'),
};
