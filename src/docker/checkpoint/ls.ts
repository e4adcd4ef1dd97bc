/** `docker checkpoint ls` (https://docs.docker.com/reference/cli/docker/checkpoint/ls/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'ls [OPTIONS] CONTAINER',
  short: 'List checkpoints for a container',
  aliases: ['list'],
  args: exactArgs(1),
  flags: [
    { name: 'checkpoint-dir', value: string(), usage: 'Use a custom checkpoint storage directory' },
  ],
  complete: containerNames(false),
  run: notSimulated('checkpoint ls'),
};
