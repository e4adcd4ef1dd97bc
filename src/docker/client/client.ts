/**
 * The client of the Engine API: HTTP requests on a stream socket, which is kept for the next one (moby/moby client/request.go, hijack.go, ping.go).
 * Before the first, `HEAD /_ping` tells the daemon's API version, operating system and role.
 */
import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from '../../api/version.ts';
import { joinPath } from '../../formats/go-filepath/path.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { encodeChunk, encodeRequestHead, LAST_CHUNK, STATUS_TEXT } from '../../formats/http/message.ts';
import { HttpSyntaxError, ResponseReader } from '../../formats/http/reader.ts';
import { escapePath, Query } from '../../formats/http/target.ts';
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import { Deferred } from '../../kernel/deferred.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { ApiError, ConnectionFailed, StatusError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { refuseEmptyName } from './names.ts';
import { Response } from './response.ts';
import { lessThan } from './versions.ts';

const dialing = new Deferred(() => import('../../kernel/net/go-dial.ts'));
/** docker/go-connections sockets: nanoseconds for a connection by TCP. */
const DIAL_TIMEOUT = 10_000_000_000;

export interface Request {
  readonly method: string;
  /** Without the version prefix. */
  readonly path: string;
  /** Undefined values are left out. Keys are sent in sorted order, as Go does. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value sent as JSON. */
  readonly json?: unknown;
  /** Bytes, or a source of pieces that ends with an empty one (sent chunked). */
  readonly body?: Uint8Array | (() => Sys<Uint8Array>);
  /** Without the version prefix (`/_ping`). */
  readonly unversioned?: boolean;
}

/** What `/_ping` says of the daemon. */
export interface Ping {
  readonly apiVersion: string;
  readonly osType: string;
  readonly experimental: boolean;
  readonly builderVersion: string;
  /** Undefined when the daemon did not say. */
  readonly swarm: { readonly state: string; readonly manager: boolean } | undefined;
}

export class Client {
  readonly #proc: Proc;
  readonly host: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** The API version spoken. */
  version = API_VERSION;
  #fixedVersion = false;
  #ping: Ping | undefined;
  #pinging = false;
  readonly #pinged = new WaitQueue();
  /** Connections whose last answer was read to its end. */
  readonly #idle: number[] = [];

  constructor(proc: Proc, host: string, headers: Readonly<Record<string, string>> = {}) {
    this.#proc = proc;
    this.host = host;
    this.#headers = headers;
    const forced = (proc.env.get('DOCKER_API_VERSION') ?? '').replace(/^v/, '');
    if (forced !== '') {
      this.version = forced;
      this.#fixedVersion = true;
    }
  }

  /** Pings once and settles the API version. A daemon that cannot be reached is taken for one that can do everything. */
  *ping(): Sys<Ping> {
    // Threads that come in the meantime wait for the one that asks.
    while (this.#pinging) yield* this.#proc.block([this.#pinged]);
    if (this.#ping !== undefined) return this.#ping;
    this.#pinging = true;
    let result: Ping = { apiVersion: '', osType: '', experimental: true, builderVersion: '', swarm: undefined };
    try {
      let response = yield* this.#send({ method: 'HEAD', path: '/_ping', unversioned: true });
      if (response.status !== 200 && response.status !== 500) {
        response.close();
        response = yield* this.#send({ method: 'GET', path: '/_ping', unversioned: true });
      }
      response.close();
      result = readPing(response, result.experimental && response.status !== 200);
      if (!this.#fixedVersion) this.#negotiate(result.apiVersion);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
    this.#ping = result;
    this.#pinging = false;
    this.#pinged.wake();
    return result;
  }

  #negotiate(server: string): void {
    const offered = server === '' ? MIN_API_VERSION : server;
    if (lessThan(offered, this.version)) this.version = offered;
  }

  /** Performs a request. An answer of 400 or more is thrown as ApiError. */
  *request(request: Request): Sys<Response> {
    yield* this.ping();
    refuseEmptyName(request.path);
    const response = yield* this.#send(request);
    if (response.status >= 400) throw yield* this.#failure(request, response);
    return response;
  }

  *get<T>(path: string, query?: Request['query']): Sys<T> {
    return yield* (yield* this.request({ method: 'GET', path, ...(query ? { query } : {}) })).json<T>();
  }

  /** A request whose answer has no body of interest. */
  *call(method: string, path: string, query?: Request['query'], json?: unknown): Sys<void> {
    yield* (yield* this.request({ method, path, ...(query ? { query } : {}), ...(json === undefined ? {} : { json }) })).bytes();
  }

  /** POST with a JSON body and a JSON answer. */
  *post<T>(path: string, json?: unknown, query?: Request['query']): Sys<T> {
    return yield* (yield* this.request({ method: 'POST', path, ...(query ? { query } : {}), ...(json === undefined ? {} : { json }) })).json<T>();
  }

  /** A request that turns the connection into a raw stream in both directions. */
  *hijack(request: Request): Sys<{ connection: Connection; mediaType: string }> {
    yield* this.ping();
    refuseEmptyName(request.path);
    const upgrade = { ...request, headers: { ...request.headers, Connection: 'Upgrade', Upgrade: 'tcp' } };
    const response = yield* this.#send(upgrade, yield* this.#connect(upgrade));
    if (response.status !== 101) {
      response.close();
      throw new StatusError(`unable to upgrade to tcp, received ${response.status}`);
    }
    return { connection: response.upgrade(), mediaType: response.headers.get('content-type') ?? '' };
  }

  *#send(request: Request, connection = this.#takeIdle()): Sys<Response> {
    const fd = connection ?? (yield* this.#connect(request));
    const headers = new HttpHeaders();
    headers.append('Host', this.host.startsWith('tcp://') ? this.host.slice(6).replace(/\/.*/, '') : 'api.moby.localhost');
    headers.append('User-Agent', `Docker-Client/${ENGINE_VERSION} (linux)`);
    for (const [name, value] of Object.entries(this.#headers)) headers.append(name, value);
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.append(name, value);
    const { body } = request;
    const data = request.json === undefined ? body : encodeUTF8(`${JSON.stringify(request.json)}\n`);
    if (request.json !== undefined) headers.set('Content-Type', 'application/json');
    else if (data !== undefined && !headers.has('Content-Type')) headers.set('Content-Type', 'text/plain');
    if (typeof data === 'function') headers.set('Transfer-Encoding', 'chunked');
    else if (data !== undefined || request.method === 'POST' || request.method === 'PUT') headers.set('Content-Length', String(data?.length ?? 0));
    try {
      yield* this.#proc.write(fd, encodeRequestHead(request.method, this.#target(request), headers));
      if (typeof data === 'function') yield* this.#sendChunks(fd, data);
      else if (data !== undefined && data.length > 0) yield* this.#proc.write(fd, data);
    } catch (error) {
      // The daemon may answer and close before it has read everything.
      if (!isSysError(error, 'EPIPE', 'ECONNRESET')) throw error;
    }
    return yield* this.#readHead(request, fd);
  }

  /** A connection that is open and has nothing to say; one that the daemon closed meanwhile is given up. */
  #takeIdle(): number | undefined {
    for (let fd = this.#idle.pop(); fd !== undefined; fd = this.#idle.pop()) {
      if (!this.#proc.file(fd).readable()) return fd;
      this.#proc.close(fd);
    }
    return undefined;
  }

  *#sendChunks(fd: number, source: () => Sys<Uint8Array>): Sys<void> {
    for (let piece = yield* source(); piece.length > 0; piece = yield* source()) yield* this.#proc.write(fd, encodeChunk(piece));
    yield* this.#proc.write(fd, LAST_CHUNK);
  }

  #target(request: Request): string {
    const query = new Query();
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) for (const item of typeof value === 'string' ? [value] : value) query.append(key, item);
    }
    const text = query.encode();
    const path = joinPath(request.unversioned ? '/' : `/v${this.version}`, request.path);
    return `${escapePath(path)}${text === '' ? '' : `?${text}`}`;
  }

  #url(request: Request): string {
    return `http://${this.host.startsWith('unix://') ? encodeURIComponent(this.host.slice(7)) : this.host.slice(6)}${this.#target(request)}`;
  }

  /** A connected socket. Failures read as the real client words them. */
  *#connect(request: Request): Sys<number> {
    const [, scheme = '', address = ''] = /^(\w+):\/\/(.*)$/.exec(this.host) ?? [];
    const failure = (cause: string): string => `${request.method.slice(0, 1)}${request.method.slice(1).toLowerCase()} "${this.#url(request)}": ${cause}`;
    if (scheme === 'unix') return yield* this.#connectUnix(address, failure);
    if (scheme !== 'tcp') throw new ConnectionFailed(`docker: connecting to ${this.host} is not simulated here`);
    const [, name = '', port = ''] = /^(.*):(\d+)/.exec(address) ?? [];
    const { DialError, dial } = yield* dialing.of(this.#proc);
    try {
      // No host here has sockets of IPv6.
      return yield* dial(this.#proc, name === '[::1]' ? '127.0.0.1' : name, Number(port), DIAL_TIMEOUT);
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      if (error.code === 'ECONNREFUSED' || error.code === 'ETIMEDOUT') throw this.#unreachable();
      throw new ConnectionFailed(`error during connect: ${failure(error.message)}`);
    }
  }

  *#connectUnix(path: string, failure: (cause: string) => string): Sys<number> {
    const proc = this.#proc;
    const fd = proc.socket('unix', 'stream');
    try {
      yield* proc.connect(fd, { family: 'unix', path });
      return fd;
    } catch (error) {
      proc.close(fd);
      if (!isSysError(error)) throw error;
      if (error.code !== 'EACCES' && error.code !== 'EPERM') throw this.#unreachable();
      const cause = `dial unix ${path}: connect: ${strerror(error.code).toLowerCase()}`;
      throw new ConnectionFailed(`permission denied while trying to connect to the Docker daemon socket at ${this.host}: ${failure(cause)}`);
    }
  }

  #unreachable(): ConnectionFailed {
    return new ConnectionFailed(`Cannot connect to the Docker daemon at ${this.host}. Is the docker daemon running?`);
  }

  *#readHead(request: Request, fd: number): Sys<Response> {
    const reader = new ResponseReader();
    reader.expect(request.method);
    try {
      for (;;) {
        const event = reader.read();
        if (event?.type === 'head' && event.head.status !== 100) return new Response(this.#proc, fd, reader, event.head, (idle) => this.#idle.push(idle));
        if (event !== undefined) continue;
        const piece = yield* this.#proc.read(fd);
        if (piece.length === 0) throw new HttpSyntaxError('EOF');
        reader.push(piece);
      }
    } catch (error) {
      this.#proc.close(fd);
      if (!(error instanceof HttpSyntaxError) && !isSysError(error)) throw error;
      const verb = `${request.method.slice(0, 1)}${request.method.slice(1).toLowerCase()}`;
      const reason = error.message.startsWith('malformed') ? `net/http: HTTP/1.x transport connection broken: ${error.message}` : error.message;
      throw new ConnectionFailed(`error during connect: ${verb} "${this.#url(request)}": ${reason}`);
    }
  }

  *#failure(request: Request, response: Response): Sys<ApiError> {
    const body = request.method === 'HEAD' ? '' : yield* response.text();
    if (request.method === 'HEAD') response.close();
    if (body.trim() === '') {
      const text = STATUS_TEXT[response.status] ?? '';
      return new ApiError(
        `request returned ${response.status}${text === '' ? '' : ` ${text}`} for API route and version ${this.#url(request)}, check if the server supports the requested API version`,
        response.status,
      );
    }
    let message = body.trim();
    if ((response.headers.get('content-type') ?? '').startsWith('application/json')) {
      try {
        const parsed = JSON.parse(body) as { message?: string } | null;
        message = (parsed?.message ?? '').trim();
        if (message === '') message = `API returned a ${response.status} (${STATUS_TEXT[response.status] ?? ''}) but provided no error-message`;
      } catch (error) {
        return new ApiError(`Error reading JSON: ${(error as Error).message}`, response.status);
      }
    }
    return new ApiError(`Error response from daemon: ${message}`, response.status);
  }
}

function readPing(response: Response, experimental: boolean): Ping {
  const swarm = response.headers.get('swarm');
  const [state = '', role = ''] = (swarm ?? '').split('/');
  return {
    apiVersion: response.headers.get('api-version') ?? '',
    osType: response.headers.get('ostype') ?? '',
    experimental: response.headers.has('docker-experimental') ? response.headers.get('docker-experimental') === 'true' : experimental && false,
    builderVersion: response.headers.get('builder-version') ?? '',
    swarm: swarm === undefined ? undefined : { state, manager: role === 'manager' },
  };
}
