/** `docker stack ls` (https://docs.docker.com/reference/cli/docker/stack/ls/) */
import { string } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filtersJSON } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List stacks',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'format', value: string(), usage: FORMAT_HELP },
  ],
  complete: noComplete,
  run: viaDaemon('stack ls', () => get('/services', { filters: filtersJSON(new Map([['label', ['com.docker.stack.namespace']]])) })),
};
