/** `docker plugin inspect` (https://docs.docker.com/reference/cli/docker/plugin/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { inspect, lookUp } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] PLUGIN [PLUGIN...]',
  short: 'Display detailed information on one or more plugins',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
  ],
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inspect(cli, names, flags.string('format'), (name) => lookUp(cli, `/plugins/${name}/json`, 'any'));
}
