/** A small HTTP/1.1 server for programs: one thread a connection, keep-alive, bodies by length (RFC 9112). */
import { joinBytes } from '../../formats/bytes/join.ts';
import { encodeResponseHead, keepsAlive, type RequestHead } from '../../formats/http/message.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { HttpSyntaxError, RequestReader } from '../../formats/http/reader.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { SocketAddress } from '../../kernel/net/types.ts';
import { listenFds } from '../../kernel/sd-daemon.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly headers: HttpHeaders;
  readonly body: Uint8Array;
  readonly peer: SocketAddress;
  readonly local: SocketAddress;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason?: string;
  /** In the order they are sent; Content-Length and Connection are added when missing. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** Called for each request; what it returns is sent. `sent` hears of the answer, for access logs. */
export interface HttpHandler {
  handle(request: HttpRequest): Sys<HttpResponse>;
  sent?(request: HttpRequest, response: HttpResponse): Sys<void>;
  /** Answer to bytes that are no HTTP. */
  malformed?(peer: SocketAddress): HttpResponse;
  /** Does not say `Connection: keep-alive`, which HTTP/1.1 means anyway (Apache, Go). */
  readonly silentKeepAlive?: boolean;
}

const BODY_LIMIT = 64 * 1024 * 1024;

/** The socket to serve on: the one that a service manager has passed, or one of its own on all addresses. Throws SysError. */
export function listenHttp(proc: Proc, port: number): number {
  const [passed] = listenFds(proc);
  if (passed !== undefined) return passed;
  const listener = proc.socket('inet', 'stream');
  proc.bind(listener, { family: 'inet', address: '0.0.0.0', port });
  proc.listen(listener, 128);
  return listener;
}

/** Accepts for ever on a listening socket. */
export function* serveHttp(proc: Proc, listener: number, handler: HttpHandler, keepAlive = 75_000_000_000): Sys<void> {
  for (;;) {
    const { fd, peer } = yield* proc.accept(listener);
    proc.thread(connection(proc, fd, peer, handler, keepAlive), 'connection');
  }
}

/** Serves one accepted connection to its end. */
export function* connection(proc: Proc, fd: number, peer: SocketAddress, handler: HttpHandler, keepAlive: number): Sys<void> {
  const reader = new RequestReader();
  try {
    for (;;) {
      const request = yield* nextRequest(proc, fd, reader, peer, keepAlive);
      if (!request) break;
      const response = yield* handler.handle(request);
      const stay = keepsAlive({ kind: 'request', ...request }) && !response.headers.some(([name, value]) => name.toLowerCase() === 'connection' && value === 'close');
      yield* send(proc, fd, request, response, stay, handler.silentKeepAlive && request.version === '1.1');
      if (handler.sent) yield* handler.sent(request, response);
      if (!stay) break;
    }
  } catch (error) {
    if (error instanceof HttpSyntaxError && handler.malformed) {
      const response = handler.malformed(peer);
      try {
        yield* send(proc, fd, undefined, response, false);
      } catch (failure) {
        if (!isSysError(failure)) throw failure;
      }
    } else if (!isSysError(error) && !(error instanceof HttpSyntaxError)) {
      throw error;
    }
  }
  proc.close(fd);
}

function* nextRequest(proc: Proc, fd: number, reader: RequestReader, peer: SocketAddress, keepAlive: number): Sys<HttpRequest | undefined> {
  let head: RequestHead | undefined;
  const body: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'head') {
        head = event.head;
        if (head.headers.get('expect')?.toLowerCase() === '100-continue') yield* proc.write(fd, 'HTTP/1.1 100 Continue\r\n\r\n');
      } else if (event.type === 'data') {
        size += event.data.length;
        if (size > BODY_LIMIT) throw new HttpSyntaxError('body too large', 413);
        body.push(event.data);
      } else if (head) {
        return { method: head.method, target: head.target, version: head.version, headers: head.headers, body: joinBytes(body), peer, local: proc.getsockname(fd) };
      }
    }
    const ready = yield* proc.poll([{ fd, read: true }], keepAlive);
    if (ready.length === 0) return undefined;
    const bytes = yield* proc.read(fd);
    if (bytes.length === 0) return undefined;
    reader.push(bytes);
  }
}

function* send(proc: Proc, fd: number, request: HttpRequest | undefined, response: HttpResponse, stay: boolean, silent = false): Sys<void> {
  const headers = new HttpHeaders(response.headers);
  const bodyless = response.status < 200 || response.status === 204 || response.status === 304;
  if (!headers.has('content-length') && !bodyless) headers.append('Content-Length', String(response.body.length));
  if (!headers.has('connection') && !(silent && stay)) headers.append('Connection', stay ? 'keep-alive' : 'close');
  const head = encodeResponseHead(response.status, headers, response.reason);
  const body = bodyless || request?.method === 'HEAD' ? new Uint8Array(0) : response.body;
  yield* proc.write(fd, joinBytes([head, body]));
}
