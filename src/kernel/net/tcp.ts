/** TCP at message level: listeners, handshakes and the carrier of established connections (RFC 9293, tcp(7)). */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import { MICROSECOND, SECOND } from './clock.ts';
import { StreamEnd } from './stream.ts';
import { count, walk } from './walk.ts';
import { isAny, isIPv6 } from './address.ts';
import type { Errno } from '../errno.ts';
import type { Endpoint, Namespace } from './namespace.ts';
import type { Crossing, Packet, ProxyStop } from './packet.ts';
import type { SocketInfo } from './types.ts';

export interface InetAddress { readonly family: 'inet'; readonly address: string; readonly port: number }
/** Whose socket it is, for ss -p. */
export interface Owner { readonly pid: number; readonly program: string }

/** Bytes in flight and unread together; about what Linux tunes a connection to. */
const WINDOW = 256 * 1024;
const SEGMENT = 1448;
const HEADERS = 66;
/** When a SYN is sent again (tcp_syn_retries = 6), and when that ends: 127 s. */
const SYN_RETRIES = [1, 3, 7, 15, 31, 63].map((seconds) => seconds * SECOND);
const SYN_TIMEOUT = 127 * SECOND;
const ARP_TIMEOUT = 3.07 * SECOND;
/** tcp_retries2 = 15: a connection whose way is cut dies after about this. */
const RETRANSMISSION_TIMEOUT = 924 * SECOND;
const TIME_WAIT = 60 * SECOND;
/** How long docker-proxy needs to learn that the container refuses. */
const PROXY_DIAL = 250 * MICROSECOND;

/** A connection as one namespace sees it. */
export class TcpConnection implements Endpoint {
  readonly role = 'connected';
  readonly v6Only = false;
  readonly namespace: Namespace;
  readonly local: InetAddress;
  readonly remote: InetAddress;
  readonly end: StreamEnd;
  readonly inode: number;
  owner: Owner | undefined;
  /** The handshake is not over (SYN-SENT). */
  opening = false;
  /** Address translations made for it; they go with it. */
  readonly flows: (() => void)[] = [];
  #holdsPort = false;
  #deadline: (() => void) | undefined;
  #timeWaitUntil: number | undefined;
  #closedFirst = false;
  #lastArrival = 0;
  #way: { version: number; latency: number; crossings: readonly Crossing[] } | undefined;
  #back: readonly Crossing[] = [];
  #stalled: { size: number; arrive: () => void }[] = [];
  #target: TcpConnection | undefined;

  constructor(namespace: Namespace, local: InetAddress, remote: InetAddress) {
    this.namespace = namespace;
    this.local = local;
    this.remote = remote;
    this.inode = namespace.network.nextInode();
    this.end = new StreamEnd((size, arrive) => this.#carry(size, arrive), WINDOW);
    const done = (): void => this.#finish();
    this.end.onDone = done;
    namespace.connections.add(this);
  }

  get address(): string {
    return this.local.address;
  }

  get port(): number {
    return this.local.port;
  }

  /** Joins both ends; each then sends to the other. */
  pair(other: TcpConnection): void {
    this.#target = other;
    other.#target = this;
    this.end.peer = other.end;
    other.end.peer = this.end;
  }

  /** Keeps the local port from others, for connections that were opened from here. EADDRINUSE. */
  claimPort(): void {
    this.namespace.tcp.claim(this);
    this.#holdsPort = true;
  }

  get state(): SocketInfo['state'] {
    if (this.opening) return 'SYN-SENT';
    if (this.#timeWaitUntil !== undefined) return 'TIME-WAIT';
    if (this.end.readEnded && !this.end.writeEnded) return 'CLOSE-WAIT';
    if (this.end.writeEnded && !this.end.readEnded) return this.end.inFlight > 0 ? 'FIN-WAIT-1' : 'FIN-WAIT-2';
    return 'ESTAB';
  }

  info(): SocketInfo | undefined {
    const waiting = this.#timeWaitUntil !== undefined || this.end.closed;
    return {
      protocol: 'tcp',
      state: this.state,
      local: this.local,
      peer: this.remote,
      inode: waiting ? 0 : this.inode,
      pid: waiting ? undefined : this.owner?.pid,
      program: waiting ? undefined : this.owner?.program,
      receiveQueue: this.end.received,
      sendQueue: this.end.inFlight,
    };
  }

  get expired(): boolean {
    return this.#timeWaitUntil !== undefined && this.namespace.network.clock.now >= this.#timeWaitUntil;
  }

  destroy(): void {
    this.end.reset();
    this.abandon();
  }

  /** A message to the other end: now, or when the way is whole again. */
  #carry(size: number, arrive: () => void): void {
    if (this.#stalled.length > 0 || !this.#send(size, arrive)) this.#stall(size, arrive);
    // Which side says FIN first pays with TIME-WAIT.
    if (this.end.writeEnded && !this.end.readEnded) this.#closedFirst = true;
  }

  #send(size: number, arrive: () => void): boolean {
    const { network } = this.namespace;
    if (this.#way?.version !== network.version) {
      const packet = this.#packet();
      const verdict = walk(this.namespace, packet);
      const target = this.#target;
      if (verdict.kind !== 'delivered' || verdict.namespace !== target?.namespace) return false;
      this.#way = { version: network.version, latency: verdict.latency, crossings: verdict.crossings };
      this.#back = verdict.crossings.map((crossing) => ({ interface: crossing.interface, out: !crossing.out }));
    }
    const packets = Math.max(1, Math.ceil(size / SEGMENT));
    count(this.#way.crossings, size + packets * HEADERS, packets);
    if (size > 0) count(this.#back, HEADERS, 1);
    const at = Math.max(network.clock.now + this.#way.latency, this.#lastArrival);
    this.#lastArrival = at;
    network.clock.at(at, arrive);
    return true;
  }

  #packet(): Packet {
    return { protocol: 'tcp', source: this.local.address, sourcePort: this.local.port, destination: this.remote.address, destinationPort: this.remote.port, ttl: 64, established: true };
  }

  #stall(size: number, arrive: () => void): void {
    const { network } = this.namespace;
    if (this.#stalled.length === 0) {
      network.onChange(this.#retry);
      this.#deadline = network.clock.at(network.clock.now + RETRANSMISSION_TIMEOUT, () => {
        this.#stalled = [];
        network.offChange(this.#retry);
        this.end.fail('ETIMEDOUT');
      });
    }
    this.#stalled.push({ size, arrive });
  }

  readonly #retry = (): void => {
    for (let next = this.#stalled[0]; next; next = this.#stalled[0]) {
      if (!this.#send(next.size, next.arrive)) {
        this.namespace.network.onChange(this.#retry);
        return;
      }
      this.#stalled.shift();
    }
    this.#deadline?.();
  };

  #finish(): void {
    if (this.end.dead || !this.#closedFirst) {
      this.abandon();
      return;
    }
    this.#timeWaitUntil = this.namespace.network.clock.now + TIME_WAIT;
    this.#release();
    this.namespace.connections.delete(this);
    this.namespace.enterTimeWait(this);
  }

  /** Nothing is left of it. */
  abandon(): void {
    this.namespace.connections.delete(this);
    if (this.end.dead) {
      this.#stalled = [];
      this.#deadline?.();
      this.namespace.network.offChange(this.#retry);
    }
    this.#release();
  }

  #release(): void {
    if (this.#holdsPort) this.namespace.tcp.release(this);
    this.#holdsPort = false;
    for (const forget of this.flows.splice(0)) forget();
  }
}

/** A socket in state LISTEN. */
export class TcpListener implements Endpoint {
  readonly role = 'listener';
  readonly namespace: Namespace;
  readonly address: string;
  readonly port: number;
  readonly v6Only: boolean;
  readonly inode: number;
  readonly queue = new WaitQueue();
  readonly pending: TcpConnection[] = [];
  owner: Owner | undefined;
  backlog = 128;
  closed = false;
  /** Takes connections at once instead of queueing them, for listeners outside of the simulation. */
  onConnection: ((connection: TcpConnection) => void) | undefined;

  constructor(namespace: Namespace, bound: { address: string; port: number; v6Only: boolean }, inode: number) {
    this.namespace = namespace;
    this.address = bound.address;
    this.port = bound.port;
    this.v6Only = bound.v6Only;
    this.inode = inode;
  }

  info(): SocketInfo {
    return {
      protocol: 'tcp',
      state: 'LISTEN',
      local: { family: 'inet', address: this.address, port: this.port, v6Only: this.v6Only },
      peer: undefined,
      inode: this.inode,
      pid: this.owner?.pid,
      program: this.owner?.program,
      receiveQueue: this.pending.length,
      sendQueue: this.backlog,
    };
  }

  get full(): boolean {
    return this.onConnection === undefined && this.pending.length > this.backlog;
  }

  offer(connection: TcpConnection): void {
    if (this.onConnection) {
      this.onConnection(connection);
      return;
    }
    this.pending.push(connection);
    this.queue.wake();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.namespace.tcp.release(this);
    for (const connection of this.pending.splice(0)) connection.end.reset();
    this.queue.wake();
  }

  destroy(): void {
    this.close();
  }
}

/** A handshake on its way. `settle` is called once, with undefined or the errno of connect(2). */
export class TcpAttempt {
  readonly connection: TcpConnection;
  #settle: (failure: Errno | undefined) => void;
  #started: number;
  #settled = false;

  /** Throws what connect(2) knows at once: ENETUNREACH, EADDRNOTAVAIL. `bound` is the address of an earlier bind(2). */
  constructor(namespace: Namespace, remote: InetAddress, settle: (failure: Errno | undefined) => void, bound?: InetAddress) {
    const source = bound && !isAny(bound.address) ? bound.address : namespace.sourceFor(remote.address);
    if (source === undefined) throw new SysError('ENETUNREACH');
    if (isIPv6(source) !== isIPv6(remote.address)) throw new SysError('EADDRNOTAVAIL');
    const port = bound ? bound.port : namespace.tcp.ephemeral(source);
    this.connection = new TcpConnection(namespace, { family: 'inet', address: source, port }, remote);
    this.connection.opening = true;
    if (!bound) this.connection.claimPort();
    this.#settle = settle;
    this.#started = namespace.network.clock.now;
    this.#try(0);
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Gives up; `settle` is not called any more. */
  cancel(): void {
    if (this.#settled) return;
    this.#settled = true;
    this.connection.abandon();
  }

  #finish(failure: Errno | undefined): void {
    if (this.#settled) return;
    this.#settled = true;
    this.connection.opening = false;
    if (failure) this.connection.abandon();
    this.#settle(failure);
  }

  #later(after: number, action: () => void): void {
    const { clock } = this.connection.namespace.network;
    clock.at(clock.now + after, () => {
      if (!this.#settled) action();
    });
  }

  #try(round: number): void {
    const { namespace, local, remote } = this.connection;
    const elapsed = namespace.network.clock.now - this.#started;
    const verdict = walk(namespace, { protocol: 'tcp', source: local.address, sourcePort: local.port, destination: remote.address, destinationPort: remote.port, ttl: 64, established: false });
    this.connection.flows.push(...verdict.flows);
    count(verdict.crossings, HEADERS + 8, 1);
    switch (verdict.kind) {
      case 'delivered':
        this.#later(verdict.latency, () => this.#arrive(verdict.namespace, verdict.packet, verdict.proxy));
        break;
      case 'unroutable':
        if (verdict.proxy) this.#proxyOnly(verdict.proxy);
        else if (verdict.namespace === namespace && verdict.latency === 0) this.#finish(verdict.errno);
        else this.#later(verdict.latency * 2, () => this.#finish(verdict.errno));
        return;
      case 'expired':
        this.#later(verdict.latency * 2, () => this.#finish('EHOSTUNREACH'));
        return;
      case 'absent':
        if (elapsed < ARP_TIMEOUT) this.#later(Math.min(SECOND, ARP_TIMEOUT - elapsed), () => this.#try(round));
        else if (verdict.proxy) this.#proxyOnly(verdict.proxy);
        else this.#finish('EHOSTUNREACH');
        return;
      case 'dropped':
        break;
    }
    const next = SYN_RETRIES[round];
    this.#later((next ?? SYN_TIMEOUT) - elapsed, () => (next === undefined ? this.#finish('ETIMEDOUT') : this.#try(round + 1)));
  }

  /** The SYN stands before its destination, with the addresses that it has there. */
  #arrive(target: Namespace, packet: Packet, proxy: ProxyStop | undefined): void {
    if (target.destroyed || this.connection.end.peer) return;
    const { namespace } = this.connection;
    const listener = target.tcp.lookup(packet.destination, packet.destinationPort, (holder) => holder.role === 'listener') as TcpListener | undefined;
    const back = walk(target, { protocol: 'tcp', source: packet.destination, sourcePort: packet.destinationPort, destination: packet.source, destinationPort: packet.sourcePort, ttl: 64, established: true });
    if (back.kind !== 'delivered' || back.namespace !== namespace) return;
    count(back.crossings, HEADERS, 1);
    if (!listener) {
      if (proxy) this.#proxyOnly(proxy);
      else this.#later(back.latency, () => this.#finish('ECONNREFUSED'));
      return;
    }
    if (listener.full) return;
    const server = new TcpConnection(
      target,
      { family: 'inet', address: packet.destination, port: packet.destinationPort },
      { family: 'inet', address: packet.source, port: packet.sourcePort },
    );
    this.connection.pair(server);
    listener.offer(server);
    this.#later(back.latency, () => this.#finish(undefined));
  }

  /** docker-proxy has accepted, finds nobody behind, and hangs up. */
  #proxyOnly(proxy: ProxyStop): void {
    const { namespace, local, remote, flows } = this.connection;
    for (const forget of flows.splice(0)) forget();
    const server = new TcpConnection(proxy.namespace, remote, local);
    this.connection.pair(server);
    namespace.network.clock.at(namespace.network.clock.now + proxy.latency + PROXY_DIAL, () => server.end.close());
    this.#later(proxy.latency, () => this.#finish(undefined));
  }
}

/** EADDRNOTAVAIL for an address that is not of this namespace, EADDRINUSE for a port that is taken. Port 0 draws one. */
export function resolveBind(namespace: Namespace, protocol: 'tcp' | 'udp', wanted: InetAddress & { readonly v6Only?: boolean }): { address: string; port: number; v6Only: boolean } {
  const address = wanted.address === '' ? '0.0.0.0' : wanted.address;
  if (address !== '0.0.0.0' && address !== '::' && !namespace.isLocal(address)) throw new SysError('EADDRNOTAVAIL');
  const v6Only = wanted.v6Only ?? false;
  const port = wanted.port === 0 ? namespace[protocol].ephemeral(address, v6Only) : wanted.port;
  return { address, port, v6Only };
}

