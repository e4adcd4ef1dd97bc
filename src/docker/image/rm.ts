/** `docker image rm` (https://docs.docker.com/reference/cli/docker/image/rm/) */
import type { DeleteItem } from '../../api/image.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, stringSlice } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { ApiError, StatusError } from '../errors.ts';
import { platformQuery } from './platform.ts';

export const command: Command = {
  use: 'rm [OPTIONS] IMAGE [IMAGE...]',
  short: 'Remove one or more images',
  aliases: ['rmi', 'remove'],
  aliasLine: 'docker image rm, docker image remove, docker rmi',
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force removal of the image' },
    { name: 'no-prune', value: bool(), usage: 'Do not delete untagged parents' },
    { name: 'platform', value: stringSlice(), usage: 'Remove only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.50', complete: platforms },
  ],
  complete: imageNames(-1),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const force = flags.bool('force');
  const platforms = flags.strings('platform').map((text) => platformQuery(text) ?? '');
  const query = { force: force ? '1' : undefined, noprune: flags.bool('no-prune') ? '1' : undefined, platforms };
  const errors: string[] = [];
  let fatal = false;
  for (const name of names) {
    try {
      const response = yield* cli.client.request({ method: 'DELETE', path: `/images/${name}`, query });
      for (const item of yield* response.json<DeleteItem[]>()) yield* cli.out(item.Deleted ? `Deleted: ${item.Deleted}\n` : `Untagged: ${item.Untagged ?? ''}\n`);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (!(error instanceof ApiError && error.status === 404)) fatal = true;
      errors.push(error.message);
    }
  }
  if (errors.length === 0) return 0;
  if (!force || fatal) throw new StatusError(errors.join('\n'));
  yield* cli.err(`${errors.join('\n')}\n`);
  return 0;
}
