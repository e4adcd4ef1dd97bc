/** `docker trust inspect` (https://docs.docker.com/reference/cli/docker/trust/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { throwJoined } from '../errors.ts';

export const command: Command = {
  use: 'inspect IMAGE[:TAG] [IMAGE[:TAG]...]',
  short: 'Return low-level information about keys and signatures',
  args: minArgs(1),
  flags: [
    { name: 'pretty', value: bool(), usage: 'Print the information in a human friendly format' },
  ],
  run,
};

/** There is no notary server, so nothing is signed. */
function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const failures = names.map((name) => `no signatures or cannot access ${name}`);
  if (flags.bool('pretty')) throwJoined(failures.slice(0, 1));
  yield* cli.out('[]\n');
  throwJoined(failures);
  return 0;
}
