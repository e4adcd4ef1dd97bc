/** `docker config create` (https://docs.docker.com/reference/cli/docker/config/create/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { list } from '../opts/lists.ts';
import { label } from '../opts/validators.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'create [OPTIONS] CONFIG file|-',
  short: 'Create a config from a file or STDIN',
  args: exactArgs(2),
  flags: [
    { name: 'label', short: 'l', value: list(label), usage: 'Config labels' },
    { name: 'template-driver', value: string(), usage: 'Template driver', version: '1.37' },
  ],
  complete: noComplete,
  run: viaDaemon('config create', (args) => ({ method: 'POST', path: '/configs/create', json: { Name: args[0], Labels: {}, Data: '' } })),
};
