/** `docker search` (https://docs.docker.com/reference/cli/docker/search/) */
import type { SearchResult } from '../../api/image.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, int, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { makeRow, printRows, type RowType } from '../format/formatter.ts';
import { ellipsis } from '../format/text.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { encodeAuth, INDEX_SERVER, storedAuth } from './auth.ts';

export const command: Command = {
  use: 'search [OPTIONS] TERM',
  short: 'Search Docker Hub for images',
  top: 10,
  args: exactArgs(1),
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: 'Pretty-print search using a Go template' },
    { name: 'limit', value: int(), usage: 'Max number of search results' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
  ],
  run,
};

const ROWS: RowType = { goName: '*registry.searchContext', headers: { Name: 'NAME', Description: 'DESCRIPTION', StarCount: 'STARS', IsOfficial: 'OFFICIAL' } };

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const filters = flags.get<Filters>('filter');
  if (filters.has('is-automated')) {
    yield* cli.err('WARNING: the "is-automated" filter is deprecated, and searching for "is-automated=true" will not yield any results in future.\n');
  }
  const limit = flags.number('limit');
  const response = yield* cli.client.request({
    method: 'GET',
    path: '/images/search',
    query: { term: args[0], limit: limit > 0 ? String(limit) : undefined, filters: filtersJSON(filters) || undefined },
    headers: { 'X-Registry-Auth': encodeAuth(storedAuth(cli, INDEX_SERVER)) },
  });
  const format = flags.string('format') || 'table';
  const json = format === 'json' || format.includes('json .');
  const trunc = !flags.bool('no-trunc');
  const rows = (yield* response.json<SearchResult[]>()).map((result) =>
    makeRow(ROWS, {
      Name: () => result.name,
      Description: () => {
        const text = result.description.replaceAll(/[\n\r]/g, ' ');
        return trunc ? ellipsis(text, 45) : text;
      },
      StarCount: () => String(result.star_count),
      IsOfficial: () => (json ? String(result.is_official) : result.is_official ? '[OK]' : ''),
    }));
  yield* printRows(cli, format === 'table' ? 'table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}' : format, ROWS, rows);
  return 0;
}
