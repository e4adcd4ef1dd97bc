/** IPv4 addresses and prefixes as text and as numbers; IPv6 only as far as `::` and `::1` need it. */

/** The 32 bits of a dotted quad; undefined when it is not one. */
export function parseIPv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const part = Number(match[i]);
    if (part > 255) return undefined;
    value = value * 256 + part;
  }
  return value;
}

/** Dotted quad of 32 bits. */
export function formatIPv4(value: number): string {
  return `${(value >>> 24) & 255}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Netmask of a prefix length, as 32 bits. */
export function netmask(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

/** First address of the network that `address`/`prefix` lies in. */
export function networkOf(address: string, prefix: number): string {
  if (isIPv6(address)) return address;
  return formatIPv4(((parseIPv4(address) ?? 0) & netmask(prefix)) >>> 0);
}

/** Last address of that network. */
export function broadcastOf(address: string, prefix: number): string {
  return formatIPv4((((parseIPv4(address) ?? 0) | ~netmask(prefix)) & 0xffffffff) >>> 0);
}

/** Whether `address` lies in `network`/`prefix`. IPv6 addresses lie in `::`/0 and in themselves only. */
export function inNetwork(address: string, network: string, prefix: number): boolean {
  if (isIPv6(address) || isIPv6(network)) return isIPv6(address) && isIPv6(network) && (prefix === 0 || address === network);
  if (prefix === 0) return true;
  const mask = netmask(prefix);
  return (((parseIPv4(address) ?? 0) & mask) >>> 0) === (((parseIPv4(network) ?? 0) & mask) >>> 0);
}

export function isIPv6(address: string): boolean {
  return address.includes(':');
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** The wildcard address of either family. */
export function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '';
}

/** `::ffff:10.0.0.1` is the IPv4 address in it; everything else is itself. */
export function unmapped(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
