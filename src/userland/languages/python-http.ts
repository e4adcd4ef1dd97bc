/** `python3 -m http.server`: serves a folder and logs each request (Python documentation, http.server). */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { httpDate } from '../http/dates.ts';
import { mediaType } from '../http/mime.ts';
import { serveHttp, type HttpRequest, type HttpResponse } from '../http/server.ts';

const encoder = new TextEncoder();

export function* fileServer(proc: Proc, args: readonly string[], version: string): Sys<number> {
  let [port, address, folder] = [8000, '0.0.0.0', proc.cwd];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--bind' || arg === '-b') address = args[++i] ?? '';
    else if (arg === '--directory' || arg === '-d') folder = args[++i] ?? '';
    else if (/^\d+$/.test(arg)) port = Number(arg);
    else {
      yield* proc.write(2, `usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\nserver.py: error: ${arg.startsWith('-') ? `unrecognized arguments: ${arg}` : `argument port: invalid int value: '${arg}'`}\n`);
      return 2;
    }
  }
  const listener = proc.socket('inet', 'stream');
  try {
    proc.bind(listener, { family: 'inet', address, port });
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `OSError: [Errno ${error.code === 'EACCES' ? 13 : 98}] ${error.message}\n`);
    return 1;
  }
  proc.listen(listener);
  // Standard output is a buffer where it is no terminal, unless PYTHONUNBUFFERED or -u says otherwise.
  const shown = proc.isatty(1) || proc.env.has('PYTHONUNBUFFERED') || proc.argv.includes('-u');
  if (shown) yield* proc.write(1, `Serving HTTP on ${address} port ${port} (http://${address}:${port}/) ...\n`);
  proc.sigaction('SIGINT', function* () {
    if (!shown) yield* proc.write(1, `Serving HTTP on ${address} port ${port} (http://${address}:${port}/) ...\n`);
    yield* proc.write(1, '\nKeyboard interrupt received, exiting.\n');
    yield* proc.exit(0);
  });
  yield* serveHttp(proc, listener, {
    handle: function* (request) {
      return answer(proc, folder.replace(/\/$/, ''), request, version);
    },
    sent: (request, response) => log(proc, request, response),
  });
  return 0;
}

function* log(proc: Proc, request: HttpRequest, response: HttpResponse): Sys<void> {
  const client = request.peer.family === 'inet' ? request.peer.address : '-';
  const prefix = `${client} - - [${strftime('%d/%b/%Y %H:%M:%S', proc.realtime())}] `;
  if (response.status >= 400) yield* proc.write(2, `${prefix}code ${response.status}, message ${response.reason ?? ''}\n`);
  yield* proc.write(2, `${prefix}"${request.method} ${request.target} HTTP/${request.version}" ${response.status} -\n`);
}

function answer(proc: Proc, folder: string, request: HttpRequest, version: string): HttpResponse {
  const base: [string, string][] = [['Server', `SimpleHTTP/0.6 Python/${version}`], ['Date', httpDate(proc.realtime())], ['Connection', 'close']];
  const make = (status: number, reason: string, headers: [string, string][], body: Uint8Array): HttpResponse => ({ status, reason, headers: [...base, ...headers, ['Content-Length', String(body.length)]], body });
  const error = (status: number, reason: string, why: string): HttpResponse => make(status, reason, [['Content-Type', 'text/html;charset=utf-8']], encoder.encode(`<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n        <p>Message: ${reason}.</p>\n        <p>Error code explanation: ${status} - ${why}.</p>\n    </body>\n</html>\n`));
  if (request.method !== 'GET' && request.method !== 'HEAD') return error(501, `Unsupported method ('${request.method}')`, 'Server does not support this operation');
  let path = '/';
  try {
    path = decodeURIComponent(request.target.split(/[?#]/)[0] ?? '/');
  } catch {
    return error(404, 'File not found', 'Nothing matches the given URI');
  }
  let file = folder + `/${path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').join('/')}`;
  try {
    if (proc.stat(file).kind === 'directory') {
      if (!path.endsWith('/')) return make(301, 'Moved Permanently', [['Location', `${path}/`]], new Uint8Array(0));
      const index = ['index.html', 'index.htm'].find((name) => proc.fs.exists(`${file}/${name}`));
      if (index === undefined) return make(200, 'OK', [['Content-type', 'text/html; charset=utf-8']], listing(proc, file, path));
      file = `${file}/${index}`;
    }
    const body = proc.readFile(file);
    return make(200, 'OK', [['Content-type', mediaType(file)?.replace('application/javascript', 'text/javascript') ?? 'application/octet-stream'], ['Last-Modified', httpDate(proc.stat(file).mtime)]], body);
  } catch (failure) {
    if (!isSysError(failure)) throw failure;
    return error(404, 'File not found', 'Nothing matches the given URI');
  }
}

function listing(proc: Proc, folder: string, path: string): Uint8Array {
  const items = proc.readdir(folder).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)).map((entry) => {
    const name = `${entry.name}${entry.kind === 'directory' ? '/' : entry.kind === 'symlink' ? '@' : ''}`;
    return `<li><a href="${encodeURI(name.replace(/@$/, ''))}">${name}</a></li>\n`;
  });
  const title = `Directory listing for ${path}`;
  return encoder.encode(`<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${items.join('')}</ul>\n<hr>\n</body>\n</html>\n`);
}
