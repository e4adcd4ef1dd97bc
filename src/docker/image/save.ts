/** `docker image save` (https://docs.docker.com/reference/cli/docker/image/save/) */
import { string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'save [OPTIONS] IMAGE [IMAGE...]',
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  aliasLine: 'docker image save, docker save',
  args: minArgs(1),
  flags: [
    { name: 'output', short: 'o', value: string(), usage: 'Write to a file, instead of STDOUT' },
    { name: 'platform', value: string(), usage: 'Save only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
  ],
  complete: imageNames(-1),
  run: notSimulated('image save'),
};
