/** `ip address`: show, add, del, flush. */
import { isIPv6 } from '../../kernel/net/address.ts';
import type { Interface } from '../../kernel/net/types.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { broadcast, linkName, listed, operState, scopeOf } from './interfaces.ts';
import { findInterface, json, parseCidr, requireAdmin } from './ip-common.ts';
import { linkLines } from './ip-link.ts';
import type { IpOptions } from './ip.ts';
import { ipFailure } from './ip-error.ts';

export function* addressCommand(proc: Proc, args: readonly string[], options: IpOptions): Sys<number> {
  const [verb = 'show', ...rest] = args;
  if (['show', 'list', 'lst', 'ls'].some((word) => word.startsWith(verb)) || findInterface(proc, verb)) {
    return yield* show(proc, findInterface(proc, verb) && !'show'.startsWith(verb) ? args : rest, options);
  }
  if ('add'.startsWith(verb) || 'replace'.startsWith(verb)) return change(proc, rest, true);
  if ('delete'.startsWith(verb)) return change(proc, rest, false);
  if ('flush'.startsWith(verb)) {
    requireAdmin(proc);
    const iface = deviceOf(proc, rest);
    for (const { address } of [...iface.addresses]) iface.removeAddress(address);
    return 0;
  }
  throw ipFailure(`Command "${verb}" is unknown, try "ip address help".`, 255);
}

function* show(proc: Proc, args: readonly string[], options: IpOptions): Sys<number> {
  let device: string | undefined;
  let upOnly = false;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === 'dev') device = args[++i];
    else if (args[i] === 'up') upOnly = true;
    else if (args[i] === 'scope' || args[i] === 'type' || args[i] === 'master') i++;
    else device = args[i];
  }
  if (device !== undefined && !findInterface(proc, device)) throw ipFailure(options.busybox ? `ip: can't find device '${device}'` : `Device "${device}" does not exist.`);
  const chosen = listed(proc.net).filter((iface) => (device === undefined || iface.name === device) && (!upOnly || iface.up));
  const wanted = (iface: Interface) => iface.addresses.filter(({ address }) => options.family === undefined || isIPv6(address) === (options.family === 6));
  const list = chosen.filter((iface) => options.family === undefined || wanted(iface).length > 0);
  if (options.json) {
    yield* proc.write(1, json(list.map((iface) => ({
      ifindex: iface.index, ifname: iface.name, mtu: iface.mtu, operstate: operState(iface), link_type: iface.kind === 'loopback' ? 'loopback' : 'ether', address: iface.mac,
      addr_info: wanted(iface).map(({ address, prefix }) => ({ family: isIPv6(address) ? 'inet6' : 'inet', local: address, prefixlen: prefix, scope: scopeOf(address), label: iface.name })),
    }))));
    return 0;
  }
  for (const iface of list) yield* proc.write(1, options.brief ? brief(iface, wanted(iface)) : full(iface, wanted(iface), options));
  return 0;
}

function brief(iface: Interface, addresses: Interface['addresses']): string {
  return `${linkName(iface).padEnd(16)} ${operState(iface).padEnd(14)} ${addresses.map(({ address, prefix }) => `${address}/${prefix} `).join('')}\n`;
}

function full(iface: Interface, addresses: Interface['addresses'], options: IpOptions): string {
  if (options.oneline) {
    return addresses.map(({ address, prefix }) => `${iface.index}: ${iface.name}    ${inet(iface, address, prefix).join('\\       ')}\n`).join('');
  }
  let text = linkLines(iface, options).slice(0, options.family === undefined ? undefined : 1).map((line) => `${line}\n`).join('');
  for (const { address, prefix } of addresses) text += inet(iface, address, prefix).map((line, i) => `${i === 0 ? '    ' : '       '}${line}\n`).join('');
  return text;
}

function inet(iface: Interface, address: string, prefix: number): string[] {
  const wide = broadcast(address, prefix);
  const scope = scopeOf(address);
  if (isIPv6(address)) return [`inet6 ${address}/${prefix} scope ${scope} `, 'valid_lft forever preferred_lft forever'];
  return [`inet ${address}/${prefix} ${wide === undefined ? '' : `brd ${wide} `}scope ${scope} ${iface.name}`, 'valid_lft forever preferred_lft forever'];
}

function deviceOf(proc: Proc, args: readonly string[]): Interface {
  const at = args.indexOf('dev');
  const name = at < 0 ? undefined : args[at + 1];
  if (name === undefined) throw ipFailure('Not enough information: "dev" argument is required.');
  const iface = findInterface(proc, name);
  if (!iface) throw ipFailure(`Cannot find device "${name}"`);
  return iface;
}

function change(proc: Proc, args: readonly string[], add: boolean): number {
  const iface = deviceOf(proc, args);
  const text = args.find((arg, i) => args[i - 1] !== 'dev' && parseCidr(arg) !== undefined);
  const parsed = text === undefined ? undefined : parseCidr(text);
  if (!parsed) throw ipFailure(`Error: any valid prefix is expected rather than "${args[0] ?? ''}".`);
  requireAdmin(proc);
  if (add) iface.addAddress(parsed.address, parsed.prefix);
  else iface.removeAddress(parsed.address);
  return 0;
}
