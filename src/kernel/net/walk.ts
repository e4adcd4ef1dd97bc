/** The way of a message from a namespace to where it ends: translation, routing, filters and links, hop by hop. */
import { isIPv6, isLoopback } from './address.ts';
import { MICROSECOND } from './clock.ts';
import { transmit } from './segment.ts';
import type { NetInterface } from './interface.ts';
import type { Namespace } from './namespace.ts';
import type { Crossing, Packet, ProxyStop, Verdict } from './packet.ts';
import type { PortForward } from './types.ts';

const LOOPBACK_LATENCY = 8 * MICROSECOND;
const ROUTER_LATENCY = 4 * MICROSECOND;
const PROXY_LATENCY = 60 * MICROSECOND;
const MAX_HOPS = 64;

/** Sends `packet` (which is rewritten by NAT on the way) out of `start` and says where it ends. Nothing is counted yet. */
export function walk(start: Namespace, packet: Packet): Verdict {
  const now = start.network.clock.now;
  const crossings: Crossing[] = [];
  const flows: (() => void)[] = [];
  let namespace = start;
  let via: NetInterface | undefined;
  let latency = 0;
  let proxy: ProxyStop | undefined;

  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const so = (): { latency: number; crossings: Crossing[]; proxy: ProxyStop | undefined; flows: (() => void)[] } => ({ latency, crossings, proxy, flows });
    if (namespace.destroyed) return { ...so(), kind: 'dropped' };
    const known = namespace.conntrack.translate(packet, now);
    let translated = known !== 'none';
    if (known === 'proxy') {
      proxy = { namespace, latency };
      latency += PROXY_LATENCY;
      via = undefined;
    }
    if (!translated && !packet.established && packet.protocol !== 'icmp' && namespace.isLocal(packet.destination)) {
      const forward = matchForward(namespace, packet);
      if (forward && direct(namespace, forward, packet, via)) {
        flows.push(namespace.conntrack.rewrite(packet, { destination: forward.toAddress, destinationPort: forward.toPort }, now));
        translated = true;
      } else if (forward) {
        proxy = { namespace, latency };
        latency += PROXY_LATENCY;
        via = undefined;
        const source = namespace.sourceFor(forward.toAddress);
        if (source === undefined) return { ...so(), kind: 'unroutable', namespace, errno: 'ENETUNREACH', from: packet.destination };
        const to = { destination: forward.toAddress, destinationPort: forward.toPort };
        flows.push(namespace.conntrack.rewrite(packet, { ...to, source, sourcePort: natPort(namespace, { ...packet, ...to }, source) }, now, true));
        translated = true;
      }
    }

    if (namespace.isLocal(packet.destination)) {
      if (isLoopback(packet.destination) && via) return { ...so(), kind: 'dropped' };
      if (!via) {
        crossings.push({ interface: namespace.loopback, out: true }, { interface: namespace.loopback, out: false });
        latency += LOOPBACK_LATENCY;
      }
      return { ...so(), kind: 'delivered', namespace, packet, via };
    }
    const from = via?.addresses[0]?.address ?? packet.source;
    if (via) {
      if (!namespace.forwarding || isLoopback(packet.source)) return { ...so(), kind: 'dropped' };
      packet.ttl--;
      if (packet.ttl <= 0) return { ...so(), kind: 'expired', namespace, from };
      latency += ROUTER_LATENCY;
    }
    const route = isIPv6(packet.destination) ? undefined : namespace.route(packet.destination);
    if (!route) return { ...so(), kind: 'unroutable', namespace, errno: 'ENETUNREACH', from };
    const out = route.interface as NetInterface;
    if (via && !packet.established && filtered(namespace, via, out, translated)) return { ...so(), kind: 'dropped' };
    if (!packet.established && known === 'none' && via !== out && namespace.masquerades(packet.source, out)) {
      const address = namespace.sourceOf(route);
      if (address !== undefined && address !== packet.source) {
        const taken = packet.protocol !== 'icmp' && (namespace.conntrack.taken(packet, address, packet.sourcePort));
        flows.push(namespace.conntrack.rewrite(packet, { source: address, sourcePort: taken ? natPort(namespace, packet, address) : packet.sourcePort }, now));
      }
    }
    const step = transmit(out, route.gateway ?? packet.destination, crossings);
    if (step.kind === 'absent') return { ...so(), kind: 'absent', namespace, from };
    if (step.kind === 'dropped') return { ...so(), kind: 'dropped' };
    latency += step.latency;
    via = step.interface;
    namespace = via.namespace;
  }
  return { latency, crossings, proxy, flows, kind: 'dropped' };
}

/** A port for a translated source that no other flow to this destination uses. */
function natPort(namespace: Namespace, packet: Packet, source: string): number {
  if (packet.protocol === 'icmp') return packet.sourcePort;
  for (;;) {
    const port = namespace[packet.protocol].ephemeral(source);
    if (!namespace.conntrack.taken(packet, source, port)) return port;
  }
}

function matchForward(namespace: Namespace, packet: Packet): PortForward | undefined {
  return namespace.forwards.find(
    (forward) =>
      forward.protocol === packet.protocol &&
      forward.hostPort === packet.destinationPort &&
      (forward.hostAddress === packet.destination || forward.hostAddress === (isIPv6(packet.destination) ? '::' : '0.0.0.0')),
  );
}

/**
 * Whether the rules of the nat table catch it (-A DOCKER ! -i BRIDGE … -j DNAT, and OUTPUT ! -d 127.0.0.0/8). What they leave, from the
 * host's own loopback and from the container's own bridge, reaches docker-proxy instead.
 */
function direct(namespace: Namespace, forward: PortForward, packet: Packet, via: NetInterface | undefined): boolean {
  if (isIPv6(packet.destination) || isIPv6(forward.toAddress) || isLoopback(packet.destination)) return false;
  return via === undefined || namespace.route(forward.toAddress)?.interface !== via;
}

/** The FORWARD chain: nothing passes an internal bridge, and nothing enters a filtered one but what is published. */
function filtered(namespace: Namespace, from: NetInterface, to: NetInterface, translated: boolean): boolean {
  if (from === to) return false;
  const source = namespace.isolation.get(from);
  const target = namespace.isolation.get(to);
  if (source?.internal || target?.internal) return true;
  // A published port may be reached from other networks too, by an address of the host.
  if (translated) return false;
  return target !== undefined;
}

/** Adds a message to the counters of every interface it crossed. */
export function count(crossings: readonly Crossing[], bytes: number, packets: number): void {
  for (const { interface: iface, out } of crossings) {
    if (out) {
      iface.counters.txBytes += bytes;
      iface.counters.txPackets += packets;
    } else {
      iface.counters.rxBytes += bytes;
      iface.counters.rxPackets += packets;
    }
  }
}
