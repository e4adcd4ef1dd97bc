/** `docker container export` (https://docs.docker.com/reference/cli/docker/container/export/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'export [OPTIONS] CONTAINER',
  short: `Export a container's filesystem as a tar archive`,
  aliasLine: 'docker container export, docker export',
  args: exactArgs(1),
  flags: [
    { name: 'output', short: 'o', value: string(), usage: 'Write to a file, instead of STDOUT' },
  ],
  complete: containerNames(true),
  run: notSimulated('container export'),
};
