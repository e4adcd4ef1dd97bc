// Request targets: path and query (net/url).

import { compareStrings } from '../go-values/values.ts';

export interface Target {
  /** Percent-decoded. */
  path: string;
  /** As sent, without the question mark. */
  rawQuery: string;
  query: Query;
}

/** Query parameters, in order of appearance. */
export class Query {
  private readonly values = new Map<string, string[]>();

  /** Go's url.ParseQuery; pairs that are malformed are left out. */
  static parse(text: string): Query {
    const query = new Query();
    for (const pair of text.split('&')) {
      if (pair === '' || pair.includes(';')) continue;
      const equals = pair.indexOf('=');
      const key = unescapeQuery(equals < 0 ? pair : pair.slice(0, equals));
      const value = equals < 0 ? '' : unescapeQuery(pair.slice(equals + 1));
      if (key !== undefined && value !== undefined) query.append(key, value);
    }
    return query;
  }

  /** The first value, '' when absent (Go's Values.Get). */
  get(key: string): string {
    return this.values.get(key)?.[0] ?? '';
  }

  getAll(key: string): string[] {
    return this.values.get(key) ?? [];
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  append(key: string, value: string): void {
    const list = this.values.get(key);
    if (list === undefined) this.values.set(key, [value]);
    else list.push(value);
  }

  set(key: string, value: string): void {
    this.values.set(key, [value]);
  }

  /** Go's Values.Encode: sorted by key. */
  encode(): string {
    const pairs: string[] = [];
    for (const key of [...this.values.keys()].sort(compareStrings)) {
      for (const value of this.values.get(key) ?? []) pairs.push(`${escapeQuery(key)}=${escapeQuery(value)}`);
    }
    return pairs.join('&');
  }
}

/** Splits a request target. A path that cannot be decoded stays as it is. */
export function parseTarget(target: string): Target {
  const absolute = /^https?:\/\/[^/?]*/i.exec(target);
  const text = absolute === null ? target : target.slice(absolute[0].length);
  const mark = text.indexOf('?');
  const rawPath = mark < 0 ? text : text.slice(0, mark);
  const rawQuery = mark < 0 ? '' : text.slice(mark + 1);
  return { path: unescapePercent(rawPath) ?? rawPath, rawQuery, query: Query.parse(rawQuery) };
}

/** url.QueryEscape. */
export function escapeQuery(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A path as it stands in a request line (url.URL.EscapedPath): slashes and the other reserved characters of RFC 3986 that a path may hold stay. */
export function escapePath(path: string): string {
  if (/^[\w.~$&+,/:;=@-]*$/.test(path)) return path;
  return encodeURIComponent(path.toWellFormed())
    .replace(/%(?:24|26|2B|2C|2F|3A|3B|3D|40)/g, (c) => decodeURIComponent(c))
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescapeQuery(text: string): string | undefined {
  return unescapePercent(text.replaceAll('+', ' '));
}

function unescapePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes: number[] = [];
  const encoded = new TextEncoder().encode(text);
  for (let i = 0; i < encoded.length; i++) {
    const byte = encoded[i] as number;
    if (byte === 0x25) {
      bytes.push(parseInt(String.fromCharCode(encoded[i + 1] as number, encoded[i + 2] as number), 16));
      i += 2;
    } else bytes.push(byte);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
