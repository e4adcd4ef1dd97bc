/** Answers requests as nginx does by its server and location blocks: files, index, try_files, return, proxy_pass, error pages. */
import { isSysError } from '../../kernel/errno.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { STATUS_TEXT } from '../../formats/http/message.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { httpDate } from '../http/dates.ts';
import { mediaType } from '../http/mime.ts';
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { find, findAll, type Directive } from './config.ts';
import { proxyPass } from './proxy.ts';
import type { Site } from './server-block.ts';
import { expandVariables } from './variables.ts';

const encoder = new TextEncoder();

/** Directives in force at a location: its own, then the server's, then http's. */
function setting(site: Site, location: Directive | undefined, name: string): Directive | undefined {
  return find(location?.block ?? [], name) ?? find(site.directives, name) ?? find(site.http, name);
}

/** The location that matches a path: exact, then the longest prefix with `^~`, then regular expressions in order, then the longest prefix. */
function locate(site: Site, path: string): Directive | undefined {
  const locations = findAll(site.directives, 'location');
  const exact = locations.find((location) => location.args[0] === '=' && location.args[1] === path);
  if (exact) return exact;
  let best: Directive | undefined;
  let length = -1;
  for (const location of locations) {
    const [mark, prefix] = location.args.length > 1 ? location.args : ['', location.args[0]];
    if ((mark === '' || mark === '^~') && prefix !== undefined && path.startsWith(prefix) && prefix.length > length) {
      best = location;
      length = prefix.length;
    }
  }
  if (best?.args[0] === '^~') return best;
  const pattern = locations.find((location) => (location.args[0] === '~' || location.args[0] === '~*') && new RegExp(location.args[1] ?? '', location.args[0] === '~*' ? 'i' : '').test(path));
  return pattern ?? best;
}

/** The page that nginx makes for a status without an error_page. */
export function statusPage(status: number, version: string): string {
  const text = `${status} ${STATUS_TEXT[status] ?? ''}`;
  return `<html>\r\n<head><title>${text}</title></head>\r\n<body>\r\n<center><h1>${text}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;
}

/** Answers a request; `log` gets what nginx writes to its error log. */
export function* answer(proc: Proc, site: Site, request: HttpRequest, log: (level: string, message: string) => Sys<void>): Sys<HttpResponse> {
  const [rawPath = '/'] = request.target.split('?', 1);
  const path = normalize(decode(rawPath));
  const location = path === undefined ? undefined : locate(site, path);
  if (path === undefined) return yield* failure(proc, site, location, 400);
  const redirect = find(location?.block ?? [], 'return') ?? find(site.directives, 'return');
  if (redirect) {
    const [code = '200', text] = redirect.args;
    const status = Number(code);
    const value = expandVariables(text ?? '', request, proc);
    if ([301, 302, 303, 307, 308].includes(status)) return yield* failure(proc, site, location, status, [['Location', value]]);
    if (text === undefined) return yield* failure(proc, site, location, status);
    const type = setting(site, location, 'default_type')?.args[0] ?? 'text/plain';
    return respond(site, proc, status, [['Content-Type', type]], encoder.encode(value));
  }
  const upstream = find(location?.block ?? [], 'proxy_pass');
  if (upstream && location) {
    const proxied = yield* proxyPass(proc, site, location, upstream, request, log);
    return typeof proxied === 'number' ? yield* failure(proc, site, location, proxied) : proxied;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return yield* failure(proc, site, location, 405);
  return yield* file(proc, site, location, path, request, log);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Removes dot segments and double slashes; undefined when the path climbs above the root. */
function normalize(path: string): string | undefined {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (out.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') out.push(part);
  }
  return `/${out.join('/')}${path.endsWith('/') && out.length > 0 ? '/' : ''}`;
}

function* file(proc: Proc, site: Site, location: Directive | undefined, path: string, request: HttpRequest, log: (level: string, message: string) => Sys<void>): Sys<HttpResponse> {
  const alias = find(location?.block ?? [], 'alias');
  const prefix = location?.args.at(-1) ?? '/';
  const root = setting(site, location, 'root')?.args[0] ?? '/etc/nginx/html';
  const onDisk = (target: string): string => (alias ? `${alias.args[0]}${target.slice(prefix.length)}` : `${root.replace(/\/$/, '')}${target}`);
  const tries = find(location?.block ?? [], 'try_files') ?? find(site.directives, 'try_files');
  let target = path;
  if (tries) {
    const options = tries.args.map((arg) => arg.replaceAll('$uri', path).replaceAll('$args', ''));
    const hit = options.slice(0, -1).find((option) => {
      const full = onDisk(option);
      return proc.fs.exists(full) && (proc.stat(full).kind === 'directory') === option.endsWith('/');
    });
    const last = options.at(-1) ?? '';
    if (hit === undefined && last.startsWith('=')) return yield* failure(proc, site, location, Number(last.slice(1)));
    target = hit ?? last;
  }
  let full = onDisk(target);
  const failed = (what: string, text: string, number: number): Sys<void> => log('error', `${what}() "${full}" failed (${number}: ${text})`);
  try {
    if (proc.stat(full).kind === 'directory') {
      if (!target.endsWith('/')) return yield* failure(proc, site, location, 301, [['Location', `http://${request.headers.get('host') ?? 'localhost'}${path}/`]]);
      const names = setting(site, location, 'index')?.args ?? ['index.html'];
      const index = names.find((name) => proc.fs.exists(`${full}${name}`));
      if (index === undefined) {
        if (setting(site, location, 'autoindex')?.args[0] === 'on') return listing(proc, site, full, path);
        yield* log('error', `directory index of "${full}" is forbidden`);
        return yield* failure(proc, site, location, 403);
      }
      full += index;
    }
    const stat = proc.stat(full);
    const type = mediaType(full) ?? setting(site, location, 'default_type')?.args[0] ?? 'text/plain';
    const etag = `"${(stat.mtime / 1_000_000_000n).toString(16)}-${stat.size.toString(16)}"`;
    const validators: [string, string][] = [['Last-Modified', httpDate(stat.mtime)], ['ETag', etag]];
    if (request.headers.get('if-none-match') === etag) return respond(site, proc, 304, validators, new Uint8Array(0));
    const body = proc.readFile(full);
    return respond(site, proc, 200, [['Content-Type', type], ['Content-Length', String(body.length)], ...validators.slice(0, 1), ['Connection', 'keep-alive'], ...validators.slice(1), ['Accept-Ranges', 'bytes']], body);
  } catch (error) {
    if (!isSysError(error)) throw error;
    const denied = error.code === 'EACCES';
    yield* failed('open', error.message, denied ? 13 : error.code === 'ENOTDIR' ? 20 : 2);
    return yield* failure(proc, site, location, denied ? 403 : 404);
  }
}

function listing(proc: Proc, site: Site, directory: string, path: string): HttpResponse {
  const rows = proc.readdir(directory).sort((a, b) => Number(b.kind === 'directory') - Number(a.kind === 'directory') || (a.name < b.name ? -1 : 1)).map((entry) => {
    const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name;
    const size = entry.kind === 'directory' ? '-' : String(proc.stat(`${directory}${entry.name}`).size);
    return `<a href="${encodeURI(name)}">${name}</a>${' '.repeat(Math.max(1, 51 - name.length))}${httpDate(proc.stat(`${directory}${entry.name}`).mtime).slice(5, 22)} ${size.padStart(19)}`;
  });
  const body = `<html>\r\n<head><title>Index of ${path}</title></head>\r\n<body>\r\n<h1>Index of ${path}</h1><hr><pre><a href="../">../</a>\r\n${rows.map((row) => `${row}\r\n`).join('')}</pre><hr></body>\r\n</html>\r\n`;
  return respond(site, proc, 200, [['Content-Type', 'text/html']], encoder.encode(body));
}

/** An error or redirect: the error_page's file when there is one, else nginx's own page. */
function* failure(proc: Proc, site: Site, location: Directive | undefined, status: number, extra: readonly (readonly [string, string])[] = []): Sys<HttpResponse> {
  const page = findAll([...(location?.block ?? []), ...site.directives], 'error_page').find((directive) => directive.args.includes(String(status)));
  const target = page?.args.at(-1);
  if (target?.startsWith('/')) {
    const at = locate(site, target);
    const root = setting(site, at, 'root')?.args[0] ?? '/etc/nginx/html';
    const full = `${root.replace(/\/$/, '')}${target}`;
    if (proc.fs.exists(full)) {
      const stat = proc.stat(full);
      return respond(site, proc, status, [['Content-Type', mediaType(full) ?? 'text/html'], ...extra, ['ETag', `"${(stat.mtime / 1_000_000_000n).toString(16)}-${stat.size.toString(16)}"`]], proc.readFile(full));
    }
  }
  return respond(site, proc, status, [['Content-Type', 'text/html'], ...extra], encoder.encode(statusPage(status, site.version)));
}

function respond(site: Site, proc: Proc, status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): HttpResponse {
  const all = new HttpHeaders([['Server', `nginx/${site.version}`], ['Date', httpDate(proc.realtime())], ...headers]);
  for (const header of [...site.http, ...site.directives].filter((directive) => directive.name === 'add_header')) all.append(header.args[0] ?? '', header.args[1] ?? '');
  return { status, headers: [...all], body };
}
