/** `docker network disconnect` (https://docs.docker.com/reference/cli/docker/network/disconnect/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { networkThenContainer } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'disconnect [OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  args: exactArgs(2),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the container to disconnect from a network' },
  ],
  complete: networkThenContainer,
  run: notSimulated('network disconnect'),
};
