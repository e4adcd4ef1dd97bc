/** `docker network inspect` (https://docs.docker.com/reference/cli/docker/network/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { networkNames } from '../completions.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { findNetwork } from '../inspect/find.ts';
import { inspect } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] NETWORK [NETWORK...]',
  short: 'Display detailed information on one or more networks',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'verbose', short: 'v', value: bool(), usage: 'Verbose output for diagnostics' },
  ],
  complete: networkNames,
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const query = { verbose: flags.bool('verbose') ? 'true' : undefined };
  return yield* inspect(cli, names, flags.string('format'), (name) => findNetwork(cli, name, query));
}
