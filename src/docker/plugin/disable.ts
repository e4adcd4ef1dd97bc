/** `docker plugin disable` (https://docs.docker.com/reference/cli/docker/plugin/disable/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  use: 'disable [OPTIONS] PLUGIN',
  short: 'Disable a plugin',
  args: exactArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the disable of an active plugin' },
  ],
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  yield* cli.client.call('POST', `/plugins/${args[0]}/disable`, { force: flags.bool('force') ? '1' : undefined });
  yield* cli.out(`${args[0]}\n`);
  return 0;
}
