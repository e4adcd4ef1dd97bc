/** `docker builder prune` (https://docs.docker.com/reference/cli/docker/builder/prune/) */
import type { BuildCachePruneResponse } from '../../api/system.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { confirmPrune } from '../format/prompt.ts';
import type { Filters } from '../opts/lists.ts';
import { filter } from '../opts/lists.ts';
import { bytes } from '../opts/sizes.ts';
import { printReclaimed, pruneFilters } from '../system/prune-report.ts';

export const command: Command = {
  use: 'prune',
  short: 'Remove build cache',
  version: '1.39',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused build cache, not just dangling ones' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=24h")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
    { name: 'keep-storage', value: bytes(), usage: 'Amount of disk space to keep for cache' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const all = flags.bool('all');
  const question = `WARNING! This will remove all ${all ? '' : 'dangling '}build cache. Are you sure you want to continue?`;
  if (!(yield* confirmPrune(cli, flags.bool('force'), question))) return 0;
  const { output, space } = yield* pruneCache(cli, flags.get<Filters>('filter'), all, flags.number('keep-storage'));
  yield* printReclaimed(cli, output, space);
  return 0;
}

/** Also the last step of `docker system prune`. */
export function* pruneCache(cli: Cli, filters: Filters, all: boolean, keep = 0): Sys<{ output: string; space: number }> {
  const query = { all: all ? '1' : undefined, 'keep-storage': keep === 0 ? undefined : String(keep), filters: pruneFilters(cli, filters) ?? '' };
  const report = yield* cli.client.post<BuildCachePruneResponse>('/build/prune', undefined, query);
  const deleted = report.CachesDeleted ?? [];
  return { output: deleted.length === 0 ? '' : `Deleted build cache objects:\n${deleted.map((id) => `${id}\n`).join('')}`, space: report.SpaceReclaimed };
}
