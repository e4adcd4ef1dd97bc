/** Rows of the build cache in `docker system df -v` (docker/cli cli/command/formatter/buildcache.go). */
import type { BuildCache } from '../../api/system.ts';
import { formatTime, parseRFC3339 } from '../../formats/go-time/layout.ts';
import { humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import type { Cli } from '../cli.ts';
import { makeRow, type RowType } from '../format/formatter.ts';
import { age, GO_TIME, truncateID } from '../format/text.ts';

export const CACHE_ROWS: RowType = {
  goName: '*formatter.buildCacheContext',
  headers: {
    ID: 'CACHE ID', Parent: 'PARENT', CacheType: 'CACHE TYPE', Size: 'SIZE', CreatedSince: 'CREATED', LastUsedSince: 'LAST USED', UsageCount: 'USAGE', InUse: 'IN USE',
    Shared: 'SHARED', Description: 'DESCRIPTION',
  },
};

const nanoseconds = (text: string): bigint => parseRFC3339(text) ?? 0n;
const since = (cli: Cli, text: string): string => `${age(cli, Number(nanoseconds(text) / 1_000_000n) / 1000)} ago`;

export function cacheRow(cli: Cli, record: BuildCache, trunc: boolean): object {
  const cut = (id: string): string => (trunc ? truncateID(id) : id);
  const used = record.LastUsedAt ?? '';
  return makeRow(CACHE_ROWS, {
    ID: () => cut(record.ID) + (record.InUse ? '*' : ''),
    Parent: () => cut((record.Parents ?? []).length > 0 ? (record.Parents ?? []).join(', ') : record.Parent ?? ''),
    CacheType: () => record.Type,
    Description: () => record.Description,
    Size: () => humanSizeWithPrecision(record.Size, 3),
    CreatedAt: () => formatTime(nanoseconds(record.CreatedAt), GO_TIME),
    CreatedSince: () => since(cli, record.CreatedAt),
    LastUsedAt: () => (used === '' ? '' : formatTime(nanoseconds(used), GO_TIME)),
    LastUsedSince: () => (used === '' ? '' : since(cli, used)),
    UsageCount: () => String(record.UsageCount),
    InUse: () => String(record.InUse),
    Shared: () => String(record.Shared),
  });
}

/** Never used ones first, then by the time of last use. */
export function sortCache(records: readonly BuildCache[]): BuildCache[] {
  return [...records].sort((a, b) => {
    const x = a.LastUsedAt === null || a.LastUsedAt === undefined ? -1n : nanoseconds(a.LastUsedAt);
    const y = b.LastUsedAt === null || b.LastUsedAt === undefined ? -1n : nanoseconds(b.LastUsedAt);
    return x !== y ? (x < y ? -1 : 1) : a.ID < b.ID ? -1 : 1;
  });
}
