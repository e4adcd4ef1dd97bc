/** Answers requests as Apache does: virtual hosts, files below DocumentRoot, DirectoryIndex, listings, redirects, its error pages. */
import { isSysError } from '../../kernel/errno.ts';
import { STATUS_TEXT } from '../../formats/http/message.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { httpDate } from '../http/dates.ts';
import { mediaType } from '../http/mime.ts';
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { absolute, all, last, type Directive } from './config.ts';

export interface Site { readonly directives: readonly Directive[]; readonly server: readonly Directive[]; readonly root: string; /** `Apache/2.4.65 (Unix)` */ readonly banner: string }

export type ErrorLog = (module: string, level: string, message: string) => Sys<void>;

const encoder = new TextEncoder();

const REASONS: Readonly<Record<number, string>> = {
  400: 'Your browser sent a request that this server could not understand.<br />', 403: "You don't have permission to access this resource.", 404: 'The requested URL was not found on this server.', 405: 'The requested method {method} is not allowed for this URL.',
  301: 'The document has moved <a href="{location}">here</a>.', 302: 'The document has moved <a href="{location}">here</a>.', 500: 'The server encountered an internal error or\nmisconfiguration and was unable to complete\nyour request.',
};

function setting(site: Site, name: string): Directive | undefined {
  return last(site.directives, name) ?? last(site.server, name);
}

/** Options in force for a folder: those of the longest `<Directory>` that holds it. */
function optionsOf(site: Site, folder: string): readonly string[] {
  const sections = [...all(site.server, 'directory'), ...all(site.directives, 'directory')].filter((section) => {
    const path = (section.args[0] ?? '').replace(/\/$/, '');
    return folder === path || folder.startsWith(`${path}/`);
  }).sort((a, b) => (a.args[0]?.length ?? 0) - (b.args[0]?.length ?? 0));
  return sections.flatMap((section) => last(section.block ?? [], 'options')?.args.map((arg) => arg.toLowerCase()) ?? []);
}

export function* answer(proc: Proc, site: Site, request: HttpRequest, log: ErrorLog): Sys<HttpResponse> {
  const [rawPath = '/'] = request.target.split('?', 1);
  let path: string;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    return failure(proc, site, request, 400);
  }
  if (path.split('/').includes('..')) return failure(proc, site, request, 400);
  for (const redirect of [...all(site.directives, 'redirect'), ...all(site.server, 'redirect')]) {
    const [first = '', ...rest] = redirect.args;
    const named = ['permanent', 'temp', '301', '302'].includes(first);
    const [from = '', to = ''] = named ? rest : [first, rest[0]];
    if (path === from || path.startsWith(`${from.replace(/\/$/, '')}/`)) return failure(proc, site, request, first === 'permanent' || first === '301' ? 301 : 302, to + path.slice(from.length));
  }
  if (['POST', 'PUT', 'DELETE', 'PATCH'].includes(request.method) && request.method !== 'POST') return failure(proc, site, request, 405);
  if (!['GET', 'HEAD', 'POST', 'OPTIONS'].includes(request.method)) return failure(proc, site, request, 405);
  const documentRoot = absolute(setting(site, 'documentroot')?.args[0] ?? 'htdocs', site.root).replace(/\/$/, '');
  const alias = [...all(site.directives, 'alias'), ...all(site.server, 'alias')].find((each) => path === each.args[0] || path.startsWith(`${(each.args[0] ?? '').replace(/\/$/, '')}/`));
  let file = alias ? (alias.args[1] ?? '') + path.slice((alias.args[0] ?? '').length) : documentRoot + path;
  try {
    if (proc.stat(file).kind === 'directory') {
      if (!path.endsWith('/')) return failure(proc, site, request, 301, `http://${request.headers.get('host') ?? 'localhost'}${path}/`);
      const names = setting(site, 'directoryindex')?.args ?? ['index.html'];
      const index = names.find((name) => proc.fs.exists(file + name));
      if (index === undefined) {
        if (optionsOf(site, file.replace(/\/$/, '')).some((option) => option === 'indexes' || option === '+indexes')) return listing(proc, site, file, path);
        yield* log('autoindex', 'error', `AH01276: Cannot serve directory ${file}: No matching DirectoryIndex (${names.join(',')}) found, and server-generated directory index forbidden by Options directive`);
        return failure(proc, site, request, 403);
      }
      file += index;
    }
    if (file.endsWith('.php')) {
      yield* log('php', 'error', `script '${file}': running PHP programs is not simulated here`);
      return failure(proc, site, request, 500);
    }
    const stat = proc.stat(file);
    const etag = `"${stat.size.toString(16)}-${(stat.mtime / 1000n).toString(16)}"`;
    const validators: [string, string][] = [['Last-Modified', httpDate(stat.mtime)], ['ETag', etag], ['Accept-Ranges', 'bytes']];
    if (request.headers.get('if-none-match') === etag) return respond(proc, site, 304, validators.slice(0, 2), new Uint8Array(0));
    const body = proc.readFile(file);
    const type = mediaType(file);
    return respond(proc, site, 200, [...validators, ['Content-Length', String(body.length)], ...(type === undefined ? [] : [['Content-Type', type] as [string, string]])], body);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code !== 'EACCES') return failure(proc, site, request, 404);
    yield* log('core', 'error', `(13)Permission denied: AH00132: file permissions deny server access: ${file}`);
    return failure(proc, site, request, 403);
  }
}

/** The page of a status, as ap_send_error_response makes it. */
function failure(proc: Proc, site: Site, request: HttpRequest, status: number, location = ''): HttpResponse {
  const title = `${status} ${status === 302 ? 'Found' : (STATUS_TEXT[status] ?? '')}`;
  const own = all([...site.server, ...site.directives], 'errordocument').find((directive) => directive.args[0] === String(status))?.args.slice(1).join(' ');
  const extra: [string, string][] = location === '' ? [] : [['Location', location]];
  if (own !== undefined && own.startsWith('/')) {
    const file = absolute(setting(site, 'documentroot')?.args[0] ?? 'htdocs', site.root) + own;
    if (proc.fs.exists(file)) return respond(proc, site, status, [['Content-Type', mediaType(file) ?? 'text/html'], ...extra], proc.readFile(file));
  } else if (own !== undefined && !own.startsWith('http')) return respond(proc, site, status, [['Content-Type', 'text/html; charset=iso-8859-1'], ...extra], encoder.encode(own));
  const reason = (REASONS[status] ?? '').replace('{method}', request.method).replace('{location}', location);
  const signature = setting(site, 'serversignature')?.args[0]?.toLowerCase() === 'on' || site.banner.includes('Debian') ? `<hr>\n<address>${site.banner} Server at ${(request.headers.get('host') ?? 'localhost').replace(/:\d+$/, '')} Port ${request.local.family === 'inet' ? request.local.port : 80}</address>\n` : '';
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${title.slice(4)}</h1>\n<p>${reason}</p>\n${signature}</body></html>\n`;
  return respond(proc, site, status, [...extra, ['Content-Type', 'text/html; charset=iso-8859-1']], encoder.encode(body));
}

function listing(proc: Proc, site: Site, folder: string, path: string): HttpResponse {
  const items = proc.readdir(folder).filter((entry) => !entry.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => {
    const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name;
    return `<li><a href="${encodeURI(name)}"> ${name}</a></li>\n`;
  });
  const parent = path === '/' ? '' : `<li><a href="${path.replace(/[^/]+\/$/, '')}"> Parent Directory</a></li>\n`;
  const title = `Index of ${path === '/' ? '/' : path.replace(/\/$/, '')}`;
  return respond(proc, site, 200, [['Content-Type', 'text/html;charset=ISO-8859-1']], encoder.encode(`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n<h1>${title}</h1>\n<ul>${parent}${items.join('')}</ul>\n</body></html>\n`));
}

function respond(proc: Proc, site: Site, status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): HttpResponse {
  const tokens = setting(site, 'servertokens')?.args[0]?.toLowerCase();
  const server = tokens === 'prod' || tokens === 'productonly' ? 'Apache' : site.banner;
  return { status, headers: [['Date', httpDate(proc.realtime())], ['Server', server], ...headers], body };
}
