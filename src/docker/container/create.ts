/** `docker container create` (https://docs.docker.com/reference/cli/docker/container/create/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, oneOf, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
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
  run: notSimulated('container create'),
};
