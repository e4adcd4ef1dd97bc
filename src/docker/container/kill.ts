/** `docker container kill` (https://docs.docker.com/reference/cli/docker/container/kill/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames, signals } from '../completions.ts';
import { forEachName } from '../parallel.ts';

export const command: Command = {
  use: 'kill [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Kill one or more running containers',
  aliasLine: 'docker container kill, docker kill',
  args: minArgs(1),
  flags: [
    { name: 'signal', short: 's', value: string(), usage: 'Signal to send to the container', complete: signals },
  ],
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const query = { signal: flags.string('signal') || undefined };
  return yield* forEachName(cli, names, (name) => cli.client.call('POST', `/containers/${name}/kill`, query));
}
