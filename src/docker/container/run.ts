/** `docker container run` (https://docs.docker.com/reference/cli/docker/container/run/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { detachKeys, imageNames, oneOf, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { CONTAINER_FLAGS } from './options.ts';

export const command: Command = {
  use: 'run [OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create and run a new container from an image',
  aliasLine: 'docker container run, docker run',
  top: 1,
  args: minArgs(1),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Run container in background and print container ID' },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container', complete: detachKeys },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'name', value: string(), usage: 'Assign a name to the container' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
    { name: 'pull', value: string('missing'), usage: 'Pull image before running ("always", "missing", "never")', complete: oneOf('always', 'missing', 'never') },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the pull output' },
    { name: 'sig-proxy', value: bool(true), usage: 'Proxy received signals to the process' },
    { name: 'use-api-socket', value: bool(), usage: 'Bind mount Docker API socket and required auth' },
    ...CONTAINER_FLAGS,
  ],
  interspersed: false,
  complete: imageNames(1),
  run: notSimulated('container run'),
};
