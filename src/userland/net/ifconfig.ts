/** ifconfig(8): of net-tools, or BusyBox's. */
import { isIPv6 } from '../../kernel/net/address.ts';
import type { Interface } from '../../kernel/net/types.ts';
import { tool } from '../tool.ts';
import { broadcast, hasCarrier, listed, maskText } from './interfaces.ts';
import { findInterface, parseCidr, requireAdmin } from './ip-common.ts';

export const ifconfig = tool({
  name: 'ifconfig',
  package: 'net-tools 2.10',
  synopsis: ['[-a] [-s] <interface> [up|down|<address>]'],
  summary: 'Configure a network interface.',
  options: [{ short: 'a', help: 'all interfaces, also those that are down' }, { short: 's', help: 'a short list' }],
  *run(t) {
    const [name, ...settings] = t.operands;
    if (name !== undefined) {
      const iface = findInterface(t.proc, name);
      if (!iface) {
        yield* t.proc.write(2, `${t.busybox ? 'ifconfig: ' : ''}${name}: error fetching interface information: Device not found\n`);
        return 1;
      }
      if (settings.length > 0) {
        requireAdmin(t.proc);
        for (const word of settings) {
          const address = parseCidr(word);
          if (word === 'up') iface.up = true;
          else if (word === 'down') iface.up = false;
          else if (address) iface.addAddress(address.address, word.includes('/') ? address.prefix : 24);
        }
        return 0;
      }
    }
    const list = listed(t.proc.net).filter((iface) => (name === undefined ? t.has('a') || iface.up : iface.name === name));
    const named = [...list].sort((a, b) => (a.kind === 'loopback' ? 1 : b.kind === 'loopback' ? -1 : a.name < b.name ? -1 : 1));
    for (const iface of named) yield* t.print(t.busybox ? busyboxText(iface) : text(iface));
    return 0;
  },
});

const FLAGS = { UP: 1, BROADCAST: 2, LOOPBACK: 8, RUNNING: 64, NOARP: 128, MULTICAST: 4096 } as const;

function flags(iface: Interface): (keyof typeof FLAGS)[] {
  const names: (keyof typeof FLAGS)[] = [];
  if (iface.up) names.push('UP');
  names.push(...(iface.kind === 'loopback' ? (['LOOPBACK'] as const) : (['BROADCAST'] as const)));
  if (hasCarrier(iface)) names.push('RUNNING');
  if (iface.kind === 'dummy') names.push('NOARP');
  else if (iface.kind !== 'loopback') names.push('MULTICAST');
  return names;
}

function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < 3) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

function binarySize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

function text(iface: Interface): string {
  const names = flags(iface);
  const { counters } = iface;
  const pad = ' '.repeat(8);
  let out = `${iface.name}: flags=${names.reduce((sum, flag) => sum + FLAGS[flag], 0)}<${names.join(',')}>  mtu ${iface.mtu}\n`;
  for (const { address, prefix } of iface.addresses) {
    const wide = broadcast(address, prefix);
    out += isIPv6(address) ? `${pad}inet6 ${address}  prefixlen ${prefix}  scopeid 0x${address === '::1' ? '10<host>' : '0<global>'}\n` : `${pad}inet ${address}  netmask ${maskText(prefix)}${wide ? `  broadcast ${wide}` : ''}\n`;
  }
  out += iface.kind === 'loopback' ? `${pad}loop  txqueuelen 1000  (Local Loopback)\n` : `${pad}ether ${iface.mac}  txqueuelen ${iface.kind === 'ethernet' ? 1000 : 0}  (Ethernet)\n`;
  out += `${pad}RX packets ${counters.rxPackets}  bytes ${counters.rxBytes} (${size(counters.rxBytes)})\n${pad}RX errors 0  dropped ${counters.rxDropped}  overruns 0  frame 0\n`;
  return `${out}${pad}TX packets ${counters.txPackets}  bytes ${counters.txBytes} (${size(counters.txBytes)})\n${pad}TX errors 0  dropped ${counters.txDropped} overruns 0  carrier 0  collisions 0\n\n`;
}

function busyboxText(iface: Interface): string {
  const { counters } = iface;
  const pad = ' '.repeat(10);
  let out = `${iface.name.padEnd(9)} Link encap:${iface.kind === 'loopback' ? 'Local Loopback  ' : `Ethernet  HWaddr ${iface.mac.toUpperCase()}  `}\n`;
  for (const { address, prefix } of iface.addresses) {
    const wide = broadcast(address, prefix);
    out += isIPv6(address) ? `${pad}inet6 addr: ${address}/${prefix} Scope:${address === '::1' ? 'Host' : 'Global'}\n` : `${pad}inet addr:${address}  ${wide ? `Bcast:${wide}  ` : ''}Mask:${maskText(prefix)}\n`;
  }
  out += `${pad}${flags(iface).join(' ')}  MTU:${iface.mtu}  Metric:1\n${pad}RX packets:${counters.rxPackets} errors:0 dropped:${counters.rxDropped} overruns:0 frame:0\n`;
  out += `${pad}TX packets:${counters.txPackets} errors:0 dropped:${counters.txDropped} overruns:0 carrier:0\n${pad}collisions:0 txqueuelen:${iface.kind === 'loopback' || iface.kind === 'ethernet' ? 1000 : 0} \n`;
  return `${out}${pad}RX bytes:${counters.rxBytes} (${binarySize(counters.rxBytes)})  TX bytes:${counters.txBytes} (${binarySize(counters.txBytes)})\n\n`;
}
