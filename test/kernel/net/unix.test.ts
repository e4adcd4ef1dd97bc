import { describe, expect, it } from 'vitest';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { createSocket } from '../../../src/kernel/net/sockets.ts';
import { connectOutside, listenOutside } from '../../../src/kernel/net/outside.ts';
import { Bench, ask, at, bytes, echo, text } from './bench.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';

const PATH = { family: 'unix', path: '/run/docker.sock' } as const;

function world() {
  const bench = new Bench();
  const host = bench.network.createNamespace();
  const mounts = createMountNamespace(createMemoryFs({ type: 'ext4', now: () => 0n }));
  const root = createView(mounts, { uid: 0, gid: 0, groups: [] });
  const learner = createView(mounts, { uid: 1000, gid: 1000, groups: [] });
  root.mkdir('/run');
  const serve = (namespace: Namespace = host) => {
    const server = createSocket(namespace, 'unix', 'stream');
    const outcome = bench.process(namespace, function* (proc) {
      server.bind(proc, PATH);
      server.listen(8);
      yield* echo(proc, server, 10);
    }, 0, root);
    return { server, outcome };
  };
  const client = (fs = root, namespace = host) => bench.process(namespace, function* (proc) {
    const socket = createSocket(namespace, 'unix', 'stream');
    yield* socket.connect(proc, PATH);
    yield* socket.write(proc, bytes('hi'));
    socket.shutdown('write');
    const answer = text(yield* socket.read(proc, 100));
    socket.release();
    return answer;
  }, fs.credentials.uid, fs);
  return { bench, host, root, learner, serve, client };
}

describe('Unix sockets', () => {
  it('carry bytes between processes, from another network namespace too', () => {
    const { bench, serve, client, root } = world();
    serve();
    const near = client();
    const far = client(root, bench.network.createNamespace());
    bench.run();
    expect([near.result, far.result]).toEqual(['HI', 'HI']);
  });

  it('fail as files fail', () => {
    const { bench, serve, client, root, learner } = world();
    const missing = client();
    bench.run();
    expect(missing.error).toBe('ENOENT');
    const { server } = serve();
    bench.run();
    root.chmod('/run/docker.sock', 0o660);
    const forbidden = client(learner);
    const second = serve();
    bench.run();
    expect(forbidden.error).toBe('EACCES');
    expect(second.outcome.error).toBe('EADDRINUSE');
    server.release();
    const gone = client();
    bench.run();
    expect(gone.error).toBe('ECONNREFUSED');
    root.unlink('/run/docker.sock');
    serve();
    const again = client();
    bench.run();
    expect(again.result).toBe('HI');
  });

  it('refuse while nobody listens', () => {
    const { bench, host, root, client } = world();
    bench.process(host, function* (proc) { createSocket(host, 'unix', 'stream').bind(proc, PATH); }, 0, root);
    bench.run();
    const early = client();
    bench.run();
    expect(early.error).toBe('ECONNREFUSED');
  });
});

describe('ends outside of the simulation', () => {
  it('talk to a Unix socket and to a port', () => {
    const { bench, host, root, serve } = world();
    serve();
    const tcp = bench.socket(host);
    bench.process(host, function* (proc) {
      tcp.bind(proc, at('127.0.0.1', 80));
      tcp.listen();
      yield* echo(proc, tcp);
    });
    bench.run();
    const log: string[] = [];
    for (const address of [PATH, at('127.0.0.1', 80), at('127.0.0.1', 81), { family: 'unix', path: '/none' } as const]) {
      const connection = connectOutside(host, address, root);
      const name = address.family === 'unix' ? address.path : String(address.port);
      connection.onData = (data) => log.push(`${name} ${text(data)}`);
      connection.onEnd = () => log.push(`${name} end`);
      connection.onError = (code) => log.push(`${name} ${code}`);
      connection.write(bytes('out'));
      connection.end();
    }
    bench.run();
    expect(log.sort()).toEqual(['/none ENOENT', '/run/docker.sock OUT', '/run/docker.sock end', '80 OUT', '80 end', '81 ECONNREFUSED']);
  });

  it('serve those inside', () => {
    const { bench, host } = world();
    const stop = listenOutside(host, at('0.0.0.0', 9000), (connection) => {
      connection.onData = (data) => connection.write(data);
      connection.onEnd = () => connection.end();
    });
    const client = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 9000, 'mirror'));
    bench.run();
    expect(client.result).toBe('mirror');
    stop();
    const late = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 9000, 'mirror'));
    bench.run();
    expect(late.error).toBe('ECONNREFUSED');
  });

  it('feel back-pressure both ways and lose nothing', () => {
    const { bench, host } = world();
    let received = 0;
    const stop = listenOutside(host, at('0.0.0.0', 9000), (connection) => {
      connection.pause();
      bench.at(bench.now + 1e9, () => connection.resume());
      connection.onData = (data) => { received += data.length; };
      connection.onEnd = () => connection.end();
    });
    const connection = connectOutside(host, at('127.0.0.1', 9000));
    expect(connection.write(new Uint8Array(1_000_000))).toBe(false);
    connection.end();
    bench.run(5e8);
    expect(received).toBe(0);
    bench.run();
    expect(received).toBe(1_000_000);
    stop();
  });
});
