/** `docker image prune` (https://docs.docker.com/reference/cli/docker/image/prune/) */
import type { ImagesPruneResponse } from '../../api/image.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { confirmPrune } from '../format/prompt.ts';
import { addFilter, filter, type Filters } from '../opts/lists.ts';
import { printReclaimed, pruneFilters } from '../system/prune-report.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove unused images',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused images, not just dangling ones' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const all = flags.bool('all');
  const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
  if (!(yield* confirmPrune(cli, flags.bool('force'), `WARNING! This will remove ${what}.\nAre you sure you want to continue?`))) return 0;
  const { output, space } = yield* pruneImages(cli, flags.get<Filters>('filter'), all);
  yield* printReclaimed(cli, output, space);
  return 0;
}

/** Also a step of `docker system prune`. */
export function* pruneImages(cli: Cli, filters: Filters, all: boolean): Sys<{ output: string; space: number }> {
  const report = yield* cli.client.post<ImagesPruneResponse>('/images/prune', undefined, { filters: pruneFilters(cli, addFilter(filters, 'dangling', String(!all))) });
  const items = report.ImagesDeleted ?? [];
  if (items.length === 0) return { output: '', space: 0 };
  const lines = items.map((item) => (item.Untagged ? `untagged: ${item.Untagged}\n` : `deleted: ${item.Deleted ?? ''}\n`));
  return { output: `Deleted Images:\n${lines.join('')}`, space: report.SpaceReclaimed };
}
