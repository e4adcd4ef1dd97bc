/** `docker context rm` (https://docs.docker.com/reference/cli/docker/context/rm/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { inTurn } from '../parallel.ts';

export const command: Command = {
  use: 'rm CONTEXT [CONTEXT...]',
  short: 'Remove one or more contexts',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the removal of a context in use' },
  ],
  complete: contextNames(-1),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const force = flags.bool('force');
  const current = cli.contextName;
  return yield* inTurn(cli, names, function* remove(name) {
    if (name === 'default') throw new StatusError('context "default" cannot be removed');
    if (name === current) {
      if (!force) throw new StatusError(`context ${quote(name)} is in use, set -f flag to force remove`);
      delete cli.config.values.currentContext;
      cli.config.save(cli.proc);
    }
    if (!force && !cli.contexts.exists(name)) throw new StatusError(`context ${quote(name)} does not exist`);
    cli.contexts.remove(name);
    return name;
  });
}
