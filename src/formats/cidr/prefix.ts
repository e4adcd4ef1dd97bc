// Subnets in CIDR notation (RFC 4632, net/netip.Prefix).

import { addToIP, bitsOf, formatIP, parseIP, type IP } from './ip.ts';

export interface Prefix {
  /** As written; networkOf gives the first address. */
  ip: IP;
  length: number;
}

/** Reads `10.0.0.5/24`; undefined when malformed. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const ip = parseIP(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (ip === undefined || !/^(?:0|[1-9][0-9]{0,2})$/.test(digits)) return undefined;
  const length = Number(digits);
  return length > bitsOf(ip.family) ? undefined : { ip, length };
}

/** Writes `10.0.0.5/24`. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatIP(prefix.ip)}/${prefix.length}`;
}

/** Number of addresses. */
export function prefixSize(prefix: Prefix): bigint {
  return 1n << BigInt(bitsOf(prefix.ip.family) - prefix.length);
}

/** The same subnet with its first address (Go's Masked). */
export function networkOf(prefix: Prefix): Prefix {
  const size = prefixSize(prefix);
  return { ip: { family: prefix.ip.family, value: (prefix.ip.value / size) * size }, length: prefix.length };
}

/** The last address: of IPv4 the broadcast address. */
export function lastIP(prefix: Prefix): IP {
  const first = networkOf(prefix).ip;
  return { family: first.family, value: first.value + prefixSize(prefix) - 1n };
}

/** The n-th address from the start, 0 being the network itself; undefined outside. */
export function nthIP(prefix: Prefix, n: bigint | number): IP | undefined {
  const ip = addToIP(networkOf(prefix).ip, n);
  return ip !== undefined && containsIP(prefix, ip) ? ip : undefined;
}

/** Whether an address is in the subnet. */
export function containsIP(prefix: Prefix, ip: IP): boolean {
  if (ip.family !== prefix.ip.family) return false;
  const first = networkOf(prefix).ip.value;
  return ip.value >= first && ip.value < first + prefixSize(prefix);
}

/** Whether one subnet lies wholly in the other. */
export function containsPrefix(outer: Prefix, inner: Prefix): boolean {
  return inner.length >= outer.length && containsIP(outer, inner.ip);
}

/** Whether two subnets share an address. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return containsPrefix(a, b) || containsPrefix(b, a);
}

/** The n-th subnet of a length within a larger one; undefined when there is none. */
export function nthSubnet(pool: Prefix, length: number, n: number): Prefix | undefined {
  if (length < pool.length || length > bitsOf(pool.ip.family)) return undefined;
  const ip = addToIP(networkOf(pool).ip, BigInt(n) << BigInt(bitsOf(pool.ip.family) - length));
  return ip !== undefined && n >= 0 && containsIP(pool, ip) ? { ip, length } : undefined;
}

/** The mask in dotted form: `255.255.0.0`. */
export function netmask(prefix: Prefix): string {
  const bits = bitsOf(prefix.ip.family);
  return formatIP({ family: prefix.ip.family, value: (1n << BigInt(bits)) - (1n << BigInt(bits - prefix.length)) });
}
