/** The `until` filter: a time, a Unix timestamp or a duration before now (moby api/types/time.GetTimestamp). */
import { DaemonError } from '../daemon.ts';
import { parseDuration, parseRFC3339, parseUnix } from '../time.ts';

/** Nanoseconds since 1970. 400 for anything else. */
export function parseUntil(text: string, now: bigint): bigint {
  const duration = parseDuration(text);
  if (duration !== undefined) return now - BigInt(Math.round(duration));
  const padded = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? `${text}${text.length === 16 ? ':00' : ''}Z` : text;
  const time = parseRFC3339(padded) ?? parseUnix(text);
  if (time === undefined) throw new DaemonError(400, `failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return time;
}
