/** `docker plugin rm` (https://docs.docker.com/reference/cli/docker/plugin/rm/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { inTurn } from '../parallel.ts';

export const command: Command = {
  use: 'rm [OPTIONS] PLUGIN [PLUGIN...]',
  short: 'Remove one or more plugins',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the removal of an active plugin' },
  ],
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inTurn(cli, names, function* remove(name) {
    yield* cli.client.call('DELETE', `/plugins/${name}`, { force: flags.bool('force') ? '1' : undefined });
    return name;
  });
}
