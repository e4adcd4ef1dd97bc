/** `docker container restart` (https://docs.docker.com/reference/cli/docker/container/restart/) */
import { int, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames, signals } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'restart [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Restart one or more containers',
  aliasLine: 'docker container restart, docker restart',
  args: minArgs(1),
  flags: [
    { name: 'signal', short: 's', value: string(), usage: 'Signal to send to the container', complete: signals },
    { name: 'timeout', short: 't', value: int(), usage: 'Seconds to wait before killing the container' },
    { name: 'time', value: int(), usage: 'Seconds to wait before killing the container (deprecated: use --timeout)', hidden: true, deprecated: 'use --timeout instead', sharesValueOf: 'timeout' },
  ],
  complete: containerNames(true),
  run: notSimulated('container restart'),
};
