/** `docker volume inspect` (https://docs.docker.com/reference/cli/docker/volume/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { volumeNames } from '../completions.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { findVolume } from '../inspect/find.ts';
import { inspect } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] VOLUME [VOLUME...]',
  short: 'Display detailed information on one or more volumes',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
  ],
  complete: volumeNames,
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inspect(cli, names, flags.string('format'), function* find(name) {
    return { ...(yield* findVolume(cli, name)), typedOnly: true } as const;
  });
}
