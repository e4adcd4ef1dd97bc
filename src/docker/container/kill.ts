/** `docker container kill` (https://docs.docker.com/reference/cli/docker/container/kill/) */
import { string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames, signals } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'kill [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Kill one or more running containers',
  aliasLine: 'docker container kill, docker kill',
  args: minArgs(1),
  flags: [
    { name: 'signal', short: 's', value: string(), usage: 'Signal to send to the container', complete: signals },
  ],
  complete: containerNames(false),
  run: notSimulated('container kill'),
};
