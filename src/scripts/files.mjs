// A server of static files for `dist/`: what `npm start` and the browser tests look at.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};
const packed = new Set(['.html', '.css', '.js', '.json', '.svg', '.txt']);

/**
 * Serves `folder`; answers 404 with its `404.html`. Names with a hash in them are cached for ever, the rest never.
 * The returned server does not listen yet.
 */
export function fileServer(folder) {
  return createServer((request, response) => {
    let path;
    try {
      path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    } catch {
      response.writeHead(400).end();
      return;
    }
    let file = join(folder, path);
    if (!file.startsWith(folder)) {
      response.writeHead(404).end();
      return;
    }
    if (existsSync(file) && statSync(file).isDirectory()) {
      if (!path.endsWith('/')) {
        response.writeHead(301, { location: `${path}/` }).end();
        return;
      }
      file = join(file, 'index.html');
    }
    const found = existsSync(file);
    if (!found) file = join(folder, '404.html');
    if (!existsSync(file)) {
      response.writeHead(404).end('not found');
      return;
    }
    const kind = extname(file);
    const headers = {
      'content-type': types[kind] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    const status = found ? 200 : 404;
    if (packed.has(kind) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.writeHead(status, { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' });
      response.end(request.method === 'HEAD' ? undefined : gzipSync(readFileSync(file)));
      return;
    }
    response.writeHead(status, headers);
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
}

/** Listens on one address; false when that port is taken there, true when it listens or the address does not exist. */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(true);
      else reject(error);
    });
    server.listen(port, host, () => resolve(true));
  });
}
