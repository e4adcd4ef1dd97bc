/** `docker plugin inspect` (https://docs.docker.com/reference/cli/docker/plugin/inspect/) */
import { string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] PLUGIN [PLUGIN...]',
  short: 'Display detailed information on one or more plugins',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  run: notSimulated('plugin inspect'),
};
