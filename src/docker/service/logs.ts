/** `docker service logs` (https://docs.docker.com/reference/cli/docker/service/logs/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'logs [OPTIONS] SERVICE|TASK',
  short: 'Fetch the logs of a service or task',
  version: '1.29',
  args: exactArgs(1),
  flags: [
    { name: 'details', value: bool(), usage: 'Show extra details provided to logs', version: '1.30' },
    { name: 'follow', short: 'f', value: bool(), usage: 'Follow log output' },
    { name: 'no-resolve', value: bool(), usage: 'Do not map IDs to Names in output' },
    { name: 'no-task-ids', value: bool(), usage: 'Do not include task IDs in output' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
    { name: 'raw', value: bool(), usage: 'Do not neatly format logs', version: '1.30' },
    { name: 'since', value: string(), usage: 'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)' },
    { name: 'tail', short: 'n', value: string('all'), usage: 'Number of lines to show from the end of the logs' },
    { name: 'timestamps', short: 't', value: bool(), usage: 'Show timestamps' },
  ],
  run: viaDaemon('service logs', (args) => get(`/services/${args[0]}`)),
};
