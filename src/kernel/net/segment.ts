/** Layer 2: from an interface to the one that has an address on the same segment, through bridges, veth pairs and links. */
import { MICROSECOND } from './clock.ts';
import type { NetInterface } from './interface.ts';
import type { Crossing } from './packet.ts';

const VETH_LATENCY = 8 * MICROSECOND;
const BRIDGE_LATENCY = 4 * MICROSECOND;

export type Transmission =
  | { readonly kind: 'arrived'; readonly interface: NetInterface; readonly latency: number }
  /** Nobody answers the ARP request. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'dropped' };

/** What a frame sent out of `out` to the owner of `address` meets; the interfaces it crosses are added to `crossings`. */
export function transmit(out: NetInterface, address: string, crossings: Crossing[]): Transmission {
  if (!out.running) return { kind: 'absent' };
  if (out.kind === 'dummy') return { kind: 'dropped' };
  for (const owner of out.namespace.network.owners(address)) {
    if (owner === out || !owner.running || owner.kind === 'loopback') continue;
    const way = find(out, owner);
    if (!way) continue;
    if (way.refused) return { kind: 'dropped' };
    crossings.push({ interface: out, out: true }, ...way.crossings, { interface: owner, out: false });
    return { kind: 'arrived', interface: owner, latency: way.latency };
  }
  return { kind: 'absent' };
}

interface Position { readonly at: NetInterface; readonly crossings: readonly Crossing[]; readonly latency: number; readonly refused: boolean }

/** Breadth-first through the segment, towards `target`: a frame stands at an interface, having arrived there on the wire. */
function find(out: NetInterface, target: NetInterface): Position | undefined {
  const seen = new Set<NetInterface>([out]);
  let wave: Position[] = out.kind === 'bridge' ? flood(out, undefined, target, { at: out, crossings: [], latency: 0, refused: false }) : wire(out, target, { at: out, crossings: [], latency: 0, refused: false });
  while (wave.length > 0) {
    const next: Position[] = [];
    for (const position of wave) {
      if (seen.has(position.at)) continue;
      seen.add(position.at);
      if (position.at === target) return position;
      const bridge = position.at.master;
      if (!bridge?.up) continue;
      const entered: Position = { ...position, crossings: [...position.crossings, { interface: position.at, out: false }], latency: position.latency + BRIDGE_LATENCY };
      if (bridge === target) return entered;
      next.push(...flood(bridge, position.at, target, entered));
    }
    wave = next;
  }
  return undefined;
}

/** Out of every port of a bridge but the one it came in by. Plain ports other than the target's are skipped: nothing lies behind them. */
function flood(bridge: NetInterface, from: NetInterface | undefined, target: NetInterface, position: Position): Position[] {
  const rule = bridge.namespace.isolation.get(bridge);
  const reached: Position[] = [];
  for (const port of bridge.ports) {
    if (port === from || !port.running) continue;
    if (port.kind === 'veth' && port.peer !== target && !port.peer?.master) continue;
    const refused = position.refused || (from !== undefined && rule?.icc === false);
    reached.push(...wire(port, target, { ...position, crossings: [...position.crossings, { interface: port, out: true }], refused }));
  }
  return reached;
}

/** Over the cable of an interface. */
function wire(port: NetInterface, target: NetInterface, position: Position): Position[] {
  if (port.kind === 'veth' && port.peer) return [{ ...position, at: port.peer, latency: position.latency + VETH_LATENCY }];
  const link = port.link;
  if (!link) return [];
  return [...link.interfaces]
    .filter((other) => other !== port && other.up && (other === target || other.master))
    .map((other) => ({ ...position, at: other, latency: position.latency + link.latency(port, other) }));
}
