/** `docker volume rm` (https://docs.docker.com/reference/cli/docker/volume/rm/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { volumeNames } from '../completions.ts';
import { inTurn } from '../parallel.ts';

export const command: Command = {
  use: 'rm [OPTIONS] VOLUME [VOLUME...]',
  short: 'Remove one or more volumes',
  long: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the removal of one or more volumes', version: '1.25' },
  ],
  complete: volumeNames,
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  return yield* inTurn(cli, names, function* remove(name) {
    yield* cli.client.call('DELETE', `/volumes/${name}`, { force: flags.bool('force') ? '1' : undefined });
    return name;
  });
}
