/** A network namespace: its interfaces, routes, translation and filter rules, and the sockets bound in it. */
import { SysError } from '../errno.ts';
import { inNetwork, isAny, isIPv6, isLoopback, networkOf } from './address.ts';
import { Conntrack } from './conntrack.ts';
import { NetInterface } from './interface.ts';
import { PortTable } from './ports.ts';
import type { Network } from './network.ts';
import type { PortHolder } from './ports.ts';
import type { Interface, NetNamespace, PortForward, Route, SocketInfo } from './types.ts';

/** A socket, listener or proxy that holds a port or a connection here. */
export interface Endpoint extends PortHolder {
  readonly role: 'listener' | 'datagram' | 'bound' | 'connected' | 'proxy' | 'ping';
  /** What ss prints of it; undefined keeps it out of the list. */
  info(): SocketInfo | undefined;
  /** The namespace is going: reset and wake whoever waits. */
  destroy(): void;
}

export interface IsolationRule { readonly isolated: boolean; readonly internal: boolean; readonly icc: boolean }
interface Masquerade { readonly network: string; readonly prefix: number; readonly bridge: Interface }

export class Namespace implements NetNamespace {
  readonly network: Network;
  readonly name: string;
  readonly loopback: NetInterface;
  readonly conntrack = new Conntrack();
  readonly tcp: PortTable<Endpoint>;
  readonly udp: PortTable<Endpoint>;
  readonly ping: PortTable<Endpoint>;
  readonly connections = new Set<Endpoint>();
  readonly isolation = new Map<Interface, IsolationRule>();
  forwarding = false;
  unprivilegedPortStart = 1024;
  destroyed = false;
  #interfaces: NetInterface[] = [];
  #routes: Route[] = [];
  #forwards = new Map<PortForward, Endpoint>();
  #masquerades: Masquerade[] = [];
  #timeWait: (Endpoint & { readonly expired: boolean })[] = [];
  #nextIndex = 1;

  constructor(network: Network, name: string) {
    this.network = network;
    this.name = name;
    this.tcp = new PortTable<Endpoint>(network.random);
    this.udp = new PortTable<Endpoint>(network.random);
    this.ping = new PortTable<Endpoint>(network.random);
    this.loopback = this.addInterface('lo', 'loopback', '00:00:00:00:00:00');
    this.loopback.addAddress('127.0.0.1', 8);
    this.loopback.addAddress('::1', 128);
  }

  unshare(name?: string): Namespace {
    return this.network.createNamespace(name);
  }

  get interfaces(): readonly NetInterface[] {
    return this.#interfaces;
  }

  interface(name: string): NetInterface | undefined {
    return this.#interfaces.find((iface) => iface.name === name);
  }

  /** EEXIST when the name is taken, EINVAL when it is longer than 15 characters. */
  addInterface(name: string, kind: Interface['kind'], mac: string): NetInterface {
    if (name.length === 0 || name.length > 15 || /[/\s]/.test(name)) throw new SysError('EINVAL');
    if (this.interface(name)) throw new SysError('EEXIST');
    const iface = new NetInterface(this, name, kind, this.#nextIndex++, mac);
    this.#interfaces.push(iface);
    this.network.changed();
    return iface;
  }

  addBridge(name: string, mac?: string): NetInterface {
    return this.addInterface(name, 'bridge', mac ?? this.network.randomMac());
  }

  addDummy(name: string, mac?: string): NetInterface {
    return this.addInterface(name, 'dummy', mac ?? this.network.randomMac());
  }

  addVeth(name: string, peer: NetNamespace, peerName: string, macs: { mac?: string; peerMac?: string } = {}): [NetInterface, NetInterface] {
    const other = peer as Namespace;
    if (other.interface(peerName)) throw new SysError('EEXIST');
    const here = this.addInterface(name, 'veth', macs.mac ?? this.network.randomMac());
    const there = other.addInterface(peerName, 'veth', macs.peerMac ?? this.network.randomMac());
    here.peer = there;
    there.peer = here;
    return [here, there];
  }

  setMaster(port: Interface, bridge: Interface | undefined): void {
    const member = port as NetInterface;
    if (bridge && (bridge.kind !== 'bridge' || bridge.namespace !== this || port.kind === 'bridge' || port.kind === 'loopback')) throw new SysError('EINVAL');
    member.master?.ports.delete(member);
    member.master = bridge as NetInterface | undefined;
    member.master?.ports.add(member);
    this.network.changed();
  }

  remove(target: Interface): void {
    const iface = target as NetInterface;
    if (iface.namespace !== this || !this.#interfaces.includes(iface)) throw new SysError('ENODEV');
    if (iface.kind === 'loopback') throw new SysError('EOPNOTSUPP');
    this.#interfaces = this.#interfaces.filter((other) => other !== iface);
    for (const { address } of [...iface.addresses]) iface.removeAddress(address);
    this.#routes = this.#routes.filter((route) => route.interface !== iface);
    this.isolation.delete(iface);
    if (iface.master) this.setMaster(iface, undefined);
    for (const port of [...iface.ports]) this.setMaster(port, undefined);
    iface.link?.detach(iface);
    const peer = iface.peer;
    iface.peer = undefined;
    if (peer) {
      peer.peer = undefined;
      peer.namespace.remove(peer);
    }
    this.network.changed();
  }

  // Routes

  get routes(): readonly Route[] {
    const connected: Route[] = [];
    for (const iface of this.#interfaces) {
      if (iface.kind === 'loopback' || !iface.up) continue;
      for (const { address, prefix } of iface.addresses) {
        if (isIPv6(address) || prefix === 32) continue;
        connected.push({ destination: networkOf(address, prefix), prefix, interface: iface, source: address, scope: 'link' });
      }
    }
    return [...this.#routes.filter((route) => (route.interface as NetInterface).up), ...connected];
  }

  /** EEXIST for the same destination and metric, ENETUNREACH when the gateway is on no attached network. */
  addRoute(route: Route): void {
    const same = (other: Route): boolean => other.destination === route.destination && other.prefix === route.prefix && (other.metric ?? 0) === (route.metric ?? 0);
    if (this.#routes.some(same)) throw new SysError('EEXIST');
    if (route.gateway !== undefined && !route.interface.addresses.some(({ address, prefix }) => inNetwork(route.gateway ?? '', address, prefix))) throw new SysError('ENETUNREACH');
    this.#routes.push(route);
    this.network.changed();
  }

  /** ESRCH when there is none. */
  removeRoute(destination: string, prefix: number): void {
    const rest = this.#routes.filter((route) => route.destination !== destination || route.prefix !== prefix);
    if (rest.length === this.#routes.length) throw new SysError('ESRCH');
    this.#routes = rest;
    this.network.changed();
  }

  /** Longest prefix first, then the lowest metric. */
  route(destination: string): Route | undefined {
    let best: Route | undefined;
    for (const route of this.routes) {
      if (!inNetwork(destination, route.destination, route.prefix)) continue;
      if (!best || route.prefix > best.prefix || (route.prefix === best.prefix && (route.metric ?? 0) < (best.metric ?? 0))) best = route;
    }
    return best;
  }

  /** Whether messages to this address end here. */
  isLocal(address: string): boolean {
    if (isLoopback(address)) return this.loopback.up;
    return this.network.owners(address).some((iface) => iface.namespace === this);
  }

  /** Address that a message to `destination` leaves with; undefined when there is no route or no address. */
  sourceFor(destination: string): string | undefined {
    if (isLoopback(destination)) return isIPv6(destination) ? '::1' : '127.0.0.1';
    if (this.isLocal(destination)) return destination;
    const route = this.route(destination);
    return route && this.sourceOf(route);
  }

  sourceOf(route: Route): string | undefined {
    if (route.source) return route.source;
    const own = route.interface.addresses.filter(({ address }) => !isIPv6(address));
    const near = own.find(({ address, prefix }) => inNetwork(route.gateway ?? route.destination, address, prefix));
    return (near ?? own[0])?.address ?? this.#interfaces.flatMap((iface) => (iface.kind === 'loopback' ? [] : iface.addresses)).find(({ address }) => !isIPv6(address))?.address;
  }

  // Translation and filters

  get forwards(): readonly PortForward[] {
    return [...this.#forwards.keys()];
  }

  addForward(forward: PortForward): void {
    if (!isAny(forward.hostAddress) && !this.isLocal(forward.hostAddress)) throw new SysError('EADDRNOTAVAIL');
    const inode = this.network.nextInode();
    const proxy: Endpoint = {
      role: 'proxy',
      address: forward.hostAddress,
      port: forward.hostPort,
      v6Only: true,
      info: () => ({
        protocol: forward.protocol,
        state: forward.protocol === 'tcp' ? 'LISTEN' : 'UNCONN',
        local: { family: 'inet', address: forward.hostAddress, port: forward.hostPort, v6Only: true },
        peer: undefined,
        inode,
        pid: undefined,
        program: 'docker-proxy',
        receiveQueue: 0,
        // Its backlog, net.core.somaxconn.
        sendQueue: forward.protocol === 'tcp' ? 4096 : 0,
      }),
      destroy: () => undefined,
    };
    this[forward.protocol].claim(proxy);
    this.#forwards.set(forward, proxy);
    this.network.changed();
  }

  removeForward(forward: PortForward): void {
    const proxy = this.#forwards.get(forward);
    if (!proxy) return;
    this.#forwards.delete(forward);
    this[forward.protocol].release(proxy);
    this.network.changed();
  }

  addMasquerade(network: string, prefix: number, bridge: Interface): void {
    this.#masquerades.push({ network, prefix, bridge });
    this.network.changed();
  }

  removeMasquerade(network: string, prefix: number): void {
    this.#masquerades = this.#masquerades.filter((rule) => rule.network !== network || rule.prefix !== prefix);
    this.network.changed();
  }

  masquerades(source: string, out: Interface): boolean {
    return this.#masquerades.some((rule) => rule.bridge !== out && inNetwork(source, rule.network, rule.prefix));
  }

  setIsolation(bridge: Interface, rule: IsolationRule | undefined): void {
    if (rule) this.isolation.set(bridge, rule);
    else this.isolation.delete(bridge);
    this.network.changed();
  }

  // Sockets

  sockets(): readonly SocketInfo[] {
    this.#timeWait = this.#timeWait.filter((endpoint) => !endpoint.expired);
    const seen = new Set<Endpoint>([...this.tcp, ...this.udp, ...this.connections, ...this.#timeWait]);
    return [...seen].map((endpoint) => endpoint.info()).filter((info) => info !== undefined);
  }

  /** Keeps a finished connection for the list of sockets until its time is over. */
  enterTimeWait(endpoint: Endpoint & { readonly expired: boolean }): void {
    while (this.#timeWait[0]?.expired) this.#timeWait.shift();
    this.#timeWait.push(endpoint);
  }

  destroy(): void {
    if (this.destroyed) return;
    for (const endpoint of new Set<Endpoint>([...this.tcp, ...this.udp, ...this.ping, ...this.connections])) endpoint.destroy();
    this.destroyed = true;
    for (const iface of [...this.#interfaces]) if (iface.kind !== 'loopback') this.remove(iface);
    for (const { address } of [...this.loopback.addresses]) this.loopback.removeAddress(address);
    this.#forwards.clear();
    this.#routes = [];
    this.conntrack.clear();
    this.network.changed();
  }
}

