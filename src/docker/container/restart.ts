/** `docker container restart` (https://docs.docker.com/reference/cli/docker/container/restart/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { int, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames, signals } from '../completions.ts';
import { inTurn } from '../parallel.ts';

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
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const given = flags.changed('timeout') || flags.changed('time');
  const query = { signal: flags.string('signal') || undefined, t: given ? String(flags.number('timeout')) : undefined };
  return yield* inTurn(cli, names, function* restart(name) {
    yield* cli.client.call('POST', `/containers/${name}/restart`, query);
    return name;
  });
}
