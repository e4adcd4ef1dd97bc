/** php: its version and `php -S`, which serves files; PHP programs are not run. */
import type { Program } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { mediaType } from '../http/mime.ts';
import { htmlPage, servePages } from '../servers/page-server.ts';

export const php: Program = {
  name: 'php',
  *main(proc) {
    const args = proc.argv.slice(1);
    const version = /^\d+\.\d+\.\d+/.exec(proc.env.get('PHP_VERSION') ?? proc.variant)?.[0] ?? '8.4.11';
    if (args[0] === '-v' || args[0] === '--version') {
      yield* proc.write(1, `PHP ${version} (cli) (built: Aug  1 2025 00:00:00) (NTS)\nCopyright (c) The PHP Group\nZend Engine v4.4.11, Copyright (c) Zend Technologies\n`);
      return 0;
    }
    const at = args.indexOf('-S');
    if (at < 0) {
      yield* proc.write(2, 'php: running PHP programs is not simulated here\n');
      return 1;
    }
    const address = args[at + 1] ?? 'localhost:8000';
    const folder = args.includes('-t') ? (args[args.indexOf('-t') + 1] ?? '.') : '.';
    const adminer = proc.env.has('ADMINER_VERSION');
    return yield* servePages(proc, {
      ports: [Number(/(\d+)$/.exec(address)?.[1] ?? 8000)],
      log: [`[${strftime('%a %b %d %H:%M:%S %Y', proc.realtime())}] PHP ${version} Development Server (http://${address}) started`],
      page: (request) => {
        const path = request.target.split('?')[0] ?? '/';
        const file = `${folder}${path}`;
        if (adminer && (path === '/' || path.endsWith('.php'))) return htmlPage('Login - Adminer', 'Login');
        if (!path.includes('..') && !path.endsWith('.php') && proc.fs.exists(file) && proc.stat(file).kind === 'file') return { status: 200, type: mediaType(file) ?? 'application/octet-stream', body: proc.readText(file) };
        return { ...htmlPage(path.endsWith('.php') ? 'Running PHP programs is not simulated here' : '404 Not Found'), status: path.endsWith('.php') ? 500 : 404 };
      },
    });
  },
};
