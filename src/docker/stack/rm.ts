/** `docker stack rm` (https://docs.docker.com/reference/cli/docker/stack/rm/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rm [OPTIONS] STACK [STACK...]',
  short: 'Remove one or more stacks',
  aliases: ['remove', 'down'],
  args: minArgs(1),
  flags: [
    { name: 'detach', short: 'd', value: bool(true), usage: 'Do not wait for stack removal' },
  ],
  run: viaDaemon('stack rm', (args) => get('/services', { filters: filtersJSON(new Map([['label', [`com.docker.stack.namespace=${args[0]}`]]])) })),
};
