/** The allocator of pools and addresses: Docker's default IPAM driver (moby libnetwork/ipams/defaultipam). */
import { DaemonError } from '../daemon.ts';
import { comparePrefixes, contains, lastAddress, network, overlaps, width } from './prefix.ts';
import type { Address, Prefix } from './prefix.ts';

/** A pool to cut subnets of `size` bits from (default-address-pools of daemon.json). */
export interface PredefinedPool { readonly base: Prefix; readonly size: number }

/** ipamapi's errors; callers put `invalid pool request: ` before those of pools. */
const ERRORS = {
  overlap: new DaemonError(403, 'Pool overlaps with other one on this address space'),
  noMorePools: new DaemonError(400, 'all predefined address pools have been fully subnetted'),
  noAddress: new DaemonError(503, 'no available addresses on this pool'),
  inUse: new DaemonError(403, 'Address already in use'),
  outOfRange: new DaemonError(400, 'requested address is out of range'),
} as const;

/** The addresses of one pool, first free first. */
export class Pool {
  readonly prefix: Prefix;
  #used = new Set<bigint>();
  #searchFrom: bigint;

  constructor(prefix: Prefix) {
    this.prefix = prefix;
    this.#searchFrom = prefix.address;
    // Networks with room for them keep the network and broadcast addresses (IPv4), or the subnet-router anycast address (IPv6).
    const size = 1n << BigInt(width(prefix.family) - prefix.bits);
    if (prefix.family === 6 ? size > 1n : size > 2n) this.#used.add(prefix.address);
    if (prefix.family === 4 && size > 2n) this.#used.add(lastAddress(prefix));
  }

  /** The first free address, within `range` if given. 503 when there is none. */
  request(range?: Prefix): Address {
    const bounds = range ?? this.prefix;
    const last = lastAddress(bounds);
    let value = range ? bounds.address : this.#searchFrom;
    while (value <= last && this.#used.has(value)) value++;
    if (value > last) throw ERRORS.noAddress;
    this.#used.add(value);
    if (!range) this.#searchFrom = value + 1n;
    return { family: this.prefix.family, value };
  }

  /** That address. 403 when it is in use, 400 when it is not of this pool. */
  take(address: Address): void {
    if (!contains(this.prefix, address)) throw ERRORS.outOfRange;
    if (this.#used.has(address.value)) throw ERRORS.inUse;
    this.#used.add(address.value);
  }

  release(address: Address): void {
    this.#used.delete(address.value);
    if (address.value < this.#searchFrom) this.#searchFrom = address.value;
  }

  has(address: Address): boolean {
    return this.#used.has(address.value);
  }
}

/** All pools of the daemon. */
export class AddressSpace {
  readonly #predefined: readonly PredefinedPool[];
  #pools = new Map<string, Pool>();

  /** Predefined pools are used in order of address; one that lies in another is left out. */
  constructor(predefined: readonly PredefinedPool[]) {
    const sorted = [...predefined].sort((a, b) => comparePrefixes(a.base, b.base));
    this.#predefined = sorted.filter((pool, i) => !sorted.some((other, j) => j < i && overlaps(other.base, pool.base)));
  }

  get pools(): Iterable<Pool> {
    return this.#pools.values();
  }

  /** The pool with exactly this prefix. Host bits are cleared. 403 when it overlaps another. */
  request(wanted: Prefix): Pool {
    const prefix = network(wanted);
    for (const pool of this.#pools.values()) if (overlaps(pool.prefix, prefix)) throw ERRORS.overlap;
    return this.#add(prefix);
  }

  /** The first subnet of the predefined pools that overlaps neither a pool nor one of `reserved` (networks of the host). 400 when there is none. */
  requestPredefined(family: 4 | 6, reserved: readonly Prefix[] = []): Pool {
    const taken = [...[...this.#pools.values()].map((pool) => pool.prefix), ...reserved.map(network)].filter((prefix) => prefix.family === family);
    for (const { base, size } of this.#predefined) {
      if (base.family !== family) continue;
      const step = 1n << BigInt(width(family) - size);
      const last = lastAddress(base);
      for (let address = network(base).address; address <= last; ) {
        const candidate: Prefix = { family, address, bits: size };
        const obstacle = taken.find((prefix) => overlaps(prefix, candidate));
        if (!obstacle) return this.#add(candidate);
        // Go on behind what is in the way, which may be much larger than one subnet.
        const behind = lastAddress(obstacle) + 1n;
        address = behind > address + step ? ((behind + step - 1n) / step) * step : address + step;
      }
    }
    throw ERRORS.noMorePools;
  }

  release(pool: Pool): void {
    this.#pools.delete(key(pool.prefix));
  }

  #add(prefix: Prefix): Pool {
    const pool = new Pool(prefix);
    this.#pools.set(key(prefix), pool);
    return pool;
  }
}

function key(prefix: Prefix): string {
  return `${prefix.family} ${prefix.address}/${prefix.bits}`;
}
