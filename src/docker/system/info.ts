/** `docker system info` (https://docs.docker.com/reference/cli/docker/system/info/) */
import { string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'info [OPTIONS]',
  short: 'Display system-wide information',
  aliasLine: 'docker system info, docker info',
  top: 12,
  args: noArgs,
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  complete: noComplete,
  run: notSimulated('system info'),
};
