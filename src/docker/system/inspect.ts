/** `docker inspect` (https://docs.docker.com/reference/cli/docker/inspect/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete, oneOf } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'size', short: 's', value: bool(), usage: 'Display total file sizes if the type is container' },
    { name: 'type', value: string(), usage: 'Only inspect objects of the given type', complete: oneOf('config', 'container', 'image', 'network', 'node', 'plugin', 'secret', 'service', 'task', 'volume') },
  ],
  complete: noComplete,
  run: notSimulated('inspect'),
};
