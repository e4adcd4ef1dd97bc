/** `docker swarm leave` (https://docs.docker.com/reference/cli/docker/swarm/leave/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';

export const command: Command = {
  use: 'leave [OPTIONS]',
  short: 'Leave the swarm',
  version: '1.24',
  swarm: 'active',
  args: noArgs,
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force this node to leave the swarm, ignoring warnings' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  yield* cli.client.call('POST', '/swarm/leave', { force: flags.bool('force') ? '1' : undefined });
  yield* cli.out('Node left the swarm.\n');
  return 0;
}
