/** netstat(8): sockets, routes and interfaces, of net-tools or of BusyBox. */
import type { SocketAddress, SocketInfo } from '../../kernel/net/types.ts';
import { tool } from '../tool.ts';
import type { Tool } from '../tool.ts';
import { listed } from './interfaces.ts';
import { routingTable } from './route.ts';
import { serviceName } from './services.ts';

export const netstat = tool({
  name: 'netstat',
  package: 'net-tools 2.10',
  synopsis: ['[-ralnutpwxei]'],
  summary: 'Display networking information.',
  options: [
    { short: 'r', long: 'route', help: 'display routing table' }, { short: 'i', long: 'interfaces', help: 'display interface table' }, { short: 'n', long: 'numeric', help: "don't resolve names" }, { short: 'p', long: 'programs', help: 'display PID/Program name for sockets' },
    { short: 'l', long: 'listening', help: 'display listening server sockets' }, { short: 'a', long: 'all', help: 'display all sockets (default: connected)' }, { short: 't', long: 'tcp', help: 'TCP sockets' }, { short: 'u', long: 'udp', help: 'UDP sockets' },
    { short: 'x', long: 'unix', help: 'Unix sockets' }, { short: 'e', long: 'extend', help: 'display other/more information' }, { short: 'w', long: 'raw', help: 'raw sockets' }, { short: 'W', long: 'wide', help: "don't truncate IP addresses" }, { short: '4' }, { short: '6' },
  ],
  *run(t) {
    if (t.has('route')) {
      yield* t.print(routingTable(t.proc, t.has('numeric'), t.busybox, true));
      return 0;
    }
    if (t.has('interfaces')) {
      yield* t.print(`Kernel Interface table\nIface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n`);
      for (const iface of listed(t.proc.net).filter((one) => one.up)) yield* t.print(`${iface.name.padEnd(15)} ${String(iface.mtu).padStart(5)} ${String(iface.counters.rxPackets).padStart(8)}      0      0 0      ${String(iface.counters.txPackets).padStart(8)}      0      0      0 ${iface.kind === 'loopback' ? 'LRU' : 'BMRU'}\n`);
      return 0;
    }
    const kinds = { tcp: t.has('tcp'), udp: t.has('udp'), unix: t.has('unix') };
    const any = kinds.tcp || kinds.udp || kinds.unix;
    const all = t.proc.net.sockets();
    const scope = t.has('listening') ? 'only servers' : t.has('all') ? 'servers and established' : 'w/o servers';
    if (!any || kinds.tcp || kinds.udp) {
      const process = t.has('programs') ? ` ${'PID/Program name'.padEnd(t.busybox ? 16 : 20)}` : '';
      yield* t.print(`Active Internet connections (${scope})\nProto Recv-Q Send-Q Local Address           Foreign Address         State      ${t.busybox ? ' ' : ''}${process.slice(t.busybox ? 1 : 0)}\n`);
      for (const kind of ['tcp', 'udp'] as const) if (!any || kinds[kind]) for (const info of ordered(all, kind, t)) yield* t.print(inetLine(t, info));
    }
    if (!any || kinds.unix) {
      yield* t.print(`Active UNIX domain sockets (${scope})\nProto RefCnt Flags       Type       State         I-Node   ${t.has('programs') ? 'PID/Program name     ' : ''}Path\n`);
      for (const info of all.filter((one) => one.protocol === 'unix' && shown(t, one))) yield* t.print(unixLine(t, info));
    }
    return 0;
  },
});

function shown(t: Tool, info: SocketInfo): boolean {
  if (t.has('all')) return true;
  const listening = info.state === 'LISTEN' || info.state === 'UNCONN';
  return t.has('listening') ? listening : !listening;
}

/** IPv4 before IPv6, as /proc/net/tcp and tcp6 are read. */
function ordered(all: readonly SocketInfo[], kind: 'tcp' | 'udp', t: Tool): SocketInfo[] {
  const list = all.filter((info) => info.protocol === kind && shown(t, info));
  return [...list.filter((info) => !six(info)), ...list.filter(six)].filter((info) => (!t.has('4') || !six(info)) && (!t.has('6') || six(info)));
}

function six(info: SocketInfo): boolean {
  return info.local.family === 'inet' && info.local.address.includes(':');
}

function address(t: Tool, one: SocketAddress | undefined, wildcard: string): string {
  if (!one || one.family === 'unix') return `${wildcard}:*`;
  return `${one.address}:${t.has('numeric') ? one.port : serviceName(one.port)}`;
}

function inetLine(t: Tool, info: SocketInfo): string {
  const state = info.state === 'ESTAB' ? 'ESTABLISHED' : info.state === 'UNCONN' ? '' : info.state.replaceAll('-', '_').replace('FIN_WAIT_', 'FIN_WAIT');
  const local = address(t, info.local, '');
  const peer = address(t, info.peer, six(info) ? '::' : '0.0.0.0');
  const program = !t.has('programs') ? '' : info.program === undefined || t.proc.credentials.uid !== 0 || info.pid === undefined ? '-' : `${info.pid}/${info.program}`;
  const line = `${(info.protocol + (six(info) ? '6' : '')).padEnd(5)} ${String(info.receiveQueue).padStart(6)} ${String(info.protocol === 'tcp' && info.state === 'LISTEN' ? 0 : info.sendQueue).padStart(6)} ${local.padEnd(23)} ${peer.padEnd(23)} ${state.padEnd(t.busybox ? 12 : 11)}${t.has('programs') ? `${t.busybox ? '' : ' '}${program.padEnd(t.busybox ? 0 : 20)}` : ''}`;
  return `${line}\n`;
}

function unixLine(t: Tool, info: SocketInfo): string {
  const listening = info.state === 'LISTEN';
  const program = t.has('programs') ? `${info.pid === undefined ? '-' : `${info.pid}/${info.program}`}`.padEnd(20) + ' ' : '';
  return `unix  2      [ ${listening ? 'ACC ' : '    '}]     STREAM     ${(listening ? 'LISTENING' : 'CONNECTED').padEnd(13)} ${String(info.inode).padEnd(8)} ${program}${info.local.family === 'unix' ? info.local.path : ''}\n`;
}
