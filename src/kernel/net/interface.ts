/** Network interfaces: addresses, counters, and what they are plugged into. */
import { SysError } from '../errno.ts';
import { isIPv6, parseIPv4 } from './address.ts';
import type { Interface, InterfaceAddress } from './types.ts';
import type { Namespace } from './namespace.ts';
import type { Link } from './link.ts';

export class NetInterface implements Interface {
  readonly index: number;
  readonly kind: Interface['kind'];
  readonly namespace: Namespace;
  readonly counters = { rxBytes: 0, rxPackets: 0, rxDropped: 0, txBytes: 0, txPackets: 0, txDropped: 0 };
  name: string;
  mac: string;
  mtu: number;
  /** The bridge it is a port of, the other end of its pair, the link its cable goes to; set by the namespace. */
  master: NetInterface | undefined;
  peer: NetInterface | undefined;
  link: Link | undefined;
  /** Ports, of a bridge. */
  readonly ports = new Set<NetInterface>();
  #addresses: InterfaceAddress[] = [];
  #up = true;

  constructor(namespace: Namespace, name: string, kind: Interface['kind'], index: number, mac: string) {
    this.namespace = namespace;
    this.name = name;
    this.kind = kind;
    this.index = index;
    this.mac = mac;
    this.mtu = kind === 'loopback' ? 65536 : 1500;
  }

  get up(): boolean {
    return this.#up;
  }

  set up(value: boolean) {
    if (value === this.#up) return;
    this.#up = value;
    this.namespace.network.changed();
  }

  get addresses(): readonly InterfaceAddress[] {
    return this.#addresses;
  }

  /** EINVAL for what is no address, EEXIST when the interface has it. */
  addAddress(address: string, prefix: number): void {
    if (!isIPv6(address) && parseIPv4(address) === undefined) throw new SysError('EINVAL');
    if (this.#addresses.some((known) => known.address === address)) throw new SysError('EEXIST');
    this.#addresses.push({ address, prefix });
    this.namespace.network.own(address, this);
  }

  /** EADDRNOTAVAIL when the interface does not have it. */
  removeAddress(address: string): void {
    const rest = this.#addresses.filter((known) => known.address !== address);
    if (rest.length === this.#addresses.length) throw new SysError('EADDRNOTAVAIL');
    this.#addresses = rest;
    this.namespace.network.disown(address, this);
  }

  has(address: string): boolean {
    return this.#addresses.some((known) => known.address === address);
  }

  /** Whether a frame can pass: a cable is plugged in and both its ends are up. */
  get running(): boolean {
    if (!this.#up) return false;
    if (this.kind === 'veth') return this.peer?.up === true;
    return true;
  }
}
