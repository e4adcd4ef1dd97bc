/** Servers that tutorials only start, look at and curl: they log their ready lines, answer a page on their port and stop on their signal. */
import { isSysError } from '../../kernel/errno.ts';
import type { Signal } from '../../kernel/signals.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { httpDate } from '../http/dates.ts';
import { serveHttp, type HttpRequest } from '../http/server.ts';

export interface Page { readonly status: number; readonly type: string; readonly body: string; readonly headers?: readonly (readonly [string, string])[] }

export interface PageServer {
  /** Lines written before it listens, each after `pause` nanoseconds. */
  readonly log: readonly string[];
  readonly fd?: 1 | 2;
  readonly pause?: number;
  readonly ports: readonly number[];
  readonly page: (request: HttpRequest, port: number) => Page;
  readonly server?: string;
  /** Exit code on SIGTERM and SIGINT; lines written then. */
  readonly exit?: number;
  readonly stopSignals?: readonly Signal[];
  readonly bye?: readonly string[];
}

/** Runs until a stop signal; 1 when a port is taken. */
export function* servePages(proc: Proc, spec: PageServer): Sys<number> {
  let stopped = false;
  for (const signal of spec.stopSignals ?? (['SIGTERM', 'SIGINT'] as const)) {
    proc.sigaction(signal, function* () {
      stopped = true;
    }, { restart: false });
  }
  const listeners: [number, number][] = [];
  try {
    for (const line of spec.log) {
      yield* proc.sleep(spec.pause ?? 10_000_000);
      yield* proc.write(spec.fd ?? 2, `${line}\n`);
    }
    for (const port of spec.ports) {
      const fd = proc.socket('inet', 'stream');
      proc.bind(fd, { family: 'inet', address: '0.0.0.0', port });
      proc.listen(fd);
      listeners.push([port, fd]);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (stopped) return spec.exit ?? 0;
    yield* proc.write(2, `listen tcp :${spec.ports[listeners.length]}: bind: ${error.message.toLowerCase()}\n`);
    return 1;
  }
  for (const [port, fd] of listeners) {
    proc.thread(serveHttp(proc, fd, {
      silentKeepAlive: true,
      *handle(request) {
        const page = spec.page(request, port);
        return { status: page.status, headers: [...(spec.server === undefined ? [] : [['Server', spec.server] as const]), ['Date', httpDate(proc.realtime())], ['Content-Type', page.type], ...(page.headers ?? [])], body: new TextEncoder().encode(page.body) };
      },
    }), 'accept');
  }
  while (!stopped) {
    try {
      yield* proc.sleep(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  for (const line of spec.bye ?? []) yield* proc.write(spec.fd ?? 2, `${line}\n`);
  return spec.exit ?? 0;
}

export function htmlPage(title: string, text = title): Page {
  return { status: 200, type: 'text/html; charset=utf-8', body: `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${text}</h1>\n</body>\n</html>\n` };
}

export const redirect = (location: string): Page => ({ status: 302, type: 'text/html; charset=utf-8', body: `<a href="${location}">Found</a>.\n`, headers: [['Location', location]] });
export const plain = (status: number, body: string): Page => ({ status, type: 'text/plain; charset=utf-8', body });
