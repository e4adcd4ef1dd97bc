import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HttpHeaders } from '../../src/formats/http/headers.ts';
import { encodeChunk, encodeRequestHead, encodeResponseHead, keepsAlive, LAST_CHUNK, wantsUpgrade } from '../../src/formats/http/message.ts';
import { RequestReader, ResponseReader, type HttpEvent } from '../../src/formats/http/reader.ts';
import { escapePath, parseTarget, Query } from '../../src/formats/http/target.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

function summary<H extends { headers: HttpHeaders }>(events: HttpEvent<H>[]): unknown[] {
  const out: unknown[] = [];
  let body = '';
  for (const event of events) {
    if (event.type === 'head') out.push({ ...event.head, headers: [...event.head.headers] });
    else if (event.type === 'data') body += text(event.data);
    else {
      out.push({ body });
      body = '';
    }
  }
  return out;
}

function drain<H>(reader: { read(): HttpEvent<H> | undefined }): HttpEvent<H>[] {
  const events: HttpEvent<H>[] = [];
  for (let event = reader.read(); event; event = reader.read()) events.push(event);
  return events;
}

const REQUESTS =
  'POST /v1.50/containers/create?name=a HTTP/1.1\r\nHost: docker\r\nContent-Length: 5\r\n\r\nhello' +
  'GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n' +
  'POST /build HTTP/1.1\r\nHost: docker\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: x\r\n\r\n';

describe('requests', () => {
  test('content-length, none and chunked on one connection', () => {
    const reader = new RequestReader();
    reader.push(bytes(REQUESTS));
    const got = summary(drain(reader)) as { target?: string; body?: string }[];
    expect(got.map((m) => m.target ?? m.body)).toEqual(['/v1.50/containers/create?name=a', 'hello', '/_ping', '', '/build', 'hello world']);
  });

  test('any chunking gives the same result', () => {
    const whole = bytes(REQUESTS);
    const reader = new RequestReader();
    reader.push(whole);
    const expected = summary(drain(reader));
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
        const sliced = new RequestReader();
        const events: HttpEvent<never>[] = [];
        let from = 0;
        for (const to of [...cuts].sort((a, b) => a - b).concat(whole.length)) {
          sliced.push(whole.subarray(from, to));
          events.push(...(drain(sliced) as HttpEvent<never>[]));
          from = to;
        }
        expect(summary(events)).toEqual(expected);
      }),
    );
  });

  test('an upgrade leaves the bytes behind the head', () => {
    const reader = new RequestReader();
    reader.push(bytes('POST /containers/x/attach HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw bytes'));
    const head = reader.read();
    expect(head?.type === 'head' && wantsUpgrade(head.head)).toBe(true);
    expect(reader.read()).toEqual({ type: 'end' });
    expect(text(reader.surplus())).toBe('raw bytes');
  });

  test.each([
    ['GET /\r\n\r\n', 'malformed HTTP request "GET /"'],
    ['GET / HTTP/1.1\r\nbad field\r\n\r\n', 'malformed MIME header line: bad field'],
    ['GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n', 'bad Content-Length "x"'],
    ['GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'too many Content-Length headers'],
    ['GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'invalid byte in chunk length'],
  ])('%j is refused', (input, message) => {
    const reader = new RequestReader();
    reader.push(bytes(input));
    expect(() => drain(reader)).toThrow(message);
  });

  test('an endless head is refused', () => {
    const reader = new RequestReader();
    reader.push(bytes('GET / HTTP/1.1\r\n'));
    expect(() => {
      for (let i = 0; i < 3000; i++) {
        reader.push(bytes('x'.repeat(1024)));
        reader.read();
      }
    }).toThrow('header too large');
  });

  test('a body cut off is an error', () => {
    const reader = new RequestReader();
    reader.push(bytes('POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc'));
    drain(reader);
    reader.close();
    expect(() => drain(reader)).toThrow('unexpected EOF');
  });
});

describe('responses', () => {
  function read(input: string, methods: string[]): unknown[] {
    const reader = new ResponseReader();
    for (const method of methods) reader.expect(method);
    reader.push(bytes(input));
    reader.close();
    return (summary(drain(reader)) as { status?: number; body?: string }[]).map((m) => m.status ?? m.body);
  }
  test('HEAD, 204, 304 and 1xx have no body', () => {
    expect(
      read(
        'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
        ['HEAD', 'GET', 'GET', 'POST'],
      ),
    ).toEqual([200, '', 204, '', 304, '', 100, '', 200, 'hi']);
  });
  test('without a length the body lasts until the end', () => {
    expect(read('HTTP/1.0 200 OK\r\n\r\nall of it', ['GET'])).toEqual([200, 'all of it']);
  });
  test('101 leaves the stream', () => {
    const reader = new ResponseReader();
    reader.expect('POST');
    reader.push(bytes('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nstream'));
    expect(reader.read()?.type).toBe('head');
    expect(text(reader.surplus())).toBe('stream');
  });
});

describe('writing', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (pieces) => {
        const reader = new RequestReader();
        reader.push(encodeRequestHead('PUT', '/x', new HttpHeaders({ Host: 'd', 'Transfer-Encoding': 'chunked' })));
        for (const piece of pieces) reader.push(encodeChunk(piece));
        reader.push(LAST_CHUNK);
        const events = drain(reader);
        const data = events.flatMap((e) => (e.type === 'data' ? [...e.data] : []));
        expect(data).toEqual(pieces.flatMap((p) => [...p]));
        expect(events.at(-1)).toEqual({ type: 'end' });
      }),
    );
  });
  test('a value cannot forge a field', () => {
    expect(text(encodeResponseHead(200, new HttpHeaders({ A: 'x\r\nB: y' })))).toBe('HTTP/1.1 200 OK\r\nA: x B: y\r\n\r\n');
  });
  test('keep-alive', () => {
    const head = (version: '1.0' | '1.1', connection?: string) => ({
      kind: 'request' as const,
      method: 'GET',
      target: '/',
      version,
      headers: new HttpHeaders(connection ? { connection } : {}),
    });
    expect([keepsAlive(head('1.1')), keepsAlive(head('1.1', 'close')), keepsAlive(head('1.0')), keepsAlive(head('1.0', 'keep-alive'))]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
  test('headers ignore case and keep their order', () => {
    const headers = new HttpHeaders({ 'Content-Type': 'a', X: '1' });
    headers.append('x', '2');
    headers.set('content-type', 'b');
    expect(headers.getAll('X')).toEqual(['1', '2']);
    expect([...headers]).toEqual([
      ['content-type', 'b'],
      ['X', '1'],
      ['x', '2'],
    ]);
  });
});

describe('targets', () => {
  test('path and query are decoded', () => {
    const target = parseTarget('/v1.50/images/a%2Fb/json?filters=%7B%22a%22%3A1%7D&t=a+b&t=c&flag');
    expect(target.path).toBe('/v1.50/images/a/b/json');
    expect([target.query.get('filters'), target.query.getAll('t'), target.query.has('flag'), target.query.get('no')]).toEqual([
      '{"a":1}',
      ['a b', 'c'],
      true,
      '',
    ]);
  });
  test('Encode sorts and escapes as Go does', () => {
    const query = new Query();
    query.set('tag', 'a b');
    query.set('fromImage', "docker.io/x'(y)*");
    expect(query.encode()).toBe('fromImage=docker.io%2Fx%27%28y%29%2A&tag=a+b');
    expect(escapePath('/a b/c:d@e=f&g+h,i;j$k?l#m%20\'(*)!')).toBe('/a%20b/c:d@e=f&g+h,i;j$k%3Fl%23m%2520%27%28%2A%29%21');
    expect(escapePath('/ü[]{}|~')).toBe('/%C3%BC%5B%5D%7B%7D%7C~');
  });
});
