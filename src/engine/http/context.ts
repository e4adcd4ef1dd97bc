/** One request and its answer, on one connection. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { WaitQueue } from '../../kernel/wait-queue.ts';
import { isSysError } from '../../kernel/errno.ts';
import { joinBytes } from '../../formats/bytes/join.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { LAST_CHUNK, encodeChunk, encodeResponseHead, wantsUpgrade } from '../../formats/http/message.ts';
import type { RequestHead } from '../../formats/http/message.ts';
import type { RequestReader } from '../../formats/http/reader.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import type { Daemon, RawConnection, RequestContext, ResponseStream } from '../daemon.ts';
import { httpDate } from '../time.ts';
import { checkContentType, parseBody } from './body.ts';

/** Go's net/http gives a Content-Length to what it could buffer, and sends more as chunks. */
const BUFFERED = 2048;
const EMPTY = new Uint8Array(0);
const FALSE = ['', '0', 'no', 'false', 'none'];
const decoder = new TextDecoder();

interface RequestParts {
  readonly daemon: Daemon;
  readonly fd: number;
  readonly head: RequestHead;
  readonly reader: RequestReader;
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly params: Readonly<Record<string, string>>;
  readonly version: string;
  /** Api-Version, Server and the like. */
  readonly common: Readonly<Record<string, string>>;
}

export class HttpContext implements RequestContext {
  readonly daemon: Daemon;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly version: string;
  readonly headers: HttpHeaders;
  readonly upgrade: boolean;
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #reader: RequestReader;
  readonly #common: Readonly<Record<string, string>>;
  readonly #rawQuery: string;
  #query: URLSearchParams | undefined;
  /** The client waits for a word before it sends the body (RFC 9110 §10.1.1). */
  #continue: boolean;
  /** The body was read to its end. */
  complete = false;
  answered = false;
  hijacked = false;

  constructor(parts: RequestParts) {
    this.daemon = parts.daemon;
    this.method = parts.head.method;
    this.path = parts.path;
    this.params = parts.params;
    this.#rawQuery = parts.query;
    this.version = parts.version;
    this.headers = parts.head.headers;
    this.upgrade = wantsUpgrade(parts.head);
    this.#proc = parts.daemon.proc;
    this.#fd = parts.fd;
    this.#reader = parts.reader;
    this.#common = parts.common;
    this.#continue = this.headers.get('expect')?.toLowerCase() === '100-continue';
    // A request without a body is complete at once: whatever comes now is the end of the connection.
    if (!this.headers.has('transfer-encoding') && (this.headers.get('content-length') ?? '0') === '0') this.complete = this.#reader.read()?.type === 'end';
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.#rawQuery));
  }

  flag(name: string): boolean {
    return !FALSE.includes((this.query.get(name) ?? '').trim().toLowerCase());
  }

  *read(): Sys<Uint8Array> {
    while (!this.complete) {
      const event = this.#reader.read();
      if (event?.type === 'data') return event.data;
      if (event?.type === 'end') this.complete = true;
      else if (event === undefined) {
        if (this.#continue) {
          this.#continue = false;
          yield* this.#proc.write(this.#fd, 'HTTP/1.1 100 Continue\r\n\r\n');
        }
        const data = yield* this.#proc.read(this.#fd);
        if (data.length === 0) this.#reader.close();
        else this.#reader.push(data);
      }
    }
    return EMPTY;
  }

  /** All of the body. */
  *readAll(): Sys<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const data = yield* this.read();
      if (data.length === 0) return joinBytes(parts);
      parts.push(data);
    }
  }

  *json<T>(): Sys<T | undefined> {
    const body = yield* this.readAll();
    checkContentType(this.headers.get('content-type'), body.length);
    return parseBody(decoder.decode(body)) as T | undefined;
  }

  #head(status: number, extra: Readonly<Record<string, string>>, length: number | undefined, bare = false): Uint8Array {
    const named: Readonly<Record<string, string>> = bare ? extra : { ...this.#common, ...extra };
    const headers = new HttpHeaders();
    for (const name of Object.keys(named).sort()) headers.append(name, named[name] ?? '');
    if (!bare) headers.append('Date', httpDate(this.#proc.realtime()));
    if (length !== undefined) headers.append('Content-Length', String(length));
    return encodeResponseHead(status, headers);
  }

  *reply(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Sys<void> {
    this.answered = true;
    if (status === 204 || status === 304 || status < 200) {
      yield* this.#proc.write(this.#fd, this.#head(status, headers, undefined));
      return;
    }
    const raw = body instanceof Uint8Array;
    const bytes = body === undefined ? EMPTY : raw ? body : encodeUTF8(`${encodeJSON(body, { escapeHTML: false })}\n`);
    const typed = body === undefined || raw ? headers : { 'Content-Type': 'application/json', ...headers };
    if (this.method === 'HEAD') {
      yield* this.#proc.write(this.#fd, this.#head(status, typed, body === undefined ? undefined : bytes.length));
    } else if (bytes.length <= BUFFERED) {
      yield* this.#proc.write(this.#fd, joinBytes([this.#head(status, typed, bytes.length), bytes]));
    } else {
      yield* this.#proc.write(this.#fd, this.#head(status, { ...typed, 'Transfer-Encoding': 'chunked' }, undefined));
      yield* this.#proc.write(this.#fd, joinBytes([encodeChunk(bytes), LAST_CHUNK]));
    }
  }

  *stream(status: number, headers: Readonly<Record<string, string>>): Sys<ResponseStream> {
    this.answered = true;
    const [proc, fd] = [this.#proc, this.#fd];
    yield* proc.write(fd, this.#head(status, { ...headers, 'Transfer-Encoding': 'chunked' }, undefined));
    return {
      *write(data) {
        const chunk = encodeChunk(typeof data === 'string' ? encodeUTF8(data) : data);
        if (chunk.length > 0) yield* proc.write(fd, chunk);
      },
      *end() {
        yield* proc.write(fd, LAST_CHUNK);
      },
    };
  }

  *hijack(headers: Readonly<Record<string, string>> = {}, options: { readonly bare?: boolean } = {}): Sys<RawConnection> {
    while (!this.complete) yield* this.read();
    this.answered = true;
    const head = this.upgrade
      ? this.#head(101, { ...headers, Connection: 'Upgrade', Upgrade: 'tcp' }, undefined, options.bare)
      : this.#head(200, headers, undefined, options.bare);
    const text = decoder.decode(head).replace(/^HTTP\/1\.1 101 Switching Protocols/, 'HTTP/1.1 101 UPGRADED');
    yield* this.#proc.write(this.#fd, text);
    return this.takeOver();
  }

  takeOver(): RawConnection {
    this.answered = true;
    this.hijacked = true;
    const [proc, fd] = [this.#proc, this.#fd];
    let surplus: Uint8Array | undefined = this.#reader.surplus();
    let open = true;
    return {
      fd,
      *read() {
        if (surplus && surplus.length > 0) {
          const bytes = surplus;
          surplus = undefined;
          return bytes;
        }
        try {
          return yield* proc.read(fd);
        } catch (error) {
          if (isSysError(error)) return EMPTY;
          throw error;
        }
      },
      *write(data) {
        if (open) yield* proc.write(fd, data);
      },
      closeWrite() {
        if (!open) return;
        try {
          proc.shutdown(fd, 'write');
        } catch (error) {
          if (!isSysError(error)) throw error;
        }
      },
      close() {
        if (!open) return;
        open = false;
        proc.close(fd);
      },
    };
  }

  get hangup(): WaitQueue | undefined {
    return this.#proc.file(this.#fd).queue;
  }

  /** With the body read, nothing but the end of the connection is left to come. */
  closed(): boolean {
    return this.complete && this.#proc.file(this.#fd).readable();
  }
}
