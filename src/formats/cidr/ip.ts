// IP addresses (net/netip): read, written and counted with.

export interface IP {
  family: 4 | 6;
  /** The address as a number of 32 or 128 bits. */
  value: bigint;
}

/** Reads an IPv4 or IPv6 address; undefined when it is none. Leading zeros in IPv4 are refused, as Go does; no zones. */
export function parseIP(text: string): IP | undefined {
  if (!text.includes(':')) {
    const value = parse4(text);
    return value === undefined ? undefined : { family: 4, value };
  }
  const value = parse6(text);
  if (value === undefined) return undefined;
  // IPv4 in IPv6 is IPv4 (net.IP.To4).
  return value >> 32n === 0xffffn ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

function parse4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parse6(text: string): bigint | undefined {
  let source = text;
  const dotted = /^(.*:)([0-9.]+)$/.exec(text);
  if (dotted !== null && dotted[2]?.includes('.')) {
    const low = parse4(dotted[2]);
    if (low === undefined) return undefined;
    source = `${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => '0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = value * 65536n + BigInt(`0x${group}`);
  }
  return value;
}

/** Writes an address; IPv6 with its longest run of zeros as `::` (RFC 5952). */
export function formatIP(ip: IP): string {
  if (ip.family === 4) return [24n, 16n, 8n, 0n].map((shift) => (ip.value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => (ip.value >> BigInt(112 - 16 * i)) & 0xffffn);
  let best = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0n) end++;
    if (end - i > length) {
      best = i;
      length = end - i;
    }
  }
  const text = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return best < 0 ? text(0, 8) : `${text(0, best)}::${text(best + length, 8)}`;
}

/** The address n further on (n may be negative); undefined beyond the end of the family. */
export function addToIP(ip: IP, n: bigint | number): IP | undefined {
  const value = ip.value + BigInt(n);
  return value < 0n || value >= 1n << BigInt(bitsOf(ip.family)) ? undefined : { family: ip.family, value };
}

/** Width of an address in bits. */
export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}
