/** `docker container rm` (https://docs.docker.com/reference/cli/docker/container/rm/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { removableContainers } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

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
  run: notSimulated('container rm'),
};
