/** `docker container prune` (https://docs.docker.com/reference/cli/docker/container/prune/) */
import type { ContainersPruneResponse } from '../../api/container.ts';
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
import { printReclaimed, pruneFilters } from '../system/prune-report.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove all stopped containers',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const question = 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?';
  if (!(yield* confirmPrune(cli, flags.bool('force'), question))) return 0;
  const { output, space } = yield* pruneContainers(cli, flags.get<Filters>('filter'));
  yield* printReclaimed(cli, output, space);
  return 0;
}

/** Also the first step of `docker system prune`. */
export function* pruneContainers(cli: Cli, filters: Filters): Sys<{ output: string; space: number }> {
  const report = yield* cli.client.post<ContainersPruneResponse>('/containers/prune', undefined, { filters: pruneFilters(cli, filters) });
  const deleted = report.ContainersDeleted ?? [];
  if (deleted.length === 0) return { output: '', space: 0 };
  return { output: `Deleted Containers:\n${deleted.map((id) => `${id}\n`).join('')}`, space: report.SpaceReclaimed };
}
