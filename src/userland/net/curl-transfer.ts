/** One HTTP transfer of curl: connect, send, receive, with curl's error numbers (libcurl-errors(3)). */
import { joinBytes } from '../../formats/bytes/join.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { encodeRequestHead } from '../../formats/http/message.ts';
import type { ResponseHead } from '../../formats/http/message.ts';
import { HttpSyntaxError, ResponseReader } from '../../formats/http/reader.ts';
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError } from '../../kernel/net/resolver.ts';
import { TlsError, certificateProblem, tlsConnect } from '../../kernel/net/tls.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { addressesOf, connectAny, readable } from './dial.ts';
import type { TransferInfo } from './curl-report.ts';
import type { ClientUrl } from './url.ts';

export class CurlError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface TransferRequest {
  readonly url: ClientUrl;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly body: Uint8Array;
  readonly http10: boolean;
  readonly unixSocket: string | undefined;
  /** host:port → addresses, or host:port → other host:port. */
  readonly resolve: ReadonlyMap<string, readonly string[]>;
  readonly connectTo: ReadonlyMap<string, string>;
  readonly family: 4 | 6 | undefined;
  readonly insecure: boolean;
  readonly authorities: readonly string[];
  /** As now(). */
  readonly deadline: number;
  readonly connectTimeout: number;
  readonly maxTime: number;
  /** `8.…` words some messages differently. */
  readonly modern: boolean;
}

export interface TransferHooks {
  /** A line of -v after `* `. */
  note(text: string): Sys<void>;
  sent(text: string): Sys<void>;
  head(head: ResponseHead, text: string): Sys<void>;
  /** False stops the transfer (--fail). */
  body(data: Uint8Array, total: number | undefined): Sys<boolean>;
}

/** Runs one request; redirects are the caller's. Fills in `info`. Throws CurlError. */
export function* transfer(proc: Proc, request: TransferRequest, info: TransferInfo, hooks: TransferHooks): Sys<ResponseHead> {
  const start = proc.now();
  const fd = yield* open(proc, request, info, hooks, start);
  try {
    const http11 = new TextDecoder().decode(encodeRequestHead(request.method, request.url.target, request.headers));
    const headText = request.http10 ? http11.replace(' HTTP/1.1\r\n', ' HTTP/1.0\r\n') : http11;
    yield* hooks.sent(headText);
    yield* proc.write(fd, joinBytes([new TextEncoder().encode(headText), request.body]));
    info.uploaded = request.body.length;
    return yield* receive(proc, fd, request, info, hooks, start);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') {
      // What the server said before it hung up may still be there.
      throw new CurlError(error.code === 'EPIPE' ? 55 : 56, error.code === 'EPIPE' ? 'Send failure: Broken pipe' : 'Recv failure: Connection reset by peer');
    }
    throw new CurlError(56, `Recv failure: ${error.message}`);
  } finally {
    proc.close(fd);
    info.timeTotal = proc.now() - start;
  }
}

function* open(proc: Proc, request: TransferRequest, info: TransferInfo, hooks: TransferHooks, start: number): Sys<number> {
  const { url } = request;
  const deadline = Math.min(request.deadline, start + request.connectTimeout);
  const since = (): number => Math.floor((proc.now() - start) / 1e6);
  const cannot = (code: number): CurlError => new CurlError(code, `Failed to connect to ${url.host} port ${url.port} after ${since()} ms: ${request.modern ? 'Could not connect to server' : "Couldn't connect to server"}`);
  if (request.unixSocket !== undefined) {
    const fd = proc.socket('unix', 'stream');
    yield* hooks.note(`  Trying ${request.unixSocket}:0...`);
    try {
      yield* proc.connect(fd, { family: 'unix', path: request.unixSocket });
    } catch (error) {
      proc.close(fd);
      if (!isSysError(error)) throw error;
      yield* hooks.note(`connect to ${request.unixSocket} port 0 failed: ${error.message}`);
      throw cannot(7);
    }
    yield* hooks.note(`Connected to ${url.host} (${request.unixSocket}) port 0${request.modern ? '' : ' (#0)'}`);
    info.timeConnect = proc.now() - start;
    return fd;
  }
  const key = `${url.host}:${url.port}`;
  const [host = url.host, port = String(url.port)] = splitTarget(request.connectTo.get(key) ?? request.connectTo.get('') ?? key);
  let addresses: readonly string[];
  try {
    addresses = request.resolve.get(key) ?? (yield* addressesOf(proc, host, request.family));
  } catch (error) {
    if (!(error instanceof ResolveError)) throw error;
    if (proc.now() >= deadline) throw new CurlError(28, `Resolving timed out after ${since()} milliseconds`);
    throw new CurlError(6, `Could not resolve host: ${host}`);
  }
  if (addresses.length === 0) throw new CurlError(6, `Could not resolve host: ${host}`);
  info.timeNameLookup = proc.now() - start;
  try {
    const connection = yield* connectAny(proc, addresses, Number(port), deadline, {
      *trying(address) {
        yield* hooks.note(`  Trying ${request.modern && address.includes(':') ? `[${address}]` : address}:${port}...`);
      },
      *failed(address, code) {
        if (code !== 'ETIMEDOUT' || proc.now() < deadline) yield* hooks.note(`connect to ${address} port ${port} failed: ${code === 'ECONNREFUSED' ? 'Connection refused' : code === 'EHOSTUNREACH' ? 'No route to host' : code === 'ENETUNREACH' ? 'Network is unreachable' : 'Connection timed out'}`);
      },
    });
    yield* hooks.note(`Connected to ${host} (${connection.address}) port ${port}${request.modern ? '' : ' (#0)'}`);
    info.remoteAddress = connection.address;
    info.remotePort = connection.port;
    const local = proc.getsockname(connection.fd);
    if (local.family === 'inet') Object.assign(info, { localAddress: local.address, localPort: local.port });
    info.timeConnect = proc.now() - start;
    if (url.scheme === 'https') yield* handshake(proc, connection.fd, request, info, hooks, start);
    return connection.fd;
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code === 'ETIMEDOUT' && proc.now() >= deadline) throw new CurlError(28, `Connection timed out after ${since()} milliseconds`);
    throw cannot(error.code === 'ETIMEDOUT' ? 28 : 7);
  }
}

const CERTIFICATE_HELP = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;

function* handshake(proc: Proc, fd: number, request: TransferRequest, info: TransferInfo, hooks: TransferHooks, start: number): Sys<void> {
  const { host } = request.url;
  try {
    const certificate = yield* tlsConnect(proc, fd, host, Math.min(request.deadline, start + request.connectTimeout));
    info.timeAppConnect = proc.now() - start;
    const problem = request.insecure ? undefined : certificateProblem(certificate, host, request.authorities);
    if (problem === 'wrong-name') throw new CurlError(60, `SSL: no alternative certificate subject name matches target host name '${host}'\n${CERTIFICATE_HELP}`);
    if (problem) throw new CurlError(60, `SSL certificate problem: ${problem === 'self-signed' ? 'self-signed certificate' : 'unable to get local issuer certificate'}\n${CERTIFICATE_HELP}`);
    yield* hooks.note(`SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384`);
    yield* hooks.note(`Server certificate:`);
    yield* hooks.note(` subject: CN=${certificate.subject}`);
    yield* hooks.note(` issuer: CN=${certificate.issuer}`);
  } catch (error) {
    proc.close(fd);
    if (error instanceof TlsError) throw new CurlError(35, error.kind === 'not-tls' ? 'error:0A00010B:SSL routines::wrong version number' : `OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to ${host}:${request.url.port} `);
    if (isSysError(error, 'ETIMEDOUT')) throw new CurlError(28, `SSL connection timed out after ${Math.floor((proc.now() - start) / 1e6)} milliseconds`);
    if (isSysError(error)) throw new CurlError(35, `OpenSSL SSL_connect: ${error.message} in connection to ${host}:${request.url.port} `);
    throw error;
  }
}

function* receive(proc: Proc, fd: number, request: TransferRequest, info: TransferInfo, hooks: TransferHooks, start: number): Sys<ResponseHead> {
  const reader = new ResponseReader();
  reader.expect(request.method);
  let head: ResponseHead | undefined;
  let total: number | undefined;
  let any = false;
  for (;;) {
    try {
      for (let event = reader.read(); event; event = reader.read()) {
        if (event.type === 'head') {
          head = event.head;
          const length = head.headers.get('content-length');
          total = length === undefined ? undefined : Number(length);
          const text = responseText(head);
          Object.assign(info, { status: head.status, version: head.version, headers: head.headers, timeStartTransfer: info.timeStartTransfer || proc.now() - start });
          info.headerSize += text.length;
          yield* hooks.head(head, text);
          if (head.status === 101) return head;
        } else if (event.type === 'data') {
          info.downloaded += event.data.length;
          if (!(yield* hooks.body(event.data, total))) return head as ResponseHead;
        } else if (head && head.status >= 200) return head;
      }
    } catch (error) {
      if (!(error instanceof HttpSyntaxError)) throw error;
      if (!head) throw new CurlError(any && error.message.startsWith('malformed HTTP response') ? 1 : 52, any && error.message.startsWith('malformed') ? 'Received HTTP/0.9 when not allowed' : 'Empty reply from server');
      if (error.message === 'unexpected EOF') throw total === undefined ? new CurlError(18, 'transfer closed with outstanding read data remaining') : new CurlError(18, `transfer closed with ${total - info.downloaded} bytes remaining to read`);
      throw new CurlError(56, error.message);
    }
    if (!(yield* readable(proc, fd, request.deadline))) {
      const elapsed = Math.floor((proc.now() - start) / 1e6);
      throw new CurlError(28, `Operation timed out after ${elapsed} milliseconds with ${info.downloaded}${total === undefined ? '' : ` out of ${total}`} bytes received`);
    }
    const data = yield* proc.read(fd);
    if (data.length === 0) {
      if (!any) throw new CurlError(52, 'Empty reply from server');
      reader.close();
      if (!head) {
        // An answer that ends in its first line.
        let event: unknown;
        try {
          event = reader.read();
        } catch (error) {
          if (!(error instanceof HttpSyntaxError)) throw error;
        }
        if (!event) throw new CurlError(1, 'Received HTTP/0.9 when not allowed');
      }
    } else {
      any = true;
      reader.push(data);
    }
  }
}

function responseText(head: ResponseHead): string {
  let text = `HTTP/${head.version} ${head.status}${head.reason ? ` ${head.reason}` : ' '}\r\n`;
  for (const [name, value] of head.headers) text += `${name}: ${value}\r\n`;
  return `${text}\r\n`;
}

function splitTarget(text: string): [string, string] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at).replace(/^\[|\]$/g, ''), text.slice(at + 1)];
}

