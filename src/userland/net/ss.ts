/** ss(8): sockets, with iproute2's columns. */
import type { SocketAddress, SocketInfo } from '../../kernel/net/types.ts';
import type { Proc } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import type { Tool } from '../tool.ts';
import { serviceName } from './services.ts';
import { socketFilter } from './ss-filter.ts';

export const ss = tool({
  name: 'ss',
  package: 'ss utility, iproute2-6.1.0',
  synopsis: ['[ OPTIONS ]', '[ OPTIONS ] [ FILTER ]'],
  summary: '',
  options: [
    { short: 'n', long: 'numeric', help: "don't resolve service names" }, { short: 'a', long: 'all', help: 'display all sockets' }, { short: 'l', long: 'listening', help: 'display listening sockets' },
    { short: 'p', long: 'processes', help: 'show process using socket' }, { short: 's', long: 'summary', help: 'show socket usage summary' }, { short: '4', long: 'ipv4', help: 'display only IP version 4 sockets' },
    { short: '6', long: 'ipv6', help: 'display only IP version 6 sockets' }, { short: 't', long: 'tcp', help: 'display only TCP sockets' }, { short: 'u', long: 'udp', help: 'display only UDP sockets' },
    { short: 'x', long: 'unix', help: 'display only Unix domain sockets' }, { short: 'H', long: 'no-header', help: 'Suppress header line' }, { short: 'O', long: 'oneline', help: "socket's data printed on a single line" },
    { short: 'e', long: 'extended', help: 'show detailed socket information' }, { short: 'o', long: 'options', help: 'show timer information' }, { short: 'i', long: 'info', help: 'show internal TCP information' },
    { short: 'r', long: 'resolve', help: 'resolve host names' }, { short: 'm', long: 'memory', help: 'show socket memory usage' }, { short: 'w', long: 'raw', help: 'display only RAW sockets' },
  ],
  usageExit: 255,
  *run(t) {
    const filter = socketFilter(t.operands);
    if (typeof filter === 'string') {
      yield* t.proc.write(2, `${filter}\nUsage: ss [ OPTIONS ]\n       ss [ OPTIONS ] [ FILTER ]\n`);
      return 255;
    }
    const all = t.proc.net.sockets();
    if (t.has('summary')) {
      yield* t.print(summary(all));
      return 0;
    }
    const kinds = (['tcp', 'udp', 'unix'] as const).filter((kind) => t.has(kind));
    const wanted = kinds.length > 0 ? kinds : t.has('ipv4') || t.has('ipv6') ? (['udp', 'tcp'] as const) : (['unix', 'udp', 'tcp'] as const);
    const rows = wanted.flatMap((kind) => all.filter((info) => info.protocol === kind)).filter((info) => visible(t, info, filter.states !== undefined) && family(t, info) && filter.accepts(info));
    const withProtocol = wanted.length > 1;
    const withState = filter.states === undefined || filter.states.length > 1;
    yield* t.print(render(t.proc, [...(t.has('no-header') ? [] : [header(withProtocol, withState)]), ...rows.map((info) => cells(t, info, withProtocol, withState))]));
    return 0;
  },
});

function visible(t: Tool, info: SocketInfo, filtered: boolean): boolean {
  if (t.has('all') || filtered) return true;
  const listening = info.state === 'LISTEN' || info.state === 'UNCONN';
  return t.has('listening') ? listening : !listening && info.state !== 'TIME-WAIT';
}

function family(t: Tool, info: SocketInfo): boolean {
  if (info.local.family === 'unix' || (!t.has('ipv4') && !t.has('ipv6'))) return true;
  return info.local.address.includes(':') ? t.has('ipv6') : t.has('ipv4');
}

function header(withProtocol: boolean, withState: boolean): string[] {
  return [withProtocol ? 'Netid' : '', withState ? 'State' : '', 'Recv-Q', 'Send-Q', 'Local Address:', 'Port', 'Peer Address:', 'Port', 'Process'];
}

function cells(t: Tool, info: SocketInfo, withProtocol: boolean, withState: boolean): string[] {
  const [local, localPort] = address(t, info.local, info.inode);
  const [peer, peerPort] = info.peer ? address(t, info.peer, 0) : info.local.family === 'unix' ? ['* ', '0'] : [info.local.address.includes(':') && info.local.v6Only ? '[::]:' : info.local.address.includes(':') ? '*:' : '0.0.0.0:', '*'];
  const process = t.has('processes') && info.program !== undefined && t.proc.credentials.uid === 0 ? `users:(("${info.program}"${info.pid === undefined ? '' : `,pid=${info.pid},fd=3`}))` : '';
  return [withProtocol ? (info.protocol === 'unix' ? 'u_str' : info.protocol) : '', withState ? info.state : '', String(info.receiveQueue).padEnd(6), String(info.sendQueue).padEnd(6), local, localPort, peer, peerPort, process];
}

function address(t: Tool, one: SocketAddress, inode: number): [string, string] {
  if (one.family === 'unix') return [`${one.path || '*'} `, String(inode)];
  const host = one.address === '::' ? (one.v6Only ? '[::]' : '*') : one.address.includes(':') ? `[${one.address}]` : one.address;
  return [`${host}:`, t.has('numeric') ? String(one.port) : serviceName(one.port)];
}

const DELIMITERS = ['', ' ', ' ', ' ', ' ', '', ' ', '', ''];
const RIGHT = [false, false, false, false, true, false, true, false, false];

/** The widths of ss: as narrow as the contents, spread over a terminal. */
function render(proc: Proc, rows: readonly (readonly string[])[]): string {
  const lengths = DELIMITERS.map((_, i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)));
  const first = lengths.findIndex((length) => length > 0);
  const widths = lengths.map((length, i) => (length === 0 ? 0 : length + (i > first ? (DELIMITERS[i] ?? '').length : 0)));
  const used = widths.filter((width) => width > 0).length;
  if (proc.isatty(1)) {
    const pad = proc.windowSize(1).cols - widths.reduce((sum, width) => sum + width, 0);
    if (pad > 0 && used > 0) {
      const spacing = Math.floor(pad / used);
      let rest = pad % used;
      for (let i = widths.length - 1; i >= 0; i--) {
        if (widths[i] === 0) continue;
        widths[i] = (widths[i] ?? 0) + spacing + (rest > 0 ? 1 : 0);
        rest--;
      }
    }
  }
  return rows.map((row) => {
    let line = '';
    let started = false;
    for (const [i, width] of widths.entries()) {
      if (width === 0) continue;
      const delimiter = started ? (DELIMITERS[i] ?? '') : '';
      started = true;
      const text = row[i] ?? '';
      const space = ' '.repeat(Math.max(0, width - delimiter.length - text.length));
      line += delimiter + (RIGHT[i] ? space + text : text + space);
    }
    return `${line}\n`;
  }).join('');
}

function summary(all: readonly SocketInfo[]): string {
  const tcp = all.filter((info) => info.protocol === 'tcp');
  const udp = all.filter((info) => info.protocol === 'udp').length;
  const six = (kind: SocketInfo['protocol']): number => all.filter((info) => info.protocol === kind && info.local.family === 'inet' && info.local.address.includes(':')).length;
  const state = (name: SocketInfo['state']): number => tcp.filter((info) => info.state === name).length;
  const row = (name: string, total: number, v6: number): string => `${name.padEnd(10)}${String(total).padEnd(10)}${String(total - v6).padEnd(10)}${v6}\n`;
  return `Total: ${all.length}\nTCP:   ${tcp.length} (estab ${state('ESTAB')}, closed ${state('TIME-WAIT')}, orphaned 0, timewait ${state('TIME-WAIT')})\n\nTransport Total     IP        IPv6\n${row('RAW', 0, 0)}${row('UDP', udp, six('udp'))}${row('TCP', tcp.length - state('TIME-WAIT'), six('tcp'))}${row('INET', tcp.length + udp - state('TIME-WAIT'), six('tcp') + six('udp'))}${row('FRAG', 0, 0)}\n`;
}
