/** `docker container logs` (https://docs.docker.com/reference/cli/docker/container/logs/) */
import type { ContainerInspect } from '../../api/container.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { timestampArgument } from '../format/timestamp.ts';
import { copyOutput } from '../streams/copy.ts';

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
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const container = yield* cli.client.get<ContainerInspect>(`/containers/${args[0]}/json`);
  const on = (flag: string): string | undefined => (flags.bool(flag) ? '1' : undefined);
  const time = (flag: 'since' | 'until'): string | undefined => {
    const text = flags.string(flag);
    if (text === '') return undefined;
    try {
      return timestampArgument(cli, text);
    } catch (error) {
      if (error instanceof StatusError) throw new StatusError(`invalid value for "${flag}": ${error.message}`);
      throw error;
    }
  };
  const response = yield* cli.client.request({
    method: 'GET',
    path: `/containers/${container.Id}/logs`,
    query: {
      stdout: '1', stderr: '1', since: time('since'), until: time('until'), timestamps: on('timestamps'), details: on('details'), follow: on('follow'), tail: flags.string('tail'),
    },
  });
  yield* copyOutput(cli, () => response.read(), container.Config.Tty);
  return 0;
}
