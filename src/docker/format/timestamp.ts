/** Times of `--since` and `--until`: a duration back from now, or a date (moby api/types/time/timestamp.go). */
import { parseTime } from '../../formats/go-time/layout.ts';
import { FlagError } from '../../formats/pflag/flag.ts';
import { parseDuration } from '../../formats/pflag/duration.ts';
import { quote } from '../../formats/pflag/quote.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

/** Seconds since 1970, with nanoseconds after a point when there are any. Digits alone pass as they are. */
export function timestampArgument(cli: Cli, text: string): string {
  const back = durationOf(text);
  // Go counts from the second.
  if (back !== undefined) return String((cli.proc.realtime() - BigInt(back)) / 1_000_000_000n);
  const hasDate = text.includes('-');
  if (!hasDate) {
    if (/^\d+(\.\d+)?$/.test(text)) return text;
    throw new StatusError(`failed to parse value as time or duration: ${quote(text)}`);
  }
  const layout = layoutOf(text);
  const time = parseTime(text, layout);
  if (time === undefined) throw new StatusError(`failed to parse value as time or duration: ${quote(text)}`);
  return `${time / 1_000_000_000n}.${String(time % 1_000_000_000n).padStart(9, '0')}`;
}

function durationOf(text: string): number | undefined {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof FlagError) return undefined;
    throw error;
  }
}

function layoutOf(text: string): string {
  const zone = /[zZ]|[+]|-\d\d:?\d\d$/.test(text.slice(10)) ? 'Z07:00' : '';
  if (text.includes('.')) return `2006-01-02T15:04:05.999999999${zone}`;
  if (!text.includes('T')) return `2006-01-02${/[zZ+]/.test(text) ? 'Z07:00' : ''}`;
  const colons = (text.split(/[zZ+]/)[0] ?? '').split(':').length - 1;
  return ['2006-01-02T15', '2006-01-02T15:04', '2006-01-02T15:04:05'][Math.min(colons, 2)] + zone;
}
