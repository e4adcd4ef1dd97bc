import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DaemonError } from '../../../src/engine/daemon.ts';
import { NetworkBench } from './bench.ts';

type Action =
  | { readonly kind: 'network' | 'removeNetwork'; readonly network: number }
  | { readonly kind: 'run'; readonly network: number; readonly port: number }
  | { readonly kind: 'start' | 'stop' | 'forget'; readonly container: number }
  | { readonly kind: 'connect' | 'disconnect'; readonly network: number; readonly container: number };

const small = fc.nat(3);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('network' as const, 'removeNetwork' as const), network: small }),
  fc.record({ kind: fc.constant('run' as const), network: small, port: fc.integer({ min: 8080, max: 8083 }) }),
  fc.record({ kind: fc.constantFrom('start' as const, 'stop' as const, 'forget' as const), container: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('connect' as const, 'disconnect' as const), network: small, container: fc.nat(5) }),
);

function perform(bench: NetworkBench, one: Action, count: number): void {
  const network = 'network' in one ? (one.network === 0 ? 'bridge' : `net${one.network}`) : '';
  const ids = [...bench.containers.keys()];
  const id = 'container' in one ? ids[one.container % Math.max(1, ids.length)] : undefined;
  switch (one.kind) {
    case 'network':
      bench.network(network);
      return;
    case 'removeNetwork':
      bench.networks.remove(network);
      return;
    case 'run':
      bench.start(bench.create(`c${count}`, { network: network === 'bridge' ? 'default' : network, config: { ExposedPorts: { '80/tcp': {} } }, host: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: String(one.port) }] } } }));
      return;
    case 'start':
      if (id && !bench.containers.get(id)?.net) bench.start(id);
      return;
    case 'stop':
      if (id) bench.stop(id);
      return;
    case 'forget':
      if (id) {
        bench.networks.forget(id);
        bench.containers.delete(id);
      }
      return;
    case 'connect':
      if (id) bench.networks.connect(network, id, undefined);
      return;
    case 'disconnect':
      if (id) bench.networks.disconnect(network, id, false);
      return;
  }
}

function check(bench: NetworkBench): void {
  const { net } = bench.world.host;
  const ids = [...bench.containers.keys()];
  const running = ids.filter((id) => bench.containers.get(id)?.net);
  const addresses = running.flatMap((id) => Object.values(bench.networks.endpoints(id)).map((endpoint) => endpoint.IPAddress)).filter(Boolean);
  expect(new Set(addresses).size, 'addresses are unique').toBe(addresses.length);
  const ports = net.forwards.map((forward) => `${forward.hostAddress} ${forward.hostPort}`);
  expect(new Set(ports).size, 'host ports are exclusive').toBe(ports.length);
  for (const forward of net.forwards) expect(addresses, 'a forward leads to a container').toContain(forward.toAddress);
  const cables = net.interfaces.filter((iface) => iface.kind === 'veth').length;
  const interfaces = running.reduce((sum, id) => sum + (bench.containers.get(id)?.net?.interfaces.length ?? 1) - 1, 0);
  expect(cables, 'every cable has a container at its end').toBe(interfaces);
  for (const id of running) {
    const inner = bench.containers.get(id)?.net;
    const own = Object.values(bench.networks.endpoints(id)).map((endpoint) => endpoint.IPAddress).filter(Boolean).sort();
    expect(inner?.interfaces.filter((iface) => iface.kind !== 'loopback').map((iface) => iface.addresses[0]?.address).sort(), 'inspect tells the truth').toEqual(own);
    expect(inner?.routes.filter((route) => route.prefix === 0).length, 'at most one default route').toBe(own.length > 0 ? 1 : 0);
  }
}

describe('the network service', () => {
  it('keeps its invariants over any sequence of operations, and leaves nothing behind', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const bench = new NetworkBench();
        let count = 0;
        for (const one of actions) {
          try {
            perform(bench, one, count++);
          } catch (error) {
            // The error stands for what the daemon answers; containers that failed to start are not running.
            if (!(error instanceof DaemonError)) throw error;
          }
          check(bench);
        }
        for (const id of bench.containers.keys()) bench.networks.forget(id);
        const { net } = bench.world.host;
        expect(net.forwards).toEqual([]);
        expect(net.interfaces.filter((iface) => iface.kind === 'veth')).toEqual([]);
        bench.networks.prune(() => true);
        expect(net.interfaces.filter((iface) => iface.kind === 'bridge').map((iface) => iface.name)).toEqual(['docker0']);
      }),
      { numRuns: 40 },
    );
  });
});
