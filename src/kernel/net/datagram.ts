/** UDP sockets (udp(7)): datagrams to a bound port, and ICMP port unreachable for those who talk to nobody. */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import { unmapped } from './address.ts';
import { SECOND } from './clock.ts';
import { resolveBind } from './tcp.ts';
import { SocketFile, checkPort, ownerOf } from './socket-file.ts';
import { count, walk } from './walk.ts';
import type { Errno } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Endpoint, Namespace } from './namespace.ts';
import type { Packet } from './packet.ts';
import type { Datagram } from './socket-file.ts';
import type { InetAddress, Owner } from './tcp.ts';
import type { SocketAddress, SocketInfo } from './types.ts';

/** net.core.rmem_default; what does not fit is dropped. */
const BUFFER = 212_992;
const HEADERS = 42;
const MAX_SIZE = 65_507;

/** A bound UDP port. */
export class UdpEndpoint implements Endpoint {
  readonly role = 'datagram';
  readonly namespace: Namespace;
  readonly address: string;
  readonly port: number;
  readonly v6Only: boolean;
  readonly inode: number;
  readonly queue: WaitQueue;
  owner: Owner | undefined;
  peer: InetAddress | undefined;
  error: Errno | undefined;
  /** Takes datagrams at once, for servers that are part of the machinery (the embedded DNS of a container). */
  onDatagram: ((datagram: Datagram, reply: (data: Uint8Array) => void) => void) | undefined;
  readonly received: Datagram[] = [];
  #size = 0;

  constructor(namespace: Namespace, place: { address: string; port: number; v6Only: boolean }, queue = new WaitQueue(), inode = namespace.network.nextInode()) {
    this.namespace = namespace;
    this.address = place.address;
    this.port = place.port;
    this.v6Only = place.v6Only;
    this.queue = queue;
    this.inode = inode;
    namespace.udp.claim(this);
  }

  info(): SocketInfo {
    return {
      protocol: 'udp',
      state: this.peer ? 'ESTAB' : 'UNCONN',
      local: { family: 'inet', address: this.address, port: this.port },
      peer: this.peer,
      inode: this.inode,
      pid: this.owner?.pid,
      program: this.owner?.program,
      receiveQueue: this.#size,
      sendQueue: 0,
    };
  }

  /** Sends one datagram; errors of the local host are thrown, others come back as ICMP. */
  send(data: Uint8Array, to: InetAddress): void {
    if (data.length > MAX_SIZE) throw new SysError('EMSGSIZE');
    const { namespace } = this;
    const source = this.address === '0.0.0.0' || this.address === '::' ? namespace.sourceFor(to.address) : this.address;
    if (source === undefined) throw new SysError('ENETUNREACH');
    this.#transmit({ protocol: 'udp', source, sourcePort: this.port, destination: to.address, destinationPort: to.port, ttl: 64, established: false }, data);
  }

  take(): Datagram | undefined {
    const datagram = this.received.shift();
    if (datagram) this.#size -= datagram.data.length;
    return datagram;
  }

  deliver(packet: Packet, data: Uint8Array): void {
    if (this.peer && (packet.source !== this.peer.address || packet.sourcePort !== this.peer.port)) return;
    const from: InetAddress = { family: 'inet', address: packet.source, port: packet.sourcePort };
    const datagram: Datagram = { data, from, ttl: packet.ttl };
    if (this.onDatagram) {
      const back: Packet = { ...packet, source: packet.destination, sourcePort: packet.destinationPort, destination: packet.source, destinationPort: packet.sourcePort, ttl: 64, established: true };
      this.onDatagram(datagram, (answer) => this.#transmit(back, answer));
      return;
    }
    if (this.#size + data.length > BUFFER) return;
    this.#size += data.length;
    this.received.push(datagram);
    this.queue.wake();
  }

  /** An ICMP error came back: a connected socket learns of it. */
  fail(error: Errno): void {
    if (!this.peer) return;
    this.error = error;
    this.queue.wake();
  }

  close(): void {
    this.namespace.udp.release(this);
  }

  destroy(): void {
    this.error = 'ENETDOWN';
    this.close();
    this.queue.wake();
  }

  #transmit(packet: Packet, data: Uint8Array): void {
    const { clock } = this.namespace.network;
    const verdict = walk(this.namespace, packet);
    count(verdict.crossings, data.length + HEADERS, 1);
    switch (verdict.kind) {
      case 'delivered': {
        const bytes = data.slice();
        clock.at(clock.now + verdict.latency, () => {
          if (verdict.namespace.destroyed) return;
          const target = verdict.namespace.udp.lookup(verdict.packet.destination, verdict.packet.destinationPort, (holder) => holder.role === 'datagram');
          if (target) (target as UdpEndpoint).deliver(verdict.packet, bytes);
          else if (!verdict.proxy) clock.at(clock.now + verdict.latency, () => this.fail('ECONNREFUSED'));
        });
        return;
      }
      case 'unroutable':
        if (verdict.namespace === this.namespace && verdict.latency === 0) throw new SysError(verdict.errno);
        clock.at(clock.now + verdict.latency * 2, () => this.fail(verdict.errno));
        return;
      case 'absent':
        clock.at(clock.now + 3 * SECOND, () => this.fail('EHOSTUNREACH'));
        return;
      case 'expired':
      case 'dropped':
        return;
    }
  }
}

export class DatagramSocket extends SocketFile {
  readonly queue = new WaitQueue();
  #endpoint: UdpEndpoint | undefined;

  bind(proc: Proc, address: SocketAddress): void {
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    if (this.#endpoint) throw new SysError('EINVAL');
    checkPort(proc, this.namespace, address.port);
    this.#hold(address, proc);
  }

  *connect(proc: Proc, address: SocketAddress): Sys<void> {
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    const target = normal(address);
    const source = this.namespace.sourceFor(target.address);
    if (source === undefined) throw new SysError('ENETUNREACH');
    const endpoint = this.#endpoint ?? this.#hold({ family: 'inet', address: source, port: 0 }, proc);
    endpoint.peer = target;
  }

  override *sendto(proc: Proc, data: Uint8Array, to?: SocketAddress): Sys<void> {
    const address = to ?? this.#endpoint?.peer;
    if (!address) throw new SysError('EDESTADDRREQ');
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    const target = normal(address);
    const endpoint = this.#endpoint ?? this.#hold({ family: 'inet', address: target.address.includes(':') ? '::' : '0.0.0.0', port: 0 }, proc);
    this.#throwError(endpoint);
    endpoint.send(data, target);
  }

  override *recvfrom(proc: Proc, timeout?: number): Sys<Datagram> {
    const endpoint = this.#endpoint ?? this.#hold({ family: 'inet', address: '0.0.0.0', port: 0 }, proc);
    const deadline = timeout === undefined ? Infinity : proc.now() + timeout;
    for (;;) {
      this.#throwError(endpoint);
      const datagram = endpoint.take();
      if (datagram) return datagram;
      if (this.flags.nonBlock) throw new SysError('EAGAIN');
      if ((yield* proc.block([this.queue], deadline)) === 'timeout' && endpoint.received.length === 0) throw new SysError('ETIMEDOUT');
    }
  }

  *read(proc: Proc, max: number): Sys<Uint8Array> {
    return (yield* this.recvfrom(proc)).data.subarray(0, max);
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    yield* this.sendto(proc, data);
  }

  readable(): boolean {
    return this.#endpoint !== undefined && (this.#endpoint.received.length > 0 || this.#endpoint.error !== undefined);
  }

  writable(): boolean {
    return true;
  }

  override shutdown(): void {
    if (!this.#endpoint?.peer) throw new SysError('ENOTCONN');
  }

  localAddress(): InetAddress {
    return { family: 'inet', address: this.#endpoint?.address ?? '0.0.0.0', port: this.#endpoint?.port ?? 0 };
  }

  peerAddress(): InetAddress {
    if (!this.#endpoint?.peer) throw new SysError('ENOTCONN');
    return this.#endpoint.peer;
  }

  protected close(): void {
    this.#endpoint?.close();
  }

  #hold(address: InetAddress, proc: Proc): UdpEndpoint {
    const endpoint = new UdpEndpoint(this.namespace, resolveBind(this.namespace, 'udp', address), this.queue, this.inode);
    endpoint.owner = ownerOf(proc);
    this.#endpoint = endpoint;
    return endpoint;
  }

  #throwError(endpoint: UdpEndpoint): void {
    const code = endpoint.error;
    if (!code) return;
    endpoint.error = undefined;
    throw new SysError(code);
  }
}

function normal(address: InetAddress): InetAddress {
  const plain = unmapped(address.address);
  return { family: 'inet', address: plain === '0.0.0.0' || plain === '' ? '127.0.0.1' : plain === '::' ? '::1' : plain, port: address.port };
}
