/** What Go's http.Client does: one request at a time, and its words for what goes wrong. TLS is not simulated: port 443 takes plain bytes. */
import { joinBytes } from '../../formats/bytes/join.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { encodeRequestHead } from '../../formats/http/message.ts';
import type { ResponseHead } from '../../formats/http/message.ts';
import { ResponseReader } from '../../formats/http/reader.ts';
import { SysError, isSysError } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import { DialError, dial } from './go-dial.ts';

const CONNECT_TIMEOUT = 15_000_000_000;

/** A request that could not be made; `message` is what Go's http.Client says: `Get "URL": dial tcp …`. */
export class TransportError extends Error {}

export interface Answer { readonly head: ResponseHead; readonly body: Uint8Array }

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** One request on a connection of its own. Throws TransportError. */
export function* httpRequest(proc: Proc, url: string, options: RequestOptions = {}): Sys<Answer> {
  const method = options.method ?? 'GET';
  const fail = (reason: string): TransportError => new TransportError(`${method[0]}${method.slice(1).toLowerCase()} ${JSON.stringify(url)}: ${reason}`);
  const parsed = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url);
  if (!parsed) throw fail('unsupported protocol scheme ""');
  const [, scheme, host = '', portText, target = '/'] = parsed;
  const port = portText ? Number(portText) : scheme === 'https' ? 443 : 80;
  let fd: number;
  try {
    fd = yield* dial(proc, host, port, CONNECT_TIMEOUT);
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    throw fail(error.message);
  }
  try {
    return yield* exchange(proc, fd, method, host + (portText ? `:${portText}` : ''), target, options);
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw fail(error.code === 'EPIPE' ? 'write: broken pipe' : error.code === 'ECONNRESET' ? 'read: connection reset by peer' : error.message.toLowerCase());
  } finally {
    proc.close(fd);
  }
}

function* exchange(proc: Proc, fd: number, method: string, host: string, target: string, options: RequestOptions): Sys<Answer> {
  const headers = new HttpHeaders({ Host: host, ...options.headers });
  const { body } = options;
  if (body || method === 'POST' || method === 'PUT' || method === 'PATCH') headers.set('Content-Length', String(body?.length ?? 0));
  headers.set('Connection', 'close');
  yield* proc.write(fd, encodeRequestHead(method, target, headers));
  if (body && body.length > 0) yield* proc.write(fd, body);
  const reader = new ResponseReader();
  reader.expect(method);
  let head: ResponseHead | undefined;
  const pieces: Uint8Array[] = [];
  for (let closed = false; ; ) {
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'head') head = event.head;
      else if (event.type === 'data') pieces.push(event.data);
      else if (head) return { head, body: joinBytes(pieces) };
    }
    if (closed) throw new SysError('ECONNRESET');
    const bytes = yield* proc.read(fd);
    if (bytes.length > 0) reader.push(bytes);
    else {
      reader.close();
      closed = true;
    }
  }
}
