/** `ip link`: show, set, add, delete. */
import type { Interface } from '../../kernel/net/types.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { flagNames, linkName, listed, operState } from './interfaces.ts';
import { findInterface, json, requireAdmin } from './ip-common.ts';
import { ipFailure } from './ip-error.ts';
import type { IpOptions } from './ip.ts';

/** The two lines of an interface (more with statistics); `mode` as `ip link` shows it and `ip address` does not. */
export function linkLines(iface: Interface, options: IpOptions, mode = false): string[] {
  const master = iface.master ? ` master ${iface.master.name}` : '';
  const queue = iface.kind === 'ethernet' ? 'pfifo_fast' : 'noqueue';
  const group = options.busybox ? '' : `${mode ? ' mode DEFAULT' : ''} group default`;
  const length = iface.kind === 'loopback' || iface.kind === 'ethernet' ? ' qlen 1000' : '';
  const kind = iface.kind === 'loopback' ? 'loopback' : 'ether';
  const broadcast = iface.kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff';
  const lines = [
    `${iface.index}: ${linkName(iface)}: <${flagNames(iface)}${options.busybox && iface.peer && iface.peer.namespace !== iface.namespace ? ',M-DOWN' : ''}> mtu ${iface.mtu} qdisc ${queue}${master} state ${operState(iface)}${group}${length}${length === '' ? ' ' : ''}`,
    `    link/${kind} ${iface.mac} brd ${broadcast}${!options.busybox && iface.peer && iface.peer.namespace !== iface.namespace ? ' link-netnsid 0' : ''}`,
  ];
  if (options.statistics) {
    const { rxBytes, rxPackets, rxDropped, txBytes, txPackets, txDropped } = iface.counters;
    const row = (bytes: number, packets: number, dropped: number): string => `    ${String(bytes).padEnd(11)}${String(packets).padEnd(9)}${'0'.padEnd(8)}${String(dropped).padEnd(8)}`;
    lines.push('    RX:  bytes packets errors dropped  missed   mcast           ', `${row(rxBytes, rxPackets, rxDropped)}0       0 `, '    TX:  bytes packets errors dropped carrier collsns           ', `${row(txBytes, txPackets, txDropped)}0       0 `);
  }
  return lines;
}

export function* linkCommand(proc: Proc, args: readonly string[], options: IpOptions): Sys<number> {
  const [verb = 'show', ...rest] = args;
  if (['show', 'list', 'lst', 'ls'].some((word) => word.startsWith(verb)) || findInterface(proc, verb)) {
    const named = findInterface(proc, verb) && !'show'.startsWith(verb) ? args : rest;
    const device = named[0] === 'dev' ? named[1] : named[0] === 'type' || named[0] === 'up' || named[0] === 'master' ? undefined : named[0];
    if (device !== undefined && !findInterface(proc, device)) throw ipFailure(options.busybox ? `ip: can't find device '${device}'` : `Device "${device}" does not exist.`);
    const type = named[0] === 'type' ? named[1] : undefined;
    const master = named[0] === 'master' ? named[1] : undefined;
    const list = listed(proc.net).filter((iface) => (device === undefined || iface.name === device) && (type === undefined || iface.kind === type) && (master === undefined || iface.master?.name === master) && (named[0] !== 'up' || iface.up));
    if (options.json) yield* proc.write(1, json(list.map((iface) => ({ ifindex: iface.index, ifname: iface.name, flags: flagNames(iface).split(','), mtu: iface.mtu, operstate: operState(iface), link_type: iface.kind === 'loopback' ? 'loopback' : 'ether', address: iface.mac }))));
    else for (const iface of list) yield* proc.write(1, options.brief ? `${linkName(iface).padEnd(16)} ${operState(iface).padEnd(14)} ${iface.mac} <${flagNames(iface)}> \n` : `${linkLines(iface, options, true).join('\n')}\n`);
    return 0;
  }
  if ('set'.startsWith(verb)) return set(proc, rest);
  if ('add'.startsWith(verb)) return add(proc, rest);
  if ('delete'.startsWith(verb)) {
    requireAdmin(proc);
    const name = rest[0] === 'dev' ? rest[1] : rest[0];
    const iface = findInterface(proc, name ?? '');
    if (!iface) throw ipFailure(`Cannot find device "${name}"`);
    proc.net.remove(iface);
    return 0;
  }
  throw ipFailure(`Command "${verb}" is unknown, try "ip link help".`, 255);
}

function set(proc: Proc, args: readonly string[]): number {
  const words = args[0] === 'dev' ? args.slice(1) : args;
  const iface = findInterface(proc, words[0] ?? '');
  if (words[0] === undefined) throw ipFailure('Not enough information: "dev" argument is required.', 255);
  if (!iface) throw ipFailure(`Cannot find device "${words[0]}"`);
  requireAdmin(proc);
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (word === 'up') iface.up = true;
    else if (word === 'down') iface.up = false;
    else if (word === 'mtu') iface.mtu = Number(words[++i]);
    else if (word === 'name') iface.name = words[++i] ?? iface.name;
    else if (word === 'address') iface.mac = words[++i] ?? iface.mac;
    else if (word === 'nomaster') proc.net.setMaster(iface, undefined);
    else if (word === 'master') {
      const bridge = findInterface(proc, words[++i] ?? '');
      if (!bridge) throw ipFailure(`Error: argument "${words[i] ?? ''}" is wrong: Device does not exist\n`);
      proc.net.setMaster(iface, bridge);
    } else throw ipFailure(`Error: either "dev" is duplicate, or "${word}" is a garbage.`, 255);
  }
  return 0;
}

function add(proc: Proc, args: readonly string[]): number {
  if (!args.includes('type')) throw ipFailure('Not enough information: "type" argument is required');
  const type = args[args.indexOf('type') + 1];
  const name = args.find((arg, i) => arg !== 'name' && arg !== 'type' && args[i - 1] !== 'type' && args[i - 1] !== 'peer') ?? `${type}0`;
  requireAdmin(proc);
  if (type === 'bridge') proc.net.addBridge(name).up = false;
  else if (type === 'dummy') proc.net.addDummy(name).up = false;
  else if (type === 'veth') {
    const peer = args.indexOf('peer');
    const other = peer < 0 ? `${name}p` : (args[peer + 1] === 'name' ? args[peer + 2] : args[peer + 1]) ?? `${name}p`;
    for (const iface of proc.net.addVeth(name, proc.net, other)) iface.up = false;
  } else throw ipFailure(`ip: links of type "${type ?? ''}" are not simulated here`, 2);
  return 0;
}
