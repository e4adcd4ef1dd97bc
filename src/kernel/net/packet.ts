/** A message on its way through namespaces, and what became of it. */
import type { Errno } from '../errno.ts';
import type { Namespace } from './namespace.ts';
import type { Interface } from './types.ts';

export type Protocol = 'tcp' | 'udp' | 'icmp';

/** The addresses of a message. NAT rewrites them on the way. For ICMP echo both ports are the identifier. */
export interface Packet {
  readonly protocol: Protocol;
  source: string;
  sourcePort: number;
  destination: string;
  destinationPort: number;
  ttl: number;
  /** Belongs to a connection that was let through before: firewall rules accept it (conntrack ESTABLISHED). */
  readonly established: boolean;
}

/** An interface that a message leaves (`out`) or enters. */
export interface Crossing { readonly interface: Interface; readonly out: boolean }

/** A userland proxy on the way: it accepts a connection by itself before it reaches for the container. */
export interface ProxyStop { readonly namespace: Namespace; readonly latency: number }

interface Way {
  /** Nanoseconds one way as far as the message came. */
  readonly latency: number;
  readonly crossings: readonly Crossing[];
  readonly proxy: ProxyStop | undefined;
  /** Undo the translations that this message was the first to cause. */
  readonly flows: readonly (() => void)[];
}

export type Verdict = Way & (
  | { readonly kind: 'delivered'; readonly namespace: Namespace; readonly packet: Packet; readonly via: Interface | undefined }
  /** No route in `namespace` (the sender's own, or a router on the way that says so from address `from`). */
  | { readonly kind: 'unroutable'; readonly namespace: Namespace; readonly errno: Errno; readonly from: string }
  /** The next hop does not answer on its link (ARP); the error comes after three seconds. */
  | { readonly kind: 'absent'; readonly namespace: Namespace; readonly from: string }
  /** Filtered, or sent into the void: nobody answers. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'expired'; readonly namespace: Namespace; readonly from: string }
);

/** The tuple of a message as a conntrack key. */
export function flowKey(packet: Packet): string {
  return `${packet.protocol} ${packet.source}:${packet.sourcePort} ${packet.destination}:${packet.destinationPort}`;
}
