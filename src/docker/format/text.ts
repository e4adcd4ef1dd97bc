/** Small texts that many tables show: short ids, cut names, ages, sorted labels. */
import { humanDuration } from '../../formats/go-units/duration.ts';
import { compareStrings } from '../../formats/go-values/values.ts';
import { formatTime } from '../../formats/go-time/layout.ts';
import { charWidth } from '../../formats/tabwriter/width.ts';
import type { Cli } from '../cli.ts';

/** The first 12 digits of an id, without `sha256:`. */
export function truncateID(id: string): string {
  const hex = id.includes(':') ? id.slice(id.indexOf(':') + 1) : id;
  return hex.slice(0, 12);
}

/** At most `width` columns, the last one `…` when something was cut. */
export function ellipsis(text: string, width: number): string {
  const runes = [...text];
  if (width <= 0) return '';
  if (width === 1) return runes[0] ?? '';
  let total = 0;
  const ends = runes.map((rune) => (total += charWidth(rune.codePointAt(0) ?? 0)));
  if (total <= width) return text;
  const keep = ends.findIndex((end, i) => end <= width - 1 && (ends[i + 1] ?? 0) > width - 1);
  return keep < 0 ? text : `${runes.slice(0, keep + 1).join('')}…`;
}

export const labelList = (labels: Readonly<Record<string, string>> | null | undefined): string =>
  Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`).sort(compareStrings).join(',');

/** `3 minutes`, from a time in seconds. */
export const age = (cli: Cli, seconds: number): string => humanDuration(cli.seconds - seconds);

/** Go's time.Time.String(). */
export const GO_TIME = '2006-01-02 15:04:05.999999999 -0700 MST';

/** A time in seconds as Go prints it: `2026-11-21 07:14:50 +0000 UTC`. */
export const goTime = (seconds: number): string => formatTime(BigInt(seconds) * 1_000_000_000n, GO_TIME);

/** `host:port` with brackets around IPv6 addresses. */
export const joinHostPort = (host: string, port: string | number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** Order in which `a2` comes before `a10` (fvbommel/sortorder). */
export function naturalCompare(a: string, b: string): number {
  const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const x = split(a);
  const y = split(b);
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const p = x[i] ?? '';
    const q = y[i] ?? '';
    if (p === q) continue;
    const numeric = /^\d/.test(p) && /^\d/.test(q);
    if (numeric) {
      const difference = Number(p) - Number(q);
      return difference !== 0 ? difference : p.length - q.length;
    }
    return p < q ? -1 : 1;
  }
  return x.length - y.length;
}
