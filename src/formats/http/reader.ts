// An incremental reader of HTTP/1.1 messages (RFC 9112). Bytes go in as they come; events come out one by one, so that
// the caller may stop at any event and take what is left of the bytes (an upgraded connection).

import { ByteQueue } from './byte-queue.ts';
import { HttpHeaders } from './headers.ts';
import type { RequestHead, ResponseHead } from './message.ts';

export type HttpEvent<Head> =
  | { type: 'head'; head: Head }
  | { type: 'data'; data: Uint8Array }
  /** The message is complete; the next one may follow. */
  | { type: 'end' };

/** Bytes that are not HTTP; `status` is what a server answers. */
export class HttpSyntaxError extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.name = 'HttpSyntaxError';
    this.status = status;
  }
}

const MAX_HEAD = 1 << 20;

type State = 'start' | 'fields' | 'length' | 'eof' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailers' | 'finish';

abstract class MessageReader<Head extends { headers: HttpHeaders }> {
  private readonly queue = new ByteQueue();
  private state: State = 'start';
  private closed = false;
  private head: Head | undefined;
  private headSize = 0;
  private left = 0;

  protected abstract startLine(line: string): Head;
  /** How the body of this message is delimited when the fields do not say. */
  protected abstract framing(head: Head): 'none' | 'eof' | 'fields';

  /** Feeds bytes. */
  push(chunk: Uint8Array): void {
    this.queue.push(chunk);
  }

  /** No more bytes will come. */
  close(): void {
    this.closed = true;
  }

  /** Takes all bytes that were not read: after an upgrade they belong to the other protocol. */
  surplus(): Uint8Array {
    return this.queue.take(this.queue.length);
  }

  /** The next event; undefined when more bytes are needed or, after close, when all is read. Throws HttpSyntaxError. */
  read(): HttpEvent<Head> | undefined {
    for (;;) {
      switch (this.state) {
        case 'start':
        case 'fields': {
          const head = this.readHead();
          return head === undefined ? undefined : { type: 'head', head };
        }
        case 'length':
        case 'chunk-data':
        case 'eof': {
          const data = this.readData();
          if (data !== undefined) return { type: 'data', data };
          if (this.state === 'length' || this.state === 'chunk-data' || this.state === 'eof') return undefined;
          break;
        }
        case 'finish':
          this.state = 'start';
          return { type: 'end' };
        default:
          if (!this.readChunkLine()) return undefined;
      }
    }
  }

  private readHead(): Head | undefined {
    for (;;) {
      const line = this.line();
      if (line === undefined) {
        if (this.closed && (this.state === 'fields' || this.queue.length > 0)) throw new HttpSyntaxError('unexpected EOF');
        return undefined;
      }
      this.headSize += line.length + 2;
      if (this.headSize > MAX_HEAD) throw new HttpSyntaxError('header too large', 431);
      if (this.state === 'start') {
        // Empty lines before a message are allowed (RFC 9112, 2.2).
        if (line === '') continue;
        this.head = this.startLine(line);
        this.state = 'fields';
      } else if (line !== '') this.field(line);
      else {
        const head = this.head as Head;
        this.headSize = 0;
        this.beginBody(head);
        return head;
      }
    }
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    if (!isToken(name)) throw new HttpSyntaxError('malformed MIME header line: ' + line);
    this.head?.headers.append(name, line.slice(colon + 1).trim());
  }

  private beginBody(head: Head): void {
    const framing = this.framing(head);
    if (framing === 'none') {
      this.state = 'finish';
      return;
    }
    if (head.headers.has('transfer-encoding')) {
      if (!head.headers.hasToken('transfer-encoding', 'chunked')) {
        throw new HttpSyntaxError(`unsupported transfer encoding: ${JSON.stringify(head.headers.get('transfer-encoding'))}`, 501);
      }
      this.state = 'chunk-size';
      return;
    }
    const length = head.headers.get('content-length');
    if (length !== undefined && head.headers.getAll('content-length').some((other) => other !== length)) throw new HttpSyntaxError('too many Content-Length headers');
    if (length === undefined) {
      this.state = framing === 'eof' ? 'eof' : 'finish';
      return;
    }
    if (!/^[0-9]{1,15}$/.test(length)) throw new HttpSyntaxError(`bad Content-Length ${JSON.stringify(length)}`);
    this.left = Number(length);
    this.state = this.left === 0 ? 'finish' : 'length';
  }

  private readData(): Uint8Array | undefined {
    if (this.queue.length === 0) {
      if (!this.closed) return undefined;
      if (this.state !== 'eof') throw new HttpSyntaxError('unexpected EOF');
      this.state = 'finish';
      return undefined;
    }
    if (this.state === 'eof') return this.queue.take(this.queue.length);
    const data = this.queue.take(this.left);
    this.left -= data.length;
    if (this.left === 0) this.state = this.state === 'length' ? 'finish' : 'chunk-end';
    return data;
  }

  /** Reads the lines around chunks; false when more bytes are needed. */
  private readChunkLine(): boolean {
    const line = this.line();
    if (line === undefined) {
      if (this.closed) throw new HttpSyntaxError('unexpected EOF');
      return false;
    }
    if (this.state === 'chunk-end') {
      if (line !== '') throw new HttpSyntaxError('malformed chunked encoding');
      this.state = 'chunk-size';
    } else if (this.state === 'chunk-size') {
      const size = (line.split(';')[0] ?? '').trim();
      if (!/^[0-9a-fA-F]{1,12}$/.test(size)) throw new HttpSyntaxError('invalid byte in chunk length');
      this.left = parseInt(size, 16);
      this.state = this.left === 0 ? 'trailers' : 'chunk-data';
    } else if (line === '') this.state = 'finish';
    return true;
  }

  private line(): string | undefined {
    const line = this.queue.takeLine();
    if (line === undefined && this.queue.length > MAX_HEAD) throw new HttpSyntaxError('header too large', 431);
    return line;
  }
}

/** Whether a text is a name of a field (RFC 9110, 5.6.2). */
function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

/** Reads the requests of one connection. */
export class RequestReader extends MessageReader<RequestHead> {
  protected startLine(line: string): RequestHead {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.([01])$/.exec(line);
    if (match === null) throw new HttpSyntaxError(`malformed HTTP request ${JSON.stringify(line)}`);
    const [, method = '', target = '', minor] = match;
    return { kind: 'request', method, target, version: minor === '0' ? '1.0' : '1.1', headers: new HttpHeaders() };
  }

  protected framing(): 'fields' {
    return 'fields';
  }
}

/** Reads the responses of one connection; `expect` tells the method of each request in turn. */
export class ResponseReader extends MessageReader<ResponseHead> {
  private readonly methods: string[] = [];

  /** Announces a request that was sent: the answer to HEAD has no body. */
  expect(method: string): void {
    this.methods.push(method);
  }

  protected startLine(line: string): ResponseHead {
    const match = /^HTTP\/1\.([01]) ([0-9]{3})(?: (.*))?$/.exec(line);
    if (match === null) throw new HttpSyntaxError(`malformed HTTP response ${JSON.stringify(line)}`);
    const [, minor, status, reason = ''] = match;
    return { kind: 'response', status: Number(status), reason, version: minor === '0' ? '1.0' : '1.1', headers: new HttpHeaders() };
  }

  protected framing(head: ResponseHead): 'none' | 'eof' {
    // 100 Continue precedes the answer; every other status is the answer.
    const method = head.status === 100 ? '' : (this.methods.shift() ?? '');
    const bodyless = head.status < 200 || head.status === 204 || head.status === 304;
    return bodyless || method === 'HEAD' || (method === 'CONNECT' && head.status < 300) ? 'none' : 'eof';
  }
}
