/** `docker image import` (https://docs.docker.com/reference/cli/docker/image/import/) */
import { string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list } from '../opts/lists.ts';

export const command: Command = {
  use: 'import [OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  short: 'Import the contents from a tarball to create a filesystem image',
  aliasLine: 'docker image import, docker import',
  args: minArgs(1),
  flags: [
    { name: 'change', short: 'c', value: list(), usage: 'Apply Dockerfile instruction to the created image' },
    { name: 'message', short: 'm', value: string(), usage: 'Set commit message for imported image' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
  ],
  run: notSimulated('image import'),
};
