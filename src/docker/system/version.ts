/** `docker version` (https://docs.docker.com/reference/cli/docker/version/) */
import { string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'version [OPTIONS]',
  short: 'Show the Docker version information',
  top: 10,
  args: noArgs,
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  complete: noComplete,
  run: notSimulated('version'),
};
