/** `docker volume prune` (https://docs.docker.com/reference/cli/docker/volume/prune/) */
import type { VolumesPruneResponse } from '../../api/volume.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { lessThan } from '../client/versions.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { confirmPrune } from '../format/prompt.ts';
import { addFilter, filter, type Filters } from '../opts/lists.ts';
import { printReclaimed, pruneFilters } from '../system/prune-report.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove unused local volumes',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused volumes, not just anonymous ones', version: '1.42' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "label=<label>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  let filters = flags.get<Filters>('filter');
  yield* cli.ping();
  const all = flags.bool('all');
  if (all) {
    if (filters.has('all')) throw new StatusError('conflicting options: cannot specify both --all and --filter all=1');
    filters = addFilter(filters, 'all', 'true');
  }
  const every = all || lessThan(cli.client.version, '1.42');
  const question = `WARNING! This will remove ${every ? 'all' : 'anonymous'} local volumes not used by at least one container.\nAre you sure you want to continue?`;
  if (!(yield* confirmPrune(cli, flags.bool('force'), question))) return 0;
  const { output, space } = yield* pruneVolumes(cli, filters);
  yield* printReclaimed(cli, output, space);
  return 0;
}

/** Also a step of `docker system prune`. */
export function* pruneVolumes(cli: Cli, filters: Filters): Sys<{ output: string; space: number }> {
  const report = yield* cli.client.post<VolumesPruneResponse>('/volumes/prune', undefined, { filters: pruneFilters(cli, filters) });
  const deleted = report.VolumesDeleted ?? [];
  if (deleted.length === 0) return { output: '', space: 0 };
  return { output: `Deleted Volumes:\n${deleted.map((name) => `${name}\n`).join('')}`, space: report.SpaceReclaimed };
}
