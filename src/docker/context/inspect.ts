/** `docker context inspect` (https://docs.docker.com/reference/cli/docker/context/inspect/) */
import { string } from '../../formats/pflag/values.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Display detailed information on one or more contexts',
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  complete: contextNames(-1),
  run: notSimulated('context inspect'),
};
