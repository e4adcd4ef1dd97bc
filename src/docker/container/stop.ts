/** `docker container stop` (https://docs.docker.com/reference/cli/docker/container/stop/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { int, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames, signals } from '../completions.ts';
import { forEachName } from '../parallel.ts';

export const command: Command = {
  use: 'stop [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Stop one or more running containers',
  aliasLine: 'docker container stop, docker stop',
  args: minArgs(1),
  flags: [
    { name: 'signal', short: 's', value: string(), usage: 'Signal to send to the container', complete: signals },
    { name: 'timeout', short: 't', value: int(), usage: 'Seconds to wait before killing the container' },
    { name: 'time', value: int(), usage: 'Seconds to wait before killing the container (deprecated: use --timeout)', hidden: true, deprecated: 'use --timeout instead', sharesValueOf: 'timeout' },
  ],
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const given = flags.changed('timeout') || flags.changed('time');
  const query = { signal: flags.string('signal') || undefined, t: given ? String(flags.number('timeout')) : undefined };
  return yield* forEachName(cli, names, (name) => cli.client.call('POST', `/containers/${name}/stop`, query));
}
