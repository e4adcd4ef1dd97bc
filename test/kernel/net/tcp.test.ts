import { describe, expect, it } from 'vitest';
import type { SocketFile } from '../../../src/kernel/net/sockets.ts';
import type { Proc, Sys } from '../../../src/kernel/sys.ts';
import { Bench, ask, at, bytes, echo, text } from './bench.ts';

/** A namespace with a server in it that listens and goes on as `serve` says. */
function listening<T>(address: string, port: number, serve: (proc: Proc, server: SocketFile) => Sys<T>) {
  const bench = new Bench();
  const host = bench.network.createNamespace();
  const server = bench.socket(host);
  const outcome = bench.process(host, function* (proc) {
    server.bind(proc, at(address, port));
    server.listen();
    return yield* serve(proc, server);
  });
  return { bench, host, server, outcome };
}


describe('TCP within one namespace', () => {
  it('carries bytes both ways and ends with the half-close', () => {
    const { bench, host } = listening('0.0.0.0', 8080, function* (proc, server) {
      yield* echo(proc, server);
    });
    const client = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 8080, 'hello'));
    bench.run();
    expect(client.result).toBe('HELLO');
  });

  it('is refused where nothing listens', () => {
    const bench = new Bench();
    const host = bench.network.createNamespace();
    const client = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 81, ''));
    bench.run();
    expect(client.error).toBe('ECONNREFUSED');
  });

  it('does not hear on the wildcard what was bound to 127.0.0.1 only', () => {
    const { bench, host } = listening('127.0.0.1', 80, function* (proc, server) {
      yield* echo(proc, server, 2);
    });
    host.addDummy('dummy0').addAddress('10.1.1.1', 24);
    const outside = bench.process(host, (proc) => ask(proc, bench.socket(host), '10.1.1.1', 80, 'a'));
    const inside = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 80, 'a'));
    bench.run();
    expect(outside.error).toBe('ECONNREFUSED');
    expect(inside.result).toBe('A');
  });

  it('answers on ::1 when bound to ::, and on 127.0.0.1 too', () => {
    const { bench, host } = listening('::', 80, function* (proc, server) {
      yield* echo(proc, server, 2);
    });
    const six = bench.process(host, (proc) => ask(proc, bench.socket(host), '::1', 80, 'a'));
    const four = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 80, 'b'));
    bench.run();
    expect([six.result, four.result]).toEqual(['A', 'B']);
  });

  it('keeps ports exclusive and frees them with the socket', () => {
    const bench = new Bench();
    const host = bench.network.createNamespace();
    const first = bench.socket(host);
    const outcome = bench.process(host, function* (proc) {
      first.bind(proc, at('0.0.0.0', 80));
      expect(() => bench.socket(host).bind(proc, at('127.0.0.1', 80))).toThrow('Address already in use');
      expect(() => bench.socket(host).bind(proc, at('192.0.2.1', 81))).toThrow('Cannot assign requested address');
      first.listen();
      first.release();
      bench.socket(host).bind(proc, at('127.0.0.1', 80));
    });
    bench.run();
    expect(outcome).toMatchObject({ done: true, error: undefined });
  });

  it('keeps ports below 1024 for root', () => {
    const bench = new Bench();
    const host = bench.network.createNamespace();
    const user = bench.process(host, function* (proc) { bench.socket(host).bind(proc, at('0.0.0.0', 80)); }, 1000);
    bench.run();
    expect(user.error).toBe('EACCES');
  });

  it('resets when closed with unread data', () => {
    const { bench, host } = listening('0.0.0.0', 80, function* (proc, server) {
      const { socket } = yield* server.accept(proc);
      yield* proc.block([], proc.now() + 1e6);
      socket.release();
    });
    const client = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 80, 'unread'));
    bench.run();
    expect(client.error).toBe('ECONNRESET');
  });

  it('answers a write to a closed connection with a reset, then EPIPE', () => {
    const { bench, host } = listening('0.0.0.0', 80, function* (proc, server) {
      (yield* server.accept(proc)).socket.release();
    });
    const client = bench.process(host, function* (proc) {
      const socket = bench.socket(host);
      yield* socket.connect(proc, at('127.0.0.1', 80));
      yield* proc.block([], proc.now() + 1e6);
      expect((yield* socket.read(proc, 10)).length).toBe(0);
      yield* socket.write(proc, bytes('x'));
      yield* proc.block([], proc.now() + 1e6);
      yield* socket.write(proc, bytes('y'));
    });
    bench.run();
    expect(['ECONNRESET', 'EPIPE']).toContain(client.error);
  });

  it('holds a writer back until the reader reads, and loses nothing', () => {
    const size = 1_000_000;
    let sent = false;
    const { bench, host, outcome: reader } = listening('0.0.0.0', 80, function* (proc, server) {
      const { socket } = yield* server.accept(proc);
      yield* proc.block([], proc.now() + 1e9);
      expect(sent).toBe(false);
      let total = 0;
      for (;;) {
        const data = yield* socket.read(proc, 5000);
        if (data.length === 0) return total;
        for (let i = 0; i < data.length; i++) if (data[i] !== (total + i) % 251) throw new Error('out of order');
        total += data.length;
      }
    });
    bench.process(host, function* (proc) {
      const socket = bench.socket(host);
      yield* socket.connect(proc, at('127.0.0.1', 80));
      yield* socket.write(proc, Uint8Array.from({ length: size }, (_, i) => i % 251));
      sent = true;
      socket.release();
    });
    bench.run();
    expect(reader.result).toBe(size);
  });

  it('lists listeners and connections with their owner', () => {
    const { bench, host, server } = listening('0.0.0.0', 80, function* (proc, server) {
      yield* echo(proc, server);
    });
    const socket = bench.socket(host);
    bench.process(host, function* (proc) {
      yield* socket.connect(proc, at('127.0.0.1', 80));
    });
    bench.run();
    expect(host.sockets().map((info) => info.state).sort()).toEqual(['ESTAB', 'ESTAB', 'LISTEN']);
    expect(host.sockets().find((info) => info.state === 'LISTEN')).toMatchObject({ program: 'test', pid: 7, inode: server.inode });
    socket.release();
    bench.run();
    expect(host.sockets().map((info) => info.state).sort()).toEqual(['LISTEN', 'TIME-WAIT']);
    expect(text(bytes('x'))).toBe('x');
  });
});
