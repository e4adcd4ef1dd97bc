/** `docker swarm leave` (https://docs.docker.com/reference/cli/docker/swarm/leave/) */
import { bool } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'leave [OPTIONS]',
  short: 'Leave the swarm',
  version: '1.24',
  swarm: 'active',
  args: noArgs,
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force this node to leave the swarm, ignoring warnings' },
  ],
  complete: noComplete,
  run: notSimulated('swarm leave'),
};
