import { describe, expect, it } from 'vitest';
import { Bench, ask, at, bytes, echo, text } from './bench.ts';
import { SECOND } from '../../../src/kernel/net/clock.ts';
import { PingSocket } from '../../../src/kernel/net/ping.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';
import type { SocketAddress } from '../../../src/kernel/net/types.ts';

const FILTER = { isolated: true, internal: false, icc: true };

/** A host with docker0, a second bridge, and another host (10.0.0.2) on its link. */
function world() {
  const bench = new Bench();
  const lan = bench.network.createLink();
  const host = bench.network.createNamespace('host');
  const other = bench.network.createNamespace('other');
  const eth0 = lan.attach(host, { address: '10.0.0.1', prefix: 24 });
  const otherEth0 = lan.attach(other, { address: '10.0.0.2', prefix: 24 });
  otherEth0.addAddress('203.0.113.5', 32);
  host.addRoute({ destination: '0.0.0.0', prefix: 0, gateway: '10.0.0.2', interface: eth0 });
  host.forwarding = true;
  const bridge = (name: string, address: string) => {
    const iface = host.addBridge(name);
    iface.addAddress(address, 24);
    host.setIsolation(iface, FILTER);
    host.addMasquerade(address, 24, iface);
    return iface;
  };
  const docker0 = bridge('docker0', '172.17.0.1');
  const br1 = bridge('br-1', '172.18.0.1');
  return { bench, lan, host, other, eth0, docker0, br1, a: bench.container(host, docker0, '172.17.0.2'), b: bench.container(host, docker0, '172.17.0.3'), c: bench.container(host, br1, '172.18.0.2') };
}

/** Serves on port 80 of the namespace; the result lists the peers it saw. */
function serve(bench: Bench, namespace: Namespace, port = 80): string[] {
  const peers: string[] = [];
  bench.process(namespace, function* (proc) {
    const server = bench.socket(namespace);
    server.bind(proc, at('0.0.0.0', port));
    server.listen();
    for (;;) {
      const { socket, peer } = yield* server.accept(proc);
      peers.push((peer as SocketAddress & { family: 'inet' }).address);
      const data = yield* socket.read(proc, 100);
      if (data.length > 0) yield* socket.write(proc, bytes(text(data).toUpperCase()));
      socket.release();
    }
  });
  return peers;
}

describe('bridges', () => {
  it('join the containers on them, and the host to them', () => {
    const { bench, host, a, b } = world();
    const peers = serve(bench, a);
    const near = bench.process(b, (proc) => ask(proc, bench.socket(b), '172.17.0.2', 80, 'near'));
    const fromHost = bench.process(host, (proc) => ask(proc, bench.socket(host), '172.17.0.2', 80, 'host'));
    bench.run(10 * SECOND);
    expect([near.result, fromHost.result]).toEqual(['NEAR', 'HOST']);
    expect(peers.sort()).toEqual(['172.17.0.1', '172.17.0.3']);
  });

  it('are isolated from each other: nobody answers', () => {
    const { bench, a, c } = world();
    serve(bench, a);
    const far = bench.process(c, (proc) => ask(proc, bench.socket(c), '172.17.0.2', 80, 'x'));
    bench.run(126 * SECOND);
    expect(far.done).toBe(false);
    bench.run(128 * SECOND);
    expect(far.error).toBe('ETIMEDOUT');
  });

  it('know that an address is absent after three seconds', () => {
    const { bench, a } = world();
    const nobody = bench.process(a, (proc) => ask(proc, bench.socket(a), '172.17.0.99', 80, 'x'));
    bench.run(3 * SECOND);
    expect(nobody.done).toBe(false);
    bench.run(4 * SECOND);
    expect(nobody.error).toBe('EHOSTUNREACH');
  });

  it('masquerade what leaves the host', () => {
    const { bench, other, a } = world();
    const peers = serve(bench, other, 443);
    const out = bench.process(a, (proc) => ask(proc, bench.socket(a), '203.0.113.5', 443, 'out'));
    bench.run(10 * SECOND);
    expect(out.result).toBe('OUT');
    expect(peers).toEqual(['10.0.0.1']);
  });

  it('let nothing out of an internal network', () => {
    const { bench, host, other, docker0, a, b } = world();
    host.setIsolation(docker0, { ...FILTER, internal: true });
    serve(bench, other, 443);
    serve(bench, b);
    const out = bench.process(a, (proc) => ask(proc, bench.socket(a), '203.0.113.5', 443, 'out', 5 * SECOND));
    const inside = bench.process(a, (proc) => ask(proc, bench.socket(a), '172.17.0.3', 80, 'in'));
    bench.run(10 * SECOND);
    expect(out.error).toBe('ETIMEDOUT');
    expect(inside.result).toBe('IN');
  });

  it('separate containers when icc is off', () => {
    const { bench, host, docker0, a, b } = world();
    host.setIsolation(docker0, { ...FILTER, icc: false });
    serve(bench, a);
    const near = bench.process(b, (proc) => ask(proc, bench.socket(b), '172.17.0.2', 80, 'x', 5 * SECOND));
    const fromHost = bench.process(host, (proc) => ask(proc, bench.socket(host), '172.17.0.2', 80, 'host'));
    bench.run(10 * SECOND);
    expect([near.error, fromHost.result]).toEqual(['ETIMEDOUT', 'HOST']);
  });

  it('cut connections while the cable is out, and lose nothing when it is back', () => {
    const { bench, host, a, b } = world();
    const server = bench.socket(a);
    bench.process(a, function* (proc) {
      server.bind(proc, at('0.0.0.0', 80));
      server.listen();
      yield* echo(proc, server);
    });
    const client = bench.process(b, function* (proc) {
      const socket = bench.socket(b);
      yield* socket.connect(proc, at('172.17.0.2', 80));
      yield* proc.block([], 10 * SECOND);
      yield* socket.write(proc, bytes('late'));
      return text(yield* socket.read(proc, 100));
    });
    bench.run(5 * SECOND);
    const port = host.interfaces.find((iface) => iface.peer?.namespace === a);
    if (port) port.up = false;
    bench.run(20 * SECOND);
    expect(client.done).toBe(false);
    if (port) port.up = true;
    bench.run(21 * SECOND);
    expect(client.result).toBe('LATE');
  });
});

describe('published ports', () => {
  const forward = { protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080, toAddress: '172.17.0.2', toPort: 80 } as const;

  it('answer from everywhere, with the source that Docker shows', () => {
    const { bench, host, other, a, b, c } = world();
    host.addForward(forward);
    const peers = serve(bench, a);
    const try_ = (from: Namespace, address: string) => bench.process(from, (proc) => ask(proc, bench.socket(from), address, 8080, 'x', 5 * SECOND));
    const all = [try_(host, '127.0.0.1'), try_(host, '10.0.0.1'), try_(other, '10.0.0.1'), try_(b, '172.17.0.1'), try_(a, '10.0.0.1'), try_(c, '10.0.0.1'), try_(c, '172.17.0.1')];
    bench.run(6 * SECOND);
    expect(all.map((one) => one.result ?? one.error)).toEqual(['X', 'X', 'X', 'X', 'X', 'X', 'X']);
    expect(peers.sort()).toEqual(['10.0.0.1', '10.0.0.2', '172.17.0.1', '172.17.0.1', '172.17.0.1', '172.17.0.1', '172.17.0.1']);
  });

  it('on 127.0.0.1 are not heard outside', () => {
    const { bench, host, other, a } = world();
    host.addForward({ ...forward, hostAddress: '127.0.0.1' });
    serve(bench, a);
    const outside = bench.process(other, (proc) => ask(proc, bench.socket(other), '10.0.0.1', 8080, 'x'));
    const inside = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 8080, 'x'));
    bench.run(6 * SECOND);
    expect([outside.error, inside.result]).toEqual(['ECONNREFUSED', 'X']);
  });

  it('accept by proxy and reset when nothing listens behind', () => {
    const { bench, host } = world();
    host.addForward(forward);
    const local = bench.process(host, (proc) => ask(proc, bench.socket(host), '127.0.0.1', 8080, 'x'));
    const direct = bench.process(host, (proc) => ask(proc, bench.socket(host), '10.0.0.1', 8080, 'x'));
    bench.run(6 * SECOND);
    expect([local.error, direct.error]).toEqual(['ECONNRESET', 'ECONNREFUSED']);
  });

  it('are exclusive', () => {
    const { bench, host } = world();
    host.addForward(forward);
    host.addForward({ ...forward, hostAddress: '::' });
    expect(() => host.addForward({ ...forward, toAddress: '172.17.0.3' })).toThrow('Address already in use');
    expect(() => host.addForward({ ...forward, hostAddress: '192.0.2.9' })).toThrow('Cannot assign requested address');
    const taken = bench.process(host, function* (proc) { bench.socket(host).bind(proc, at('0.0.0.0', 8080)); });
    bench.run();
    expect(taken.error).toBe('EADDRINUSE');
    host.removeForward(forward);
    host.addForward({ ...forward });
  });
});

describe('datagrams', () => {
  it('arrive and are answered, through a published port too', () => {
    const { bench, host, a } = world();
    host.addForward({ protocol: 'udp', hostAddress: '0.0.0.0', hostPort: 5353, toAddress: '172.17.0.2', toPort: 53 });
    bench.process(a, function* (proc) {
      const socket = bench.socket(a, 'dgram');
      socket.bind(proc, at('0.0.0.0', 53));
      for (;;) {
        const { data, from } = yield* socket.recvfrom(proc);
        yield* socket.sendto(proc, bytes(text(data).toUpperCase()), from);
      }
    });
    const client = (port: number, address: string) => bench.process(host, function* (proc) {
      const socket = bench.socket(host, 'dgram');
      yield* socket.connect(proc, at(address, port));
      yield* socket.sendto(proc, bytes('q'));
      return text((yield* socket.recvfrom(proc, SECOND)).data);
    });
    const all = [client(53, '172.17.0.2'), client(5353, '127.0.0.1'), client(5353, '10.0.0.1'), client(54, '172.17.0.2')];
    bench.run(10 * SECOND);
    expect(all.map((one) => one.result ?? one.error)).toEqual(['Q', 'Q', 'Q', 'ECONNREFUSED']);
  });
});

describe('echo requests', () => {
  const request = Uint8Array.from([8, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3]);
  function ping(bench: Bench, from: Namespace, to: string, ttl = 64) {
    return bench.process(from, function* (proc) {
      const socket = bench.socket(from, 'icmp') as PingSocket;
      socket.ttl = ttl;
      const start = proc.now();
      yield* socket.sendto(proc, request, at(to, 0));
      const answer = yield* socket.recvfrom(proc, 10 * SECOND);
      return { type: answer.data[0], from: (answer.from as { address: string }).address, ttl: answer.ttl, time: proc.now() - start };
    });
  }

  it('come back with a TTL that tells the hops', () => {
    const { bench, a } = world();
    const near = ping(bench, a, '172.17.0.3');
    const far = ping(bench, a, '203.0.113.5');
    bench.run(5 * SECOND);
    expect(near.result).toMatchObject({ type: 0, from: '172.17.0.3', ttl: 64 });
    expect(far.result).toMatchObject({ type: 0, from: '203.0.113.5', ttl: 63 });
    expect(near.result?.time).toBeLessThan(200_000);
  });

  it('expire on the way, fail without a route, and learn of absent hosts', () => {
    const { bench, a } = world();
    const expired = ping(bench, a, '203.0.113.5', 1);
    const absent = ping(bench, a, '172.17.0.77');
    const lonely = bench.network.createNamespace();
    const unroutable = ping(bench, lonely, '172.17.0.3');
    bench.run(20 * SECOND);
    expect(expired.result).toMatchObject({ type: 11, from: '172.17.0.1' });
    expect(absent.result).toMatchObject({ type: 3, from: '172.17.0.2' });
    expect(unroutable.error).toBe('ENETUNREACH');
  });
});

describe('a namespace that is destroyed', () => {
  it('resets its connections', () => {
    const { bench, a, b } = world();
    serve(bench, a);
    const client = bench.process(b, function* (proc) {
      const socket = bench.socket(b);
      yield* socket.connect(proc, at('172.17.0.2', 80));
      return text(yield* socket.read(proc, 10));
    });
    bench.run(SECOND);
    a.destroy();
    bench.run(2 * SECOND);
    expect(client.error).toBe('ECONNRESET');
    expect(a.interfaces.map((iface) => iface.name)).toEqual(['lo']);
  });

  it('counts what crossed its interfaces', () => {
    const { bench, a, b } = world();
    serve(bench, a);
    bench.process(b, (proc) => ask(proc, bench.socket(b), '172.17.0.2', 80, 'counted'));
    bench.run(5 * SECOND);
    const [ea, eb] = [a.interface('eth0'), b.interface('eth0')];
    expect(eb?.counters.txBytes).toBeGreaterThan(200);
    expect(ea?.counters.rxBytes).toBe(eb?.counters.txBytes);
    expect(eb?.counters.rxPackets).toBe(ea?.counters.txPackets);
  });
});
