/** `docker plugin push` (https://docs.docker.com/reference/cli/docker/plugin/push/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'push [OPTIONS] PLUGIN[:TAG]',
  short: 'Push a plugin to a registry',
  args: exactArgs(1),
  flags: [
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image signing' },
  ],
  run: notSimulated('plugin push'),
};
