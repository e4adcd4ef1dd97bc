/** GET /containers/{id}/logs: what of a log is shown, and how each line looks (moby daemon/logs.go, httputils.WriteLogStream). */
import { rfc3339NanoFixed } from '../../time.ts';
import type { LogEntry } from './driver.ts';

export interface LogOptions {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly details: boolean;
  readonly since: bigint | undefined;
  readonly until: bigint | undefined;
  /** Last lines; undefined is all. */
  readonly tail: number | undefined;
}

/** `all`, a number; anything else and negative numbers mean all. */
export function parseTail(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function wanted(entry: LogEntry, options: LogOptions): boolean {
  if (options.since !== undefined && entry.time < options.since) return false;
  if (options.until !== undefined && entry.time > options.until) return false;
  return entry.stream === 'stdout' ? options.stdout : options.stderr;
}

/** The chosen entries: the tail is cut first, then the times are looked at. */
export function selectEntries(entries: readonly LogEntry[], options: LogOptions): LogEntry[] {
  const tail = options.tail === undefined ? entries : options.tail === 0 ? [] : entries.slice(-options.tail);
  return tail.filter((entry) => wanted(entry, options));
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function formatEntry(entry: LogEntry, options: LogOptions): Uint8Array {
  const attrs = Object.entries(entry.attrs).map(([name, value]) => `${escape(name)}=${escape(value)}`).join(',');
  const text = `${options.timestamps ? `${rfc3339NanoFixed(entry.time)} ` : ''}${options.details ? `${attrs} ` : ''}${entry.line}`;
  return new TextEncoder().encode(text);
}
