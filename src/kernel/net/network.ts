/** All namespaces and links of one kernel, who owns which address, and the notice that something changed. */
import { Namespace } from './namespace.ts';
import { Link } from './link.ts';
import type { NetClock } from './clock.ts';
import type { UnixConnection } from './unix.ts';
import type { NetInterface } from './interface.ts';
import type { RandomStream } from '../random.ts';

/**
 * `clock` and `random` are the kernel's. Everything that happens on the network happens in calls of sockets or in scheduled actions
 * of that clock, so it is as deterministic as they are.
 */
export class Network {
  readonly clock: NetClock;
  readonly random: RandomStream;
  /** Grows with every change of topology, addresses, routes or rules: cached ways are void when it differs. */
  version = 0;
  /** Told of each new Unix connection, before any byte of it, for whoever captures traffic. */
  onUnixConnection: ((client: UnixConnection, server: UnixConnection) => void) | undefined;
  #owners = new Map<string, NetInterface[]>();
  #waiting = new Set<() => void>();
  #flushing = false;
  #inode = 16384;
  #interfaceIndex = 1;
  #namespaces = 0;

  constructor(clock: NetClock, random: RandomStream) {
    this.clock = clock;
    this.random = random;
  }

  /** A namespace with a loopback interface that is up. `name` is for diagnostics. */
  createNamespace(name?: string): Namespace {
    this.#namespaces++;
    return new Namespace(this, name ?? `net:${this.#namespaces}`);
  }

  createLink(name = 'lan'): Link {
    return new Link(this, name);
  }

  nextInode(): number {
    return ++this.#inode;
  }

  nextInterfaceIndex(): number {
    return ++this.#interfaceIndex;
  }

  /** A locally administered address as the kernel gives to veths and bridges. */
  randomMac(): string {
    const bytes = this.random.bytes(6);
    bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 2;
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
  }

  own(address: string, iface: NetInterface): void {
    const owners = this.#owners.get(address);
    if (owners) owners.push(iface);
    else this.#owners.set(address, [iface]);
    this.changed();
  }

  disown(address: string, iface: NetInterface): void {
    const rest = (this.#owners.get(address) ?? []).filter((owner) => owner !== iface);
    if (rest.length > 0) this.#owners.set(address, rest);
    else this.#owners.delete(address);
    this.changed();
  }

  /** Interfaces with this address, anywhere. */
  owners(address: string): readonly NetInterface[] {
    return this.#owners.get(address) ?? [];
  }

  /** Tells connections whose way was cut that it may be whole again. */
  changed(): void {
    this.version++;
    if (this.#waiting.size === 0 || this.#flushing) return;
    this.#flushing = true;
    this.clock.at(this.clock.now, () => {
      this.#flushing = false;
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const retry of waiting) retry();
    });
  }

  /** Calls `retry` once after the next change. */
  onChange(retry: () => void): void {
    this.#waiting.add(retry);
  }

  offChange(retry: () => void): void {
    this.#waiting.delete(retry);
  }
}
