/** Which ports of a namespace are taken, by whom (bind(2), ip(7)). */
import { SysError } from '../errno.ts';
import { isAny, isIPv6 } from './address.ts';
import type { RandomStream } from '../random.ts';

export interface PortHolder {
  readonly address: string;
  readonly port: number;
  /** An IPv6 wildcard that leaves IPv4 alone (IPV6_V6ONLY). */
  readonly v6Only: boolean;
}

/** net.ipv4.ip_local_port_range */
export const EPHEMERAL_FIRST = 32768;
export const EPHEMERAL_LAST = 60999;

/** The bound ports of one protocol in one namespace. */
export class PortTable<Holder extends PortHolder = PortHolder> {
  #byPort = new Map<number, Holder[]>();
  #random: RandomStream;

  constructor(random: RandomStream) {
    this.#random = random;
  }

  /** EADDRINUSE when an address of another holder overlaps. */
  claim(holder: Holder): void {
    if (!this.free(holder)) throw new SysError('EADDRINUSE');
    const holders = this.#byPort.get(holder.port);
    if (holders) holders.push(holder);
    else this.#byPort.set(holder.port, [holder]);
  }

  free(wanted: PortHolder): boolean {
    return !(this.#byPort.get(wanted.port) ?? []).some((other) => overlap(other, wanted));
  }

  release(holder: Holder): void {
    const holders = this.#byPort.get(holder.port);
    if (!holders) return;
    const rest = holders.filter((other) => other !== holder);
    if (rest.length > 0) this.#byPort.set(holder.port, rest);
    else this.#byPort.delete(holder.port);
  }

  /** The holder that a message to this address and port goes to: an exact address before a wildcard. */
  lookup(address: string, port: number, accept: (holder: Holder) => boolean = () => true): Holder | undefined {
    const holders = this.#byPort.get(port);
    if (!holders) return undefined;
    let wildcard: Holder | undefined;
    for (const holder of holders) {
      if (!accept(holder)) continue;
      if (holder.address === address) return holder;
      if (covers(holder, address)) wildcard ??= holder;
    }
    return wildcard;
  }

  /** A free ephemeral port, drawn at random as Linux does. EADDRINUSE when all are taken. */
  ephemeral(address: string, v6Only = false): number {
    const span = EPHEMERAL_LAST - EPHEMERAL_FIRST + 1;
    const start = this.#random.below(span);
    for (let i = 0; i < span; i++) {
      const port = EPHEMERAL_FIRST + ((start + i) % span);
      if (this.free({ address, port, v6Only })) return port;
    }
    throw new SysError('EADDRINUSE');
  }

  *[Symbol.iterator](): IterableIterator<Holder> {
    for (const holders of this.#byPort.values()) yield* holders;
  }
}

/** Whether a socket bound like this receives what is sent to `address`. */
function covers(holder: PortHolder, address: string): boolean {
  if (holder.address === address) return true;
  if (!isAny(holder.address)) return false;
  return isIPv6(holder.address) ? isIPv6(address) || !holder.v6Only : !isIPv6(address);
}

function overlap(a: PortHolder, b: PortHolder): boolean {
  if (a.address === b.address) return true;
  if (isAny(a.address) && isAny(b.address)) return isIPv6(a.address) ? !a.v6Only : !b.v6Only;
  return covers(a, b.address) || covers(b, a.address);
}
