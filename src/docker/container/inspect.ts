/** `docker container inspect` (https://docs.docker.com/reference/cli/docker/container/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { findContainer } from '../inspect/find.ts';
import { inspect } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Display detailed information on one or more containers',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'size', short: 's', value: bool(), usage: 'Display total file sizes' },
  ],
  complete: containerNames(true),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inspect(cli, names, flags.string('format'), (name) => findContainer(cli, name, flags.bool('size')));
}
