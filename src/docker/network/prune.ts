/** `docker network prune` (https://docs.docker.com/reference/cli/docker/network/prune/) */
import type { NetworksPruneResponse } from '../../api/network.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { confirmPrune } from '../format/prompt.ts';
import type { Filters } from '../opts/lists.ts';
import { filter } from '../opts/lists.ts';
import { pruneFilters } from '../system/prune-report.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove all unused networks',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const question = 'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?';
  if (!(yield* confirmPrune(cli, flags.bool('force'), question))) return 0;
  const output = yield* pruneNetworks(cli, flags.get<Filters>('filter'));
  if (output !== '') yield* cli.out(`${output}\n`);
  return 0;
}

/** Also a step of `docker system prune`. */
export function* pruneNetworks(cli: Cli, filters: Filters): Sys<string> {
  const report = yield* cli.client.post<NetworksPruneResponse>('/networks/prune', undefined, { filters: pruneFilters(cli, filters) });
  const deleted = report.NetworksDeleted ?? [];
  return deleted.length === 0 ? '' : `Deleted Networks:\n${deleted.map((name) => `${name}\n`).join('')}`;
}
