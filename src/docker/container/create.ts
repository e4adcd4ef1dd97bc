/** `docker container create` (https://docs.docker.com/reference/cli/docker/container/create/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, oneOf, platforms } from '../completions.ts';
import { createContainer, readRequest } from './create-container.ts';
import { CONTAINER_FLAGS } from './options.ts';

export const command: Command = {
  use: 'create [OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new container',
  aliasLine: 'docker container create, docker create',
  args: minArgs(1),
  flags: [
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'name', value: string(), usage: 'Assign a name to the container' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
    { name: 'pull', value: string('missing'), usage: 'Pull image before creating ("always", "|missing", "never")', complete: oneOf('always', 'missing', 'never') },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the pull output' },
    { name: 'use-api-socket', value: bool(), usage: 'Bind mount Docker API socket and required auth' },
    ...CONTAINER_FLAGS,
  ],
  interspersed: false,
  complete: imageNames(-1),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const body = yield* readRequest(cli, args, flags, 'create');
  yield* cli.out(`${yield* createContainer(cli, body, flags)}\n`);
  return 0;
}
