/** `docker swarm unlock-key` (https://docs.docker.com/reference/cli/docker/swarm/unlock-key/) */
import { bool } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'unlock-key [OPTIONS]',
  short: 'Manage the unlock key',
  version: '1.24',
  swarm: 'manager',
  args: noArgs,
  flags: [
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display token' },
    { name: 'rotate', value: bool(), usage: 'Rotate unlock key' },
  ],
  complete: noComplete,
  run: viaDaemon('swarm unlock-key', () => get('/swarm/unlockkey'), 'could not fetch unlock key: '),
};
