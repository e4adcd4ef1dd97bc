/** `docker container logs` (https://docs.docker.com/reference/cli/docker/container/logs/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'logs [OPTIONS] CONTAINER',
  short: 'Fetch the logs of a container',
  aliasLine: 'docker container logs, docker logs',
  args: exactArgs(1),
  flags: [
    { name: 'details', value: bool(), usage: 'Show extra details provided to logs' },
    { name: 'follow', short: 'f', value: bool(), usage: 'Follow log output' },
    { name: 'since', value: string(), usage: 'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)' },
    { name: 'tail', short: 'n', value: string('all'), usage: 'Number of lines to show from the end of the logs' },
    { name: 'timestamps', short: 't', value: bool(), usage: 'Show timestamps' },
    { name: 'until', value: string(), usage: 'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)', version: '1.35' },
  ],
  complete: containerNames(true),
  run: notSimulated('container logs'),
};
