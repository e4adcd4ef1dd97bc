/** `ip route` (show, get, add, del) and `ip neigh`. */
import { SysError } from '../../kernel/errno.ts';
import { inNetwork, networkOf } from '../../kernel/net/address.ts';
import type { Namespace } from '../../kernel/net/namespace.ts';
import type { Route } from '../../kernel/net/types.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { hasCarrier } from './interfaces.ts';
import { findInterface, json, parseCidr, requireAdmin } from './ip-common.ts';
import { ipFailure } from './ip-error.ts';
import type { IpOptions } from './ip.ts';

export function* routeCommand(proc: Proc, args: readonly string[], options: IpOptions): Sys<number> {
  const [verb = 'show', ...rest] = args;
  if (options.family === 6) return 0;
  if (['show', 'list', 'lst', 'ls'].some((word) => word.startsWith(verb))) {
    const routes = sorted(proc.net.routes).filter((route) => matches(route, rest));
    if (options.json) yield* proc.write(1, json(routes.map((route) => ({ dst: destination(route), ...(route.gateway ? { gateway: route.gateway } : {}), dev: route.interface.name, ...(route.source ? { protocol: 'kernel', scope: 'link', prefsrc: route.source } : {}), flags: [] }))));
    else yield* proc.write(1, routes.map((route) => `${routeText(route, options.busybox)}\n`).join(''));
    return 0;
  }
  if ('get'.startsWith(verb)) return yield* get(proc, rest[0] ?? '');
  if ('add'.startsWith(verb) || 'replace'.startsWith(verb) || 'append'.startsWith(verb)) return add(proc, rest, 'replace'.startsWith(verb));
  if ('delete'.startsWith(verb)) {
    const target = parseTarget(rest[0]);
    requireAdmin(proc);
    proc.net.removeRoute(target.address, target.prefix);
    return 0;
  }
  throw ipFailure(`Command "${verb}" is unknown, try "ip route help".`, 255);
}

/** The default route first, then by address, as the kernel lists the main table. */
export function sorted(routes: readonly Route[]): Route[] {
  const key = (route: Route): number => route.destination.split('.').reduce((value, part) => value * 256 + Number(part), 0);
  return [...routes].sort((a, b) => key(a) - key(b) || a.prefix - b.prefix);
}

function destination(route: Route): string {
  if (route.prefix === 0) return 'default';
  return route.prefix === 32 ? route.destination : `${route.destination}/${route.prefix}`;
}

function routeText(route: Route, busybox: boolean): string {
  const down = hasCarrier(route.interface) ? '' : 'linkdown ';
  let text = `${destination(route)} ${route.gateway ? `via ${route.gateway} ` : ''}dev ${route.interface.name} `;
  if (route.scope === 'link' && route.source) text += busybox ? `scope link  src ${route.source} ` : `proto kernel scope link src ${route.source} `;
  else if (!route.gateway) text += 'scope link ';
  if (route.metric) text += busybox ? ` metric ${route.metric} ` : `metric ${route.metric} `;
  return `${text}${busybox ? '' : down}`;
}

function matches(route: Route, args: readonly string[]): boolean {
  const device = args.indexOf('dev');
  if (device >= 0 && route.interface.name !== args[device + 1]) return false;
  if (args[0] === 'default') return route.prefix === 0;
  const asked = args[0] === undefined || args[0] === 'dev' ? undefined : parseCidr(args[0]);
  return !asked || (route.destination === asked.address && route.prefix === asked.prefix);
}

function* get(proc: Proc, text: string): Sys<number> {
  const target = parseCidr(text);
  if (text === '') throw ipFailure('need at least a destination address');
  if (!target) throw ipFailure(`Error: any valid prefix is expected rather than "${text}".`);
  const namespace = proc.net as Namespace;
  if (namespace.isLocal(target.address)) {
    yield* proc.write(1, `local ${target.address} dev lo src ${namespace.sourceFor(target.address) ?? ''} uid ${proc.credentials.uid} \n    cache <local> \n`);
    return 0;
  }
  const route = namespace.route(target.address);
  if (!route) throw new SysError('ENETUNREACH');
  yield* proc.write(1, `${target.address} ${route.gateway ? `via ${route.gateway} ` : ''}dev ${route.interface.name} src ${namespace.sourceOf(route) ?? ''} uid ${proc.credentials.uid} \n    cache \n`);
  return 0;
}

function parseTarget(text: string | undefined): { address: string; prefix: number } {
  if (text === 'default') return { address: '0.0.0.0', prefix: 0 };
  const parsed = parseCidr(text ?? '');
  if (!parsed) throw ipFailure(`Error: any valid prefix is expected rather than "${text ?? ''}".`);
  return { address: networkOf(parsed.address, parsed.prefix), prefix: parsed.prefix };
}

function add(proc: Proc, args: readonly string[], replace: boolean): number {
  const target = parseTarget(args[0]);
  const word = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const gateway = word('via');
  const device = word('dev');
  const iface = device === undefined ? proc.net.interfaces.find((one) => gateway !== undefined && one.addresses.some(({ address, prefix }) => inNetwork(gateway, address, prefix))) : findInterface(proc, device);
  if (device !== undefined && !iface) throw ipFailure(`Cannot find device "${device}"`);
  requireAdmin(proc);
  if (!iface) throw ipFailure('Error: Nexthop has invalid gateway.', 2);
  if (replace && proc.net.routes.some((route) => route.destination === target.address && route.prefix === target.prefix && route.gateway)) proc.net.removeRoute(target.address, target.prefix);
  const metric = word('metric');
  proc.net.addRoute({ destination: target.address, prefix: target.prefix, interface: iface, ...(gateway ? { gateway } : {}), ...(metric ? { metric: Number(metric) } : {}), ...(word('src') ? { source: word('src') ?? '' } : {}) });
  return 0;
}

/** Neighbours: the gateways and peers on the links of this namespace that are really there. */
export function* neighborCommand(proc: Proc, args: readonly string[], options: IpOptions): Sys<number> {
  if (args[0] !== undefined && !['show', 'list', 'lst', 'ls'].some((word) => word.startsWith(args[0] ?? ''))) throw ipFailure(`Command "${args[0]}" is unknown, try "ip neigh help".`, 255);
  for (const { address, mac, device } of neighbors(proc)) yield* proc.write(1, `${address} dev ${device} lladdr ${mac} ${options.busybox ? 'ref 1 used 0/0/0 probes 1 ' : ''}REACHABLE\n`);
  return 0;
}

/** Who is on the links: every owner of the gateways of our routes, and of the containers on our bridges. */
export function neighbors(proc: Proc): { address: string; mac: string; device: string }[] {
  const namespace = proc.net as Namespace;
  const found: { address: string; mac: string; device: string }[] = [];
  for (const route of namespace.routes) {
    if (route.gateway === undefined) continue;
    const owner = namespace.network.owners(route.gateway).find((iface) => iface.namespace !== namespace);
    if (owner) found.push({ address: route.gateway, mac: owner.mac, device: route.interface.name });
  }
  for (const bridge of namespace.interfaces) {
    for (const port of bridge.ports) for (const { address } of port.peer?.addresses ?? []) found.push({ address, mac: port.peer?.mac ?? '', device: bridge.name });
  }
  return found;
}
