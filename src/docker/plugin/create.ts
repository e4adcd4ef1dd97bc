/** `docker plugin create` (https://docs.docker.com/reference/cli/docker/plugin/create/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'create [OPTIONS] PLUGIN PLUGIN-DATA-DIR',
  short: 'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.',
  args: minArgs(2),
  flags: [
    { name: 'compress', value: bool(), usage: 'Compress the context using gzip' },
  ],
  complete: noComplete,
  run: notSimulated('plugin create'),
};
