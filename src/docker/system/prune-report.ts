/** What the prune commands share: filters of config.json and the total line. */
import { humanSize } from '../../formats/go-units/size.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { addFilter, filtersJSON, type Filters } from '../opts/lists.ts';

/** The filters given and those of config.json (`pruneFilters`); undefined when there are none. */
export function pruneFilters(cli: Cli, filters: Filters): string | undefined {
  let all = filters;
  for (const text of cli.config.values.pruneFilters ?? []) {
    const at = text.indexOf('=');
    const key = text.slice(0, at);
    if (at <= 0) continue;
    // What is given on the command line wins over its opposite.
    if (key === 'label' && filters.get('label!')?.includes(text.slice(at + 1))) continue;
    if (key === 'label!' && filters.get('label')?.includes(text.slice(at + 1))) continue;
    all = addFilter(all, key, text.slice(at + 1));
  }
  return filtersJSON(all) || undefined;
}

/** Prints what was deleted, then the space that came free. */
export function* printReclaimed(cli: Cli, output: string, space: number): Sys<void> {
  if (output !== '') yield* cli.out(`${output}\n`);
  yield* cli.out(`Total reclaimed space: ${humanSize(space)}\n`);
}
