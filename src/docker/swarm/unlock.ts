/** `docker swarm unlock` (https://docs.docker.com/reference/cli/docker/swarm/unlock/) */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'unlock',
  short: 'Unlock swarm',
  version: '1.24',
  swarm: 'manager',
  args: noArgs,
  complete: noComplete,
  run: notSimulated('swarm unlock'),
};
