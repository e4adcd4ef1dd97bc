// `--ulimit nofile=1024:2048` (docker/go-units, ulimit.go).

import { parseIntGo } from './strconv.ts';

const NAMES: ReadonlySet<string> = new Set([
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
]);

/** Parses name=soft[:hard]; -1 is unlimited. Throws Error with go-units' message. */
export function parseUlimit(text: string): { Name: string; Hard: number; Soft: number } {
  const equals = text.indexOf('=');
  if (equals < 0) throw new Error(`invalid ulimit argument: ${text}`);
  const Name = text.slice(0, equals);
  const value = text.slice(equals + 1);
  if (!NAMES.has(Name)) throw new Error(`invalid ulimit type: ${Name}`);
  const parts = value.split(':');
  if (parts.length > 2) {
    throw new Error(`too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``);
  }
  const given = parts[1] === undefined ? undefined : parseIntGo(parts[1]);
  const Soft = parseIntGo(parts[0] ?? '');
  const Hard = given ?? Soft;
  if (Hard !== -1) {
    const message = 'ulimit soft limit must be less than or equal to hard limit: ';
    if (Soft === -1) throw new Error(`${message}soft: -1 (unlimited), hard: ${Hard}`);
    if (Soft > Hard) throw new Error(`${message}${Soft} > ${Hard}`);
  }
  return { Name, Hard, Soft };
}

/** `nofile=1024:2048` */
export function formatUlimit(limit: { Name: string; Hard: number; Soft: number }): string {
  return `${limit.Name}=${limit.Soft}:${limit.Hard}`;
}
