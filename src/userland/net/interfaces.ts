/** Interfaces in words: what ip, ifconfig and netstat -i share. */
import { broadcastOf, formatIPv4, isIPv6, netmask } from '../../kernel/net/address.ts';
import type { Interface, NetNamespace } from '../../kernel/net/types.ts';

/** A bridge without a port that is plugged in has no carrier. */
export function hasCarrier(iface: Interface): boolean {
  if (!iface.up) return false;
  if (iface.kind === 'bridge') return iface.namespace.interfaces.some((port) => port.master === iface && port.up);
  if (iface.kind === 'veth') return iface.peer?.up === true;
  return true;
}

/** Flags between angle brackets, as ip(8) orders them. */
export function flagNames(iface: Interface): string {
  const flags = iface.kind === 'loopback' ? ['LOOPBACK'] : iface.kind === 'dummy' ? ['BROADCAST', 'NOARP'] : ['BROADCAST', 'MULTICAST'];
  if (iface.up && !hasCarrier(iface)) flags.unshift('NO-CARRIER');
  if (iface.up) flags.push('UP');
  if (hasCarrier(iface)) flags.push('LOWER_UP');
  return flags.join(',');
}

export function operState(iface: Interface): string {
  if (iface.kind === 'loopback' || iface.kind === 'dummy') return iface.up ? 'UNKNOWN' : 'DOWN';
  return hasCarrier(iface) ? 'UP' : iface.kind === 'veth' && iface.up ? 'LOWERLAYERDOWN' : 'DOWN';
}

/** `eth0@if7` for one end of a veth pair whose other end is elsewhere, `veth1@veth2` for both here. */
export function linkName(iface: Interface): string {
  if (!iface.peer) return iface.name;
  return iface.peer.namespace === iface.namespace ? `${iface.name}@${iface.peer.name}` : `${iface.name}@if${iface.peer.index}`;
}

/** Interfaces in the order of their numbers. */
export function listed(net: NetNamespace): Interface[] {
  return [...net.interfaces].sort((a, b) => a.index - b.index);
}

export function scopeOf(address: string): 'host' | 'link' | 'global' {
  if (address.startsWith('127.') || address === '::1') return 'host';
  return address.startsWith('169.254.') || address.startsWith('fe80') ? 'link' : 'global';
}

export function broadcast(address: string, prefix: number): string | undefined {
  return isIPv6(address) || prefix >= 31 || address.startsWith('127.') ? undefined : broadcastOf(address, prefix);
}

export function maskText(prefix: number): string {
  return formatIPv4(netmask(prefix));
}
