/** `docker container rm` (https://docs.docker.com/reference/cli/docker/container/rm/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Request } from '../client/client.ts';
import type { Command } from '../command.ts';
import { removableContainers } from '../completions.ts';
import { ApiError, StatusError } from '../errors.ts';
import { forEachName } from '../parallel.ts';

export const command: Command = {
  use: 'rm [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Remove one or more containers',
  aliases: ['remove'],
  aliasLine: 'docker container rm, docker container remove, docker rm',
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the removal of a running container (uses SIGKILL)' },
    { name: 'link', short: 'l', value: bool(), usage: 'Remove the specified link' },
    { name: 'volumes', short: 'v', value: bool(), usage: 'Remove anonymous volumes associated with the container' },
  ],
  complete: removableContainers,
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const on = (flag: string): string | undefined => (flags.bool(flag) ? '1' : undefined);
  const query = { v: on('volumes'), link: on('link'), force: on('force') };
  // With --force a container that is not there is no failure.
  return yield* forEachName(cli, names, (name) => remove(cli, name, query), (error) => flags.bool('force') && error instanceof ApiError && error.status === 404);
}

function* remove(cli: Cli, given: string, query: Request['query']): Sys<void> {
  const name = given.replace(/^\/+|\/+$/g, '');
  if (name === '') throw new StatusError('container name cannot be empty');
  yield* cli.client.call('DELETE', `/containers/${name}`, query);
}
