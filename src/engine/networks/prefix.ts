/** IP addresses and prefixes of both families as numbers (net/netip). */

export type Family = 4 | 6;
export interface Address { readonly family: Family; readonly value: bigint }
/** `address` may have host bits; `network()` clears them. */
export interface Prefix { readonly family: Family; readonly address: bigint; readonly bits: number }

export function width(family: Family): number {
  return family === 4 ? 32 : 128;
}

/** Undefined for what is no address. Zones are not accepted. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return parseIPv6(text);
  const value = parseQuad(text);
  return value === undefined ? undefined : { family: 4, value };
}

function parseQuad(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parseIPv6(text: string): Address | undefined {
  let body = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const quad = parseQuad(dotted[2] ?? '');
    if (quad === undefined) return undefined;
    body = `${dotted[1]}${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`;
  }
  const halves = body.split('::');
  if (halves.length > 2) return undefined;
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => '0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return { family: 6, value };
}

export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (groups[i + run] === 0) run++;
    if (run > length) [start, length] = [i, run];
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** `10.0.0.0/8`; undefined for what is none. */
export function parsePrefix(text: string): Prefix | undefined {
  const at = text.indexOf('/');
  if (at < 0) return undefined;
  const address = parseAddress(text.slice(0, at));
  const digits = text.slice(at + 1);
  if (!address || !/^(0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  const bits = Number(digits);
  return bits > width(address.family) ? undefined : { family: address.family, address: address.value, bits };
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress({ family: prefix.family, value: prefix.address })}/${prefix.bits}`;
}

function hostMask(prefix: Prefix): bigint {
  return (1n << BigInt(width(prefix.family) - prefix.bits)) - 1n;
}

/** The prefix without host bits. */
export function network(prefix: Prefix): Prefix {
  return { ...prefix, address: prefix.address & ~hostMask(prefix) };
}

/** Its last address. */
export function lastAddress(prefix: Prefix): bigint {
  return prefix.address | hostMask(prefix);
}

export function contains(prefix: Prefix, address: Address): boolean {
  return prefix.family === address.family && (address.value & ~hostMask(prefix)) === network(prefix).address;
}

export function overlaps(a: Prefix, b: Prefix): boolean {
  if (a.family !== b.family) return false;
  const wide = a.bits <= b.bits ? a : b;
  const narrow = wide === a ? b : a;
  return contains(wide, { family: narrow.family, value: narrow.address });
}

/** Order of netip: by first address, then shorter prefixes first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  return a.bits - b.bits;
}
