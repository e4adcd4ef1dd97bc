/** `docker container attach` (https://docs.docker.com/reference/cli/docker/container/attach/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'attach [OPTIONS] CONTAINER',
  short: 'Attach local standard input, output, and error streams to a running container',
  aliasLine: 'docker container attach, docker attach',
  args: exactArgs(1),
  flags: [
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'no-stdin', value: bool(), usage: 'Do not attach STDIN' },
    { name: 'sig-proxy', value: bool(true), usage: 'Proxy all received signals to the process' },
  ],
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run: notSimulated('container attach'),
};
