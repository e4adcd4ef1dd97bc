/** `docker checkpoint create` (https://docs.docker.com/reference/cli/docker/checkpoint/create/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'create [OPTIONS] CONTAINER CHECKPOINT',
  short: 'Create a checkpoint from a running container',
  args: exactArgs(2),
  flags: [
    { name: 'checkpoint-dir', value: string(), usage: 'Use a custom checkpoint storage directory' },
    { name: 'leave-running', value: bool(), usage: 'Leave the container running after checkpoint' },
  ],
  complete: noComplete,
  run: notSimulated('checkpoint create'),
};
