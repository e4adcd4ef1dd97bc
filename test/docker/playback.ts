/** A stub daemon as a program: it answers each request with the recorded answer to the same request. */
import { HttpHeaders } from '../../src/formats/http/headers.ts';
import { encodeChunk, encodeResponseHead, LAST_CHUNK } from '../../src/formats/http/message.ts';
import type { RequestHead } from '../../src/formats/http/message.ts';
import { RequestReader } from '../../src/formats/http/reader.ts';
import { parseTarget } from '../../src/formats/http/target.ts';
import { encodeFrame } from '../../src/formats/multiplex/stdcopy.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import type { Proc, Program, Sys } from '../../src/kernel/sys.ts';

export interface Exchange {
  readonly req: { readonly method: string; readonly version?: string | null; readonly path: string; readonly query?: Record<string, string>; readonly headers?: Record<string, string>; readonly json?: unknown };
  readonly res: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly json?: unknown;
    readonly jsonl?: readonly unknown[];
    readonly text?: string;
    readonly base64?: string;
    readonly stream?: readonly (readonly [string, string])[];
    readonly tty?: boolean;
    readonly note?: string;
  };
}

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly version: string | null;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  body: Uint8Array;
}

const PING: Record<string, string> = { 'Api-Version': '1.50', 'Builder-Version': '2', 'Docker-Experimental': 'false', Ostype: 'linux', Swarm: 'inactive' };
const encoder = new TextEncoder();

export function playback(exchanges: readonly Exchange[], requests: Received[], pingHeaders: Record<string, string> = PING): Program {
  const used = new Set<Exchange>();
  const find = (got: Received): Exchange | undefined => {
    const same = exchanges.filter((e) => e.req.method === got.method && e.req.path === got.path);
    const free = same.filter((e) => !used.has(e));
    const wanted = JSON.stringify(Object.entries(got.query).sort());
    return free.find((e) => JSON.stringify(Object.entries(e.req.query ?? {}).sort()) === wanted) ?? free[0] ?? same.at(-1);
  };

  function* answer(proc: Proc, fd: number, got: Received): Sys<boolean> {
    const exchange = find(got);
    if (exchange !== undefined) used.add(exchange);
    if (exchange === undefined) {
      const ping = got.path === '/_ping';
      const body = ping ? '' : '{"message":"page not found"}\n';
      const headers = new HttpHeaders(ping ? pingHeaders : { 'Content-Type': 'application/json' });
      headers.set('Content-Length', String(body.length));
      yield* proc.write(fd, encodeResponseHead(ping ? 200 : 404, headers));
      yield* proc.write(fd, body);
      return true;
    }
    const { res } = exchange;
    const headers = new HttpHeaders(res.headers ?? {});
    for (const name of ['Content-Length', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Date']) headers.delete(name);
    if (res.status === 101) {
      headers.set('Connection', 'Upgrade');
      headers.set('Upgrade', 'tcp');
      yield* proc.write(fd, encodeResponseHead(101, headers));
      // The output of a container comes only after it was started.
      yield* proc.sleep(2_000_000);
      for (const [stream, text] of res.stream ?? []) {
        const data = encoder.encode(text);
        yield* proc.write(fd, res.tty ? data : encodeFrame(stream === 'stderr' ? 2 : 1, data));
      }
      // Nothing recorded for what was typed: the recording stub gave it back, as `cat` does.
      const echo = res.stream?.length === 0;
      if (!echo) proc.shutdown(fd, 'write');
      for (let piece = yield* proc.read(fd); piece.length > 0; piece = yield* proc.read(fd)) if (echo) yield* proc.write(fd, res.tty ? piece : encodeFrame(1, piece));
      return false;
    }
    headers.set('Transfer-Encoding', 'chunked');
    const head = got.method === 'HEAD' || res.status === 204 || res.status === 304;
    if (head) headers.delete('Transfer-Encoding');
    yield* proc.write(fd, encodeResponseHead(res.status, headers));
    if (head) return true;
    if (res.note !== undefined || got.path.endsWith('/wait')) yield* proc.sleep(20_000_000);
    for (const piece of pieces(res)) yield* proc.write(fd, encodeChunk(piece));
    yield* proc.write(fd, LAST_CHUNK);
    return true;
  }

  function* serve(proc: Proc, fd: number): Sys<void> {
    const reader = new RequestReader();
    let got: Received | undefined;
    const body: Uint8Array[] = [];
    try {
      for (;;) {
        const event = reader.read();
        if (event === undefined) {
          const piece = yield* proc.read(fd);
          if (piece.length === 0) break;
          reader.push(piece);
        } else if (event.type === 'head') {
          got = received(event.head);
          requests.push(got);
          body.length = 0;
        } else if (event.type === 'data') body.push(event.data);
        else if (got !== undefined) {
          got.body = concat(body);
          if (!(yield* answer(proc, fd, got))) break;
        }
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
    proc.close(fd);
  }

  return {
    name: 'dockerd',
    *main(proc) {
      proc.sigaction('SIGPIPE', 'ignore');
      const listener = proc.socket('unix', 'stream');
      proc.bind(listener, { family: 'unix', path: '/var/run/docker.sock' });
      proc.listen(listener);
      for (;;) {
        const { fd } = yield* proc.accept(listener);
        proc.thread(serve(proc, fd));
      }
    },
  };
}

function received(head: RequestHead): Received {
  const { path, query } = parseTarget(head.target);
  const match = /^\/v([0-9.]+)(\/.*)$/.exec(path);
  const rawQuery = head.target.split('?')[1] ?? '';
  const names = new Set(rawQuery === '' ? [] : rawQuery.split('&').map((pair) => decodeURIComponent((pair.split('=')[0] ?? '').replaceAll('+', ' '))));
  return {
    method: head.method,
    version: match?.[1] ?? null,
    path: match?.[2] ?? path,
    query: Object.fromEntries([...names].map((name) => [name, query.getAll(name).length > 1 ? (query.getAll(name) as unknown as string) : query.get(name)])),
    headers: Object.fromEntries([...head.headers].map(([name, value]) => [name.toLowerCase(), value])),
    body: new Uint8Array(0),
  };
}

function pieces(res: Exchange['res']): Uint8Array[] {
  if (res.stream !== undefined) {
    return res.stream.map(([stream, text]) => (res.tty ? encoder.encode(text) : encodeFrame(stream === 'stderr' ? 2 : 1, encoder.encode(text))));
  }
  if (res.jsonl !== undefined) return res.jsonl.map((line) => encoder.encode(`${JSON.stringify(line)}\r\n`));
  if (res.json !== undefined) return [encoder.encode(`${JSON.stringify(res.json)}\n`)];
  if (res.base64 !== undefined) return [Uint8Array.from(atob(res.base64), (c) => c.charCodeAt(0))];
  return res.text === undefined || res.text === '' ? [] : [encoder.encode(res.text)];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
