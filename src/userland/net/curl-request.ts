/** What curl sends: method, header fields and body from its options. */
import { joinBytes } from '../../formats/bytes/join.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { escapeQuery } from '../../formats/http/target.ts';
import { isSysError } from '../../kernel/errno.ts';
import { readAll } from '../../kernel/stdio.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { base64 } from './base64.ts';
import type { ClientUrl } from './url.ts';
import { hostPort } from './url.ts';

type Given = readonly { readonly name: string; readonly value: string }[];
export interface Payload { readonly body: Uint8Array; readonly contentType: string | undefined; readonly query: string | undefined }

const values = (given: Given, name: string): string[] => given.filter((option) => option.name === name).map((option) => option.value);
const last = (given: Given, name: string): string | undefined => values(given, name).at(-1);
const has = (given: Given, name: string): boolean => given.some((option) => option.name === name);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads a file, or standard input for `-`. Throws SysError. */
function* content(proc: Proc, path: string): Sys<Uint8Array> {
  if (path === '-') return yield* readAll(proc, 0);
  return proc.readFile(path);
}

/** The file of `-d @file`; one that cannot be read is posted as an empty one. */
function* posted(proc: Proc, path: string, silent: boolean): Sys<Uint8Array> {
  try {
    return yield* content(proc, path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (!silent) yield* proc.write(2, `Warning: Couldn't read data from file "${path}", this makes an empty POST.\n`);
    return new Uint8Array(0);
  }
}

/** The body of -d, --json, -F and -T; with -G it is a query instead. Throws SysError for files. */
export function* payload(proc: Proc, given: Given): Sys<Payload | undefined> {
  const upload = last(given, 'upload-file');
  if (upload !== undefined) return { body: yield* content(proc, upload), contentType: undefined, query: undefined };
  if (given.some((option) => option.name === 'form' || option.name === 'form-string')) return yield* multipart(proc, given);
  const parts: Uint8Array[] = [];
  for (const { name, value } of given) {
    let part: Uint8Array | undefined;
    if (name === 'data-raw') part = encode(value);
    else if (name === 'data' || name === 'data-ascii' || name === 'data-binary' || name === 'json') {
      part = value.startsWith('@') ? yield* posted(proc, value.slice(1), has(given, 'silent')) : encode(value);
      // -d takes carriage returns and newlines out of files.
      if (value.startsWith('@') && (name === 'data' || name === 'data-ascii')) part = part.filter((byte) => byte !== 10 && byte !== 13);
    } else if (name === 'data-urlencode') part = encode(yield* urlencoded(proc, value));
    if (!part) continue;
    if (parts.length > 0 && name !== 'json') parts.push(encode('&'));
    parts.push(part);
  }
  if (parts.length === 0) return undefined;
  const body = joinBytes(parts);
  if (has(given, 'get')) return { body: new Uint8Array(0), contentType: undefined, query: new TextDecoder().decode(body) };
  return { body, contentType: has(given, 'json') ? 'application/json' : 'application/x-www-form-urlencoded', query: undefined };
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function* urlencoded(proc: Proc, text: string): Sys<string> {
  const match = /^([^=@]*)([=@])([\s\S]*)$/.exec(text);
  if (!match) return escapeQuery(text).replaceAll('+', '%20');
  const [, name = '', sign, rest = ''] = match;
  const value = sign === '@' ? new TextDecoder().decode(yield* content(proc, rest)) : rest;
  const escaped = escapeQuery(value).replaceAll('+', '%20');
  return name === '' ? escaped : `${name}=${escaped}`;
}

function* multipart(proc: Proc, given: Given): Sys<Payload> {
  const boundary = `------------------------${proc.random('curl').hex(16)}`;
  const parts: Uint8Array[] = [];
  for (const { name, value } of given) {
    if (name !== 'form' && name !== 'form-string') continue;
    const at = value.indexOf('=');
    const field = value.slice(0, at);
    let text = value.slice(at + 1);
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"`;
    let body = encode(text);
    if (name === 'form' && (text.startsWith('@') || text.startsWith('<'))) {
      const file = text.startsWith('@');
      const [path = '', ...settings] = text.slice(1).split(';');
      text = path;
      body = (yield* content(proc, path)) as typeof body;
      const type = settings.find((setting) => setting.startsWith('type='))?.slice(5) ?? (file ? 'application/octet-stream' : undefined);
      if (file) head += `; filename="${settings.find((setting) => setting.startsWith('filename='))?.slice(9) ?? path.slice(path.lastIndexOf('/') + 1)}"`;
      if (type) head += `\r\nContent-Type: ${type}`;
    }
    parts.push(encode(`${head}\r\n\r\n`), body, encode('\r\n'));
  }
  parts.push(encode(`--${boundary}--\r\n`));
  return { body: joinBytes(parts), contentType: `multipart/form-data; boundary=${boundary}`, query: undefined };
}

/** The fields in the order in which curl sends them. `-H 'Name:'` removes one of its own, `-H 'Name;'` sends it empty. */
export function requestHeaders(given: Given, url: ClientUrl, body: Payload | undefined, method: string, version: string): HttpHeaders {
  const headers = new HttpHeaders();
  headers.append('Host', hostPort(url));
  const user = last(given, 'user') ?? (url.user === undefined ? undefined : `${url.user}:${url.password ?? ''}`);
  const token = last(given, 'oauth2-bearer');
  if (token !== undefined) headers.append('Authorization', `Bearer ${token}`);
  else if (user !== undefined) headers.append('Authorization', `Basic ${base64(user.includes(':') ? user : `${user}:`)}`);
  const range = last(given, 'range');
  if (range !== undefined) headers.append('Range', `bytes=${range}`);
  const agent = last(given, 'user-agent') ?? `curl/${version}`;
  if (agent !== '') headers.append('User-Agent', agent);
  headers.append('Accept', has(given, 'json') ? 'application/json' : '*/*');
  if (has(given, 'compressed')) headers.append('Accept-Encoding', 'deflate, gzip');
  const referer = last(given, 'referer');
  if (referer !== undefined) headers.append('Referer', referer);
  const cookies = values(given, 'cookie').filter((cookie) => cookie.includes('='));
  if (cookies.length > 0) headers.append('Cookie', cookies.join('; '));
  if (body && (body.body.length > 0 || (method !== 'GET' && method !== 'HEAD')) && body.query === undefined) {
    headers.append('Content-Length', String(body.body.length));
    if (body.contentType) headers.append('Content-Type', body.contentType);
  }
  for (const line of values(given, 'header')) {
    const match = /^([^:;]+)([:;])\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, name = '', sign, value = ''] = match;
    if (value === '' && sign === ':') headers.delete(name);
    else if (headers.has(name)) headers.set(name, value);
    else headers.append(name, value);
  }
  return headers;
}

/** Custom fields stand before Content-Length in what curl sends. */
export function orderHeaders(headers: HttpHeaders): HttpHeaders {
  const all = [...headers];
  const late = (name: string): boolean => ['content-length', 'content-type'].includes(name.toLowerCase());
  return new HttpHeaders([...all.filter(([name]) => !late(name)), ...all.filter(([name]) => late(name))]);
}
