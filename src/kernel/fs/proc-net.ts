/** /proc/net: the network namespace of a process as proc(5) prints it. */
import { ComputedFile, fixedDirectory } from './computed.ts';
import type { ComputedFs } from './computed.ts';
import type { NetNamespace, SocketAddress, SocketInfo } from '../net/types.ts';
import type { Inode } from './types.ts';

/** An IPv4 address as the kernel prints it: hexadecimal, least significant byte first. */
function hexAddress(address: string): string {
  return address.split('.').reverse().map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0')).join('');
}

function hexSocket(address: SocketAddress | undefined): string {
  if (address?.family !== 'inet') return '00000000:0000';
  return `${hexAddress(address.address)}:${address.port.toString(16).toUpperCase().padStart(4, '0')}`;
}

const STATES: Record<SocketInfo['state'], string> = { ESTAB: '01', 'SYN-SENT': '02', 'FIN-WAIT-1': '04', 'FIN-WAIT-2': '05', 'TIME-WAIT': '06', UNCONN: '07', 'CLOSE-WAIT': '08', LISTEN: '0A' };

function socketTable(net: NetNamespace, protocol: 'tcp' | 'udp'): string {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  const rows = net.sockets().filter((socket) => socket.protocol === protocol).map((socket, i) =>
    `${String(i).padStart(4)}: ${hexSocket(socket.local)} ${hexSocket(socket.peer)} ${STATES[socket.state]} ${hex(socket.sendQueue)}:${hex(socket.receiveQueue)} 00:00000000 00000000     0        0 ${socket.inode} 1 0000000000000000 100 0 0 10 0`);
  return `${[head, ...rows].map((line) => line.padEnd(149)).join('\n')}\n`;
}

function deviceTable(net: NetNamespace): string {
  const head = 'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const pad = (value: number, width: number): string => String(value).padStart(width);
  return head + net.interfaces.map(({ name, counters: c }) =>
    `${name.padStart(6)}: ${pad(c.rxBytes, 7)} ${pad(c.rxPackets, 7)}    0 ${pad(c.rxDropped, 4)}    0     0          0         0 ${pad(c.txBytes, 8)} ${pad(c.txPackets, 7)}    0 ${pad(c.txDropped, 4)}    0     0       0          0\n`).join('');
}

function routeTable(net: NetNamespace): string {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
  const rows = net.routes.map((route) => {
    const mask = route.prefix === 0 ? 0 : (0xffff_ffff << (32 - route.prefix)) >>> 0;
    const dotted = [mask >>> 24, (mask >>> 16) & 255, (mask >>> 8) & 255, mask & 255].join('.');
    return [route.interface.name, hexAddress(route.destination), hexAddress(route.gateway ?? '0.0.0.0'), route.gateway ? '0003' : '0001', 0, 0, route.metric ?? 0, hexAddress(dotted), 0, 0, 0].join('\t');
  });
  return `${[head, ...rows].map((line) => line.padEnd(127)).join('\n')}\n`;
}

function unixTable(net: NetNamespace): string {
  const rows = net.sockets().filter((socket) => socket.protocol === 'unix').map((socket) => {
    const path = socket.local.family === 'unix' ? socket.local.path : '';
    return `0000000000000000: 00000002 00000000 ${socket.state === 'LISTEN' ? '00010000 0001 01' : '00000000 0001 03'} ${socket.inode}${path ? ` ${path}` : ''}\n`;
  });
  return `Num       RefCount Protocol Flags    Type St Inode Path\n${rows.join('')}`;
}

/** The directory /proc/PID/net. */
export function netDirectory(fs: ComputedFs, path: string, net: () => NetNamespace | undefined): Inode {
  const file = (text: (namespace: NetNamespace) => string) => (at: string): Inode =>
    new ComputedFile(fs, at, () => {
      const namespace = net();
      return namespace ? text(namespace) : '';
    });
  return fixedDirectory(fs, path, {
    arp: file(() => 'IP address       HW type     Flags       HW address            Mask     Device\n'),
    dev: file(deviceTable),
    route: file(routeTable),
    tcp: file((namespace) => socketTable(namespace, 'tcp')),
    udp: file((namespace) => socketTable(namespace, 'udp')),
    unix: file(unixTable),
  });
}
