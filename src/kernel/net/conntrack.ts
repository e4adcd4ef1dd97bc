/** Connection tracking: the address translations of one namespace, both directions (conntrack(8)). */
import { flowKey } from './packet.ts';
import type { Packet } from './packet.ts';
import { SECOND } from './clock.ts';

interface Rewrite {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** Key of the opposite direction. */
  readonly reverse: string;
  /** Made by a userland proxy: the message leaves as the proxy's own. */
  readonly proxied: boolean;
  used: number;
}

/** net.netfilter.nf_conntrack_udp_timeout_stream; TCP entries go with their connection or after this time unused. */
const UDP_TIMEOUT = 120 * SECOND;
const TCP_TIMEOUT = 432_000 * SECOND;

export class Conntrack {
  #entries = new Map<string, Rewrite>();

  /** Applies known translations to the packet and says of which kind they were. */
  translate(packet: Packet, now: number): 'none' | 'nat' | 'proxy' {
    let translated: 'none' | 'nat' | 'proxy' = 'none';
    for (let round = 0; round < 4; round++) {
      const key = flowKey(packet);
      const entry = this.#entries.get(key);
      if (!entry) break;
      if (now - entry.used > (packet.protocol === 'tcp' ? TCP_TIMEOUT : UDP_TIMEOUT)) {
        this.#entries.delete(key);
        this.#entries.delete(entry.reverse);
        break;
      }
      entry.used = now;
      apply(packet, entry);
      if (translated !== 'proxy') translated = entry.proxied ? 'proxy' : 'nat';
    }
    return translated;
  }

  /** Rewrites the packet, and remembers it for those that follow and for the answers. The result forgets the flow again. */
  rewrite(packet: Packet, change: Partial<Pick<Packet, 'source' | 'sourcePort' | 'destination' | 'destinationPort'>>, now: number, proxied = false): () => void {
    const before = { ...packet };
    Object.assign(packet, change);
    const answer = { ...packet, source: packet.destination, sourcePort: packet.destinationPort, destination: packet.source, destinationPort: packet.sourcePort };
    const forward = flowKey(before);
    const backward = flowKey(answer);
    this.#entries.set(forward, { source: packet.source, sourcePort: packet.sourcePort, destination: packet.destination, destinationPort: packet.destinationPort, reverse: backward, proxied, used: now });
    this.#entries.set(backward, { source: before.destination, sourcePort: before.destinationPort, destination: before.source, destinationPort: before.sourcePort, reverse: forward, proxied, used: now });
    if (this.#entries.size > 4096) this.#expire(now);
    return () => {
      this.#entries.delete(forward);
      this.#entries.delete(backward);
    };
  }

  /** True when answers to `address`:`port` from this peer would be translated already. */
  taken(packet: Packet, source: string, sourcePort: number): boolean {
    return this.#entries.has(flowKey({ ...packet, source: packet.destination, sourcePort: packet.destinationPort, destination: source, destinationPort: sourcePort }));
  }

  clear(): void {
    this.#entries.clear();
  }

  #expire(now: number): void {
    for (const [key, entry] of this.#entries) if (now - entry.used > UDP_TIMEOUT && !key.startsWith('tcp')) this.#entries.delete(key);
  }
}

function apply(packet: Packet, entry: Rewrite): void {
  packet.source = entry.source;
  packet.sourcePort = entry.sourcePort;
  packet.destination = entry.destination;
  packet.destinationPort = entry.destinationPort;
}
