/** `docker context rm` (https://docs.docker.com/reference/cli/docker/context/rm/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'rm CONTEXT [CONTEXT...]',
  short: 'Remove one or more contexts',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the removal of a context in use' },
  ],
  complete: contextNames(-1),
  run: notSimulated('context rm'),
};
