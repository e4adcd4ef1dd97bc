/** A link between hosts: a switch with cables of different length. */
import type { NetInterface } from './interface.ts';
import type { Namespace } from './namespace.ts';
import type { Network } from './network.ts';
import { MICROSECOND } from './clock.ts';

export interface Attachment {
  /** Interface name; default the first free eth0, eth1 … */
  readonly name?: string;
  readonly address?: string;
  readonly prefix?: number;
  readonly mac?: string;
  /** Nanoseconds from the host to the middle of the link; the way to another host is the sum of both. Default 25 µs. */
  readonly latency?: number;
}

export class Link {
  readonly name: string;
  readonly #network: Network;
  readonly #latency = new Map<NetInterface, number>();

  constructor(network: Network, name: string) {
    this.#network = network;
    this.name = name;
  }

  /** Gives the namespace an ethernet interface on this link. */
  attach(namespace: Namespace, options: Attachment = {}): NetInterface {
    let name = options.name ?? '';
    for (let i = 0; name === ''; i++) if (!namespace.interface(`eth${i}`)) name = `eth${i}`;
    const iface = namespace.addInterface(name, 'ethernet', options.mac ?? this.#network.randomMac());
    iface.link = this;
    this.#latency.set(iface, options.latency ?? 25 * MICROSECOND);
    if (options.address) iface.addAddress(options.address, options.prefix ?? 24);
    this.#network.changed();
    return iface;
  }

  detach(iface: NetInterface): void {
    this.#latency.delete(iface);
    iface.link = undefined;
    this.#network.changed();
  }

  /** Nanoseconds one way between two interfaces of the link. */
  latency(from: NetInterface, to: NetInterface): number {
    return (this.#latency.get(from) ?? 0) + (this.#latency.get(to) ?? 0);
  }

  get interfaces(): Iterable<NetInterface> {
    return this.#latency.keys();
  }
}
