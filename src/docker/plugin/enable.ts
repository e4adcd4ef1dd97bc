/** `docker plugin enable` (https://docs.docker.com/reference/cli/docker/plugin/enable/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { int } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  use: 'enable [OPTIONS] PLUGIN',
  short: 'Enable a plugin',
  args: exactArgs(1),
  flags: [
    { name: 'timeout', value: int(30), usage: 'HTTP client timeout (in seconds)' },
  ],
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  yield* cli.client.call('POST', `/plugins/${args[0]}/enable`, { timeout: String(flags.number('timeout')) });
  yield* cli.out(`${args[0]}\n`);
  return 0;
}
