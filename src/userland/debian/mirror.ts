/** debian-mirror: serves a folder of packages over HTTP, on the simulated internet. `debian-mirror FOLDER [PORT]` */
import { isSysError } from '../../kernel/errno.ts';
import type { Program } from '../../kernel/sys.ts';
import { httpDate } from '../http/dates.ts';
import { listenHttp, serveHttp } from '../http/server.ts';

export const debianMirror: Program = {
  name: 'debian-mirror',
  *main(proc) {
    const [, folder = '/srv/mirror', port = '80'] = proc.argv;
    yield* serveHttp(proc, listenHttp(proc, Number(port)), {
      *handle(request) {
        const path = decodeURIComponent(request.target.split('?')[0] ?? '/');
        const date: [string, string] = ['Date', httpDate(proc.realtime())];
        try {
          if (path.split('/').includes('..')) throw new Error('outside');
          return { status: 200, headers: [date, ['Content-Type', 'application/octet-stream']], body: proc.readFile(`${folder}${path}`) };
        } catch (error) {
          if (!isSysError(error) && !(error instanceof Error && error.message === 'outside')) throw error;
          return { status: 404, headers: [date, ['Content-Type', 'text/plain']], body: new TextEncoder().encode('Not Found\n') };
        }
      },
    });
    return 0;
  },
};
