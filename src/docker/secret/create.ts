/** `docker secret create` (https://docs.docker.com/reference/cli/docker/secret/create/) */
import { string } from '../../formats/pflag/values.ts';
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { list } from '../opts/lists.ts';
import { label } from '../opts/validators.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'create [OPTIONS] SECRET [file|-]',
  short: 'Create a secret from a file or STDIN as content',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'driver', short: 'd', value: string(), usage: 'Secret driver', version: '1.31' },
    { name: 'label', short: 'l', value: list(label), usage: 'Secret labels' },
    { name: 'template-driver', value: string(), usage: 'Template driver', version: '1.37' },
  ],
  run: viaDaemon('secret create', (args) => ({ method: 'POST', path: '/secrets/create', json: { Name: args[0], Labels: {}, Data: '' } })),
};
