/** `docker service inspect` (https://docs.docker.com/reference/cli/docker/service/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { inspect, lookUp } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] SERVICE [SERVICE...]',
  short: 'Display detailed information on one or more services',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'pretty', value: bool(), usage: 'Print the information in a human friendly format' },
  ],
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inspect(cli, names, flags.string('format'), (name) => lookUp(cli, `/services/${name}`, 'any', { insertDefaults: 'true' }));
}
