import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench, at, echo, ask } from './bench.ts';
import { walk } from '../../../src/kernel/net/walk.ts';
import { PortTable } from '../../../src/kernel/net/ports.ts';
import { randomStream } from '../../../src/kernel/random.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';
import type { NetInterface } from '../../../src/kernel/net/interface.ts';

const rule = fc.record({ isolated: fc.boolean(), internal: fc.boolean(), icc: fc.boolean() });
const topology = fc.record({
  bridges: fc.array(fc.option(rule, { nil: undefined }), { minLength: 1, maxLength: 4 }),
  containers: fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }),
  joined: fc.boolean(),
});

function build(shape: { bridges: ({ isolated: boolean; internal: boolean; icc: boolean } | undefined)[]; containers: number[]; joined: boolean }) {
  const bench = new Bench();
  const host = bench.network.createNamespace('host');
  host.forwarding = true;
  const bridges = shape.bridges.map((filter, i) => {
    const bridge = host.addBridge(`br${i}`);
    bridge.addAddress(`10.1.${i}.1`, 24);
    host.setIsolation(bridge, filter);
    return bridge;
  });
  const containers = shape.containers.map((choice, i) => {
    const b = choice % bridges.length;
    const address = `10.1.${b}.${i + 10}`;
    return { namespace: bench.container(host, bridges[b] as NetInterface, address), address, bridge: b };
  });
  return { bench, host, bridges, containers };
}

function reaches(from: Namespace, source: string, to: Namespace, destination: string): boolean {
  const verdict = walk(from, { protocol: 'tcp', source, sourcePort: 40000, destination, destinationPort: 80, ttl: 64, established: false });
  return verdict.kind === 'delivered' && verdict.namespace === to;
}

describe('reachability', () => {
  it('is symmetric between containers whose bridges both have rules, or neither', () => {
    fc.assert(fc.property(topology, (shape) => {
      const { containers } = build(shape);
      for (const a of containers) for (const b of containers) {
        // What comes from a bridge without rules may be filtered on its way into one with rules, and answers still pass.
        if ((shape.bridges[a.bridge] === undefined) !== (shape.bridges[b.bridge] === undefined)) continue;
        expect(reaches(a.namespace, a.address, b.namespace, b.address)).toBe(reaches(b.namespace, b.address, a.namespace, a.address));
      }
    }), { numRuns: 60 });
  });

  it('is whole within a bridge with icc, nothing without, and never leaves an internal one', () => {
    fc.assert(fc.property(topology, (shape) => {
      const { containers } = build(shape);
      for (const a of containers) for (const b of containers) {
        if (a === b) continue;
        const [ra, rb] = [shape.bridges[a.bridge], shape.bridges[b.bridge]];
        const reached = reaches(a.namespace, a.address, b.namespace, b.address);
        if (a.bridge === b.bridge) expect(reached).toBe(ra?.icc !== false);
        else if (ra?.internal || rb) expect(reached).toBe(false);
        else expect(reached).toBe(true);
      }
    }), { numRuns: 60 });
  });

  it('spans bridges that a cable joins', () => {
    const { bench, host, bridges, containers } = build({ bridges: [undefined, undefined], containers: [0, 1], joined: true });
    const [end, other] = host.addVeth('join0', host, 'join1');
    host.setMaster(end, bridges[0]);
    host.setMaster(other, bridges[1]);
    const [a, b] = containers;
    if (!a || !b) throw new Error('two containers');
    b.namespace.interface('eth0')?.addAddress('10.1.0.200', 24);
    expect(reaches(a.namespace, a.address, b.namespace, '10.1.0.200')).toBe(true);
    host.remove(end);
    expect(reaches(a.namespace, a.address, b.namespace, '10.1.0.200')).toBe(false);
    expect(bench.network.owners('10.1.0.200')).toHaveLength(1);
  });
});

describe('streams', () => {
  it('deliver all bytes in order for any chunking', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (writes, reading, remote) => {
      const { bench, containers } = build({ bridges: [undefined], containers: [0, 0], joined: false });
      const [a, b] = containers;
      if (!a || !b) throw new Error('two containers');
      const from = remote ? b : a;
      const total = writes.reduce((sum, size) => sum + size, 0);
      const reader = bench.process(a.namespace, function* (proc) {
        const server = bench.socket(a.namespace);
        server.bind(proc, at('0.0.0.0', 80));
        server.listen();
        const { socket } = yield* server.accept(proc);
        let got = 0;
        for (;;) {
          const data = yield* socket.read(proc, reading);
          if (data.length === 0) return got;
          for (const byte of data) if (byte !== got++ % 253) return -1;
        }
      });
      bench.process(from.namespace, function* (proc) {
        const socket = bench.socket(from.namespace);
        yield* socket.connect(proc, at(a.address, 80));
        let sent = 0;
        for (const size of writes) {
          const start = sent;
          yield* socket.write(proc, Uint8Array.from({ length: size }, (_, i) => (start + i) % 253));
          sent += size;
        }
        socket.release();
      });
      bench.run();
      expect(reader.result).toBe(total);
    }), { numRuns: 25 });
  });

  it('take the same virtual time in equal runs', () => {
    const run = (): unknown => {
      const { bench, containers } = build({ bridges: [undefined], containers: [0, 0, 0], joined: false });
      const [a, b, c] = containers;
      if (!a || !b || !c) throw new Error('three containers');
      bench.process(a.namespace, function* (proc) {
        const server = bench.socket(a.namespace);
        server.bind(proc, at('0.0.0.0', 80));
        server.listen();
        yield* echo(proc, server, 2);
      });
      const answers = [b, c].map((client) => bench.process(client.namespace, (proc) => ask(proc, bench.socket(client.namespace), a.address, 80, 'x'.repeat(300_000))));
      bench.run();
      return [answers.map((answer) => answer.result?.length), bench.now, a.namespace.sockets()];
    };
    expect(run()).toEqual(run());
  });
});

describe('ports', () => {
  it('are exclusive: whoever holds one, no overlapping claim succeeds, and lookup finds the holder', () => {
    const address = fc.constantFrom('0.0.0.0', '127.0.0.1', '10.0.0.1', '::', '::1');
    const claim = fc.record({ address, port: fc.integer({ min: 1, max: 3 }), v6Only: fc.boolean() });
    fc.assert(fc.property(fc.array(claim, { maxLength: 20 }), (claims) => {
      const table = new PortTable(randomStream(1, 'ports'));
      for (const wanted of claims) {
        const free = table.free(wanted);
        if (free) table.claim(wanted);
        else expect(() => table.claim(wanted)).toThrow('Address already in use');
      }
      for (const target of ['127.0.0.1', '10.0.0.1', '::1']) for (const port of [1, 2, 3]) {
        const hearing = [...table].filter((holder) => table.lookup(target, port, (other) => other === holder));
        expect(hearing.length).toBeLessThanOrEqual(1);
      }
    }));
  });
});
