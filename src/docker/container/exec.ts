/** `docker container exec` (https://docs.docker.com/reference/cli/docker/container/exec/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames, envNames, fileNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list } from '../opts/lists.ts';
import { env } from '../opts/validators.ts';

export const command: Command = {
  use: 'exec [OPTIONS] CONTAINER COMMAND [ARG...]',
  short: 'Execute a command in a running container',
  aliasLine: 'docker container exec, docker exec',
  top: 2,
  args: minArgs(2),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Detached mode: run command in the background' },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'env', short: 'e', value: list(env), usage: 'Set environment variables', version: '1.25', complete: envNames },
    { name: 'env-file', value: list(), usage: 'Read in a file of environment variables', version: '1.25', complete: fileNames },
    { name: 'interactive', short: 'i', value: bool(), usage: 'Keep STDIN open even if not attached' },
    { name: 'privileged', value: bool(), usage: 'Give extended privileges to the command' },
    { name: 'tty', short: 't', value: bool(), usage: 'Allocate a pseudo-TTY' },
    { name: 'user', short: 'u', value: string(), usage: 'Username or UID (format: "<name|uid>[:<group|gid>]")' },
    { name: 'workdir', short: 'w', value: string(), usage: 'Working directory inside the container', version: '1.35' },
  ],
  interspersed: false,
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run: notSimulated('container exec'),
};
