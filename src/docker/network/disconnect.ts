/** `docker network disconnect` (https://docs.docker.com/reference/cli/docker/network/disconnect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { checkName } from '../client/names.ts';
import type { Command } from '../command.ts';
import { networkThenContainer } from '../completions.ts';

export const command: Command = {
  use: 'disconnect [OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  args: exactArgs(2),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force the container to disconnect from a network' },
  ],
  complete: networkThenContainer,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  yield* cli.client.call('POST', `/networks/${args[0]}/disconnect`, undefined, { Container: checkName('container', args[1] ?? ''), Force: flags.bool('force') });
  return 0;
}
