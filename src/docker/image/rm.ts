/** `docker image rm` (https://docs.docker.com/reference/cli/docker/image/rm/) */
import { bool, stringSlice } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

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
  run: notSimulated('image rm'),
};
