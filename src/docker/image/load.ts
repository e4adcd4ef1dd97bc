/** `docker image load` (https://docs.docker.com/reference/cli/docker/image/load/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'load [OPTIONS]',
  short: 'Load an image from a tar archive or STDIN',
  aliasLine: 'docker image load, docker load',
  args: noArgs,
  flags: [
    { name: 'input', short: 'i', value: string(), usage: 'Read from tar archive file, instead of STDIN' },
    { name: 'platform', value: string(), usage: 'Load only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the load output' },
  ],
  complete: noComplete,
  run: notSimulated('image load'),
};
