/** `registry serve CONFIG`: Distribution's registry. With token authentication in its configuration it stands for Docker Hub. */
import { isSysError } from '../../kernel/errno.ts';
import type { Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { listenHttp, serveHttp } from '../http/server.ts';
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { answerRegistry, failure, json } from './api.ts';
import type { RegistryState } from './api.ts';
import { parseRegistryConfig } from './config.ts';
import { answerSearch, answerToken, checkToken } from './hub.ts';
import { Storage } from './storage.ts';

const DEFAULT_CONFIG = '/etc/docker/registry/config.yml';

export const registry: Program = {
  name: 'registry',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === '-v' || args[0] === '--version') {
      yield* proc.write(1, `registry github.com/docker/distribution v${proc.variant || '2.8.3'}\n`);
      return 0;
    }
    if (args[0] !== 'serve') {
      yield* proc.write(args[0] === undefined || args[0] === 'help' ? 1 : 2, '`registry`\n\nUsage: \n  registry [flags]\n  registry [command]\n\nAvailable Commands: \n  serve           `serve` stores and distributes Docker images\n  garbage-collect `garbage-collect` deletes layers not referenced by any manifests\n  help            Help about any command\n');
      return args[0] === undefined || args[0] === 'help' ? 0 : 1;
    }
    const path = args[1] ?? DEFAULT_CONFIG;
    let text: string;
    try {
      text = proc.readText(path);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `configuration error: open ${path}: ${error.message.toLowerCase()}\n`);
      return 1;
    }
    const config = parseRegistryConfig(text, proc.env);
    let listener: number;
    try {
      listener = listenHttp(proc, config.port);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* log(`level=fatal msg="listen tcp :${config.port}: bind: ${error.message.toLowerCase()}"`);
      return 1;
    }
    proc.sigaction('SIGTERM', function* () {
      yield* proc.exit(0);
    });
    proc.sigaction('SIGINT', function* () {
      yield* proc.exit(0);
    });
    yield* log(`level=info msg="listening on [::]:${config.port}" go.version=go1.20.8 version=${proc.variant || '2.8.3'}`);
    const state: RegistryState = { storage: new Storage(proc, config.root), allowDelete: config.allowDelete, random: proc.random('registry-uploads'), uploads: new Map() };
    const answer = (request: HttpRequest): HttpResponse => {
      if (config.auth) {
        const own = answerToken(state, request) ?? answerSearch(indexText(), request) ?? checkToken(config.auth, request);
        if (own) return own;
      }
      return answerRegistry(state, request) ?? (request.target === '/' ? { status: 200, headers: [], body: new Uint8Array(0) } : failure(404, 'NOT_FOUND', 'page not found'));
    };
    const indexText = (): string => {
      const file = `${config.root}/index.json`;
      return proc.fs.exists(file) ? proc.readText(file) : '[]';
    };
    yield* serveHttp(proc, listener, {
      *handle(request) {
        try {
          return answer(request);
        } catch (error) {
          if (!isSysError(error)) throw error;
          return json(500, { errors: [{ code: 'UNKNOWN', message: 'unknown error', detail: error.message }] });
        }
      },
      *sent(request, response) {
        yield* log(`level=info msg="response completed" http.request.method=${request.method} http.request.uri=${JSON.stringify(request.target)} http.response.status=${response.status} http.response.written=${response.body.length}`);
      },
    });
    return 0;

    function* log(line: string): Sys<void> {
      yield* proc.write(2, `time="${strftime('%Y-%m-%dT%H:%M:%S.%NZ', proc.realtime())}" ${line}\n`);
    }
  },
};
