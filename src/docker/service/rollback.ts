/** `docker service rollback` (https://docs.docker.com/reference/cli/docker/service/rollback/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rollback [OPTIONS] SERVICE',
  short: `Revert changes to a service's configuration`,
  version: '1.31',
  args: exactArgs(1),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Exit immediately instead of waiting for the service to converge', version: '1.29' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output' },
  ],
  run: viaDaemon('service rollback', (args) => get(`/services/${args[0]}`)),
};
