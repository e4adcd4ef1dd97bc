/** `docker checkpoint rm` (https://docs.docker.com/reference/cli/docker/checkpoint/rm/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'rm [OPTIONS] CONTAINER CHECKPOINT',
  short: 'Remove a checkpoint',
  aliases: ['remove'],
  args: exactArgs(2),
  flags: [
    { name: 'checkpoint-dir', value: string(), usage: 'Use a custom checkpoint storage directory' },
  ],
  run: notSimulated('checkpoint rm'),
};
