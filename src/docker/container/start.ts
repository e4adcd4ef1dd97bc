/** `docker container start` (https://docs.docker.com/reference/cli/docker/container/start/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'start [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Start one or more stopped containers',
  aliasLine: 'docker container start, docker start',
  args: minArgs(1),
  flags: [
    { name: 'attach', short: 'a', value: bool(), usage: 'Attach STDOUT/STDERR and forward signals' },
    { name: 'checkpoint', value: string(), usage: 'Restore from this checkpoint', ostype: 'linux', experimental: true },
    { name: 'checkpoint-dir', value: string(), usage: 'Use a custom checkpoint storage directory', ostype: 'linux', experimental: true },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'interactive', short: 'i', value: bool(), usage: `Attach container's STDIN` },
  ],
  complete: containerNames(true, (c) => c.State === 'exited' || c.State === 'created'),
  run: notSimulated('container start'),
};
