/** `docker service scale` (https://docs.docker.com/reference/cli/docker/service/scale/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'scale SERVICE=REPLICAS [SERVICE=REPLICAS...]',
  short: 'Scale one or multiple replicated services',
  args: minArgs(1),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Exit immediately instead of waiting for the service to converge', version: '1.29' },
  ],
  run: viaDaemon('service scale', (args) => {
    for (const arg of args) if (!arg.includes('=')) throw new StatusError(`invalid scale specifier '${arg}'.\nSee 'docker service scale --help'.\n\nUsage:  docker service scale SERVICE=REPLICAS [SERVICE=REPLICAS...]\n\nScale one or multiple replicated services`);
    return get(`/services/${(args[0] ?? '').split('=')[0]}`);
  }),
};
