/** Ping sockets (icmp(7)): echo requests out, replies and errors back, as bytes of the ICMP message. */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import { MICROSECOND, SECOND } from './clock.ts';
import { SocketFile } from './socket-file.ts';
import { count, walk } from './walk.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Endpoint, Namespace } from './namespace.ts';
import type { Packet } from './packet.ts';
import type { Datagram } from './socket-file.ts';
import type { InetAddress } from './tcp.ts';
import type { SocketAddress } from './types.ts';

/** Types of RFC 792 that arrive on a ping socket: the first byte of a message. */
export const ECHO_REPLY = 0;
export const UNREACHABLE = 3;
export const TIME_EXCEEDED = 11;
const ECHO_REQUEST = 8;
const CODE_NETWORK = 0;
const CODE_HOST = 1;
const HEADERS = 34;

/**
 * A message is eight bytes of header (type, code, checksum (0), identifier, sequence) and the payload. `sendto` takes an echo request in
 * that form and fills in the identifier; an error message carries the request it answers after its header, as on the wire.
 */
export class PingSocket extends SocketFile {
  readonly queue = new WaitQueue();
  /** IP_TTL. */
  ttl = 64;
  readonly #identifier: number;
  readonly #received: Datagram[] = [];
  readonly #endpoint: Endpoint;
  #peer: InetAddress | undefined;

  constructor(namespace: Namespace) {
    super(namespace);
    this.#identifier = namespace.ping.ephemeral('0.0.0.0');
    this.#endpoint = { role: 'ping', address: '0.0.0.0', port: this.#identifier, v6Only: false, info: () => undefined, destroy: () => this.queue.wake() };
    namespace.ping.claim(this.#endpoint);
  }

  bind(): void {}

  *connect(_proc: Proc, address: SocketAddress): Sys<void> {
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    this.#peer = address;
  }

  /** ENETUNREACH when there is no route from here. */
  override *sendto(_proc: Proc, data: Uint8Array, to?: SocketAddress): Sys<void> {
    const target = to ?? this.#peer;
    if (!target) throw new SysError('EDESTADDRREQ');
    if (target.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    if (data.length < 8 || data[0] !== ECHO_REQUEST) throw new SysError('EINVAL');
    const { namespace } = this;
    const source = namespace.sourceFor(target.address);
    if (source === undefined) throw new SysError('ENETUNREACH');
    const request = data.slice();
    request[4] = this.#identifier >> 8;
    request[5] = this.#identifier & 255;
    this.#send(request, { protocol: 'icmp', source, sourcePort: this.#identifier, destination: target.address, destinationPort: this.#identifier, ttl: this.ttl, established: false });
  }

  override *recvfrom(proc: Proc, timeout?: number): Sys<Datagram> {
    const deadline = timeout === undefined ? Infinity : proc.now() + timeout;
    for (;;) {
      const message = this.#received.shift();
      if (message) return message;
      if (this.flags.nonBlock) throw new SysError('EAGAIN');
      if ((yield* proc.block([this.queue], deadline)) === 'timeout' && this.#received.length === 0) throw new SysError('ETIMEDOUT');
    }
  }

  *read(proc: Proc, max: number): Sys<Uint8Array> {
    return (yield* this.recvfrom(proc)).data.subarray(0, max);
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    yield* this.sendto(proc, data);
  }

  readable(): boolean {
    return this.#received.length > 0;
  }

  writable(): boolean {
    return true;
  }

  localAddress(): InetAddress {
    return { family: 'inet', address: '0.0.0.0', port: this.#identifier };
  }

  peerAddress(): InetAddress {
    if (!this.#peer) throw new SysError('ENOTCONN');
    return this.#peer;
  }

  protected close(): void {
    this.namespace.ping.release(this.#endpoint);
  }

  #send(request: Uint8Array, packet: Packet): void {
    const { clock, random } = this.namespace.network;
    const verdict = walk(this.namespace, packet);
    count(verdict.crossings, request.length + HEADERS, 1);
    // Real round trips differ a little from each other.
    const jitter = (): number => (verdict.latency >> 3) + random.below(Math.max(1, Math.floor(verdict.latency / 2))) + random.below(20 * MICROSECOND);
    switch (verdict.kind) {
      case 'delivered': {
        const arrived = verdict.packet;
        clock.at(clock.now + verdict.latency, () => {
          if (verdict.namespace.destroyed) return;
          const reply: Packet = { ...arrived, source: arrived.destination, sourcePort: arrived.destinationPort, destination: arrived.source, destinationPort: arrived.sourcePort, ttl: 64, established: true };
          const back = walk(verdict.namespace, reply);
          count(back.crossings, request.length + HEADERS, 1);
          if (back.kind !== 'delivered' || back.namespace !== this.namespace) return;
          const answer = request.slice();
          answer[0] = ECHO_REPLY;
          clock.at(clock.now + back.latency + jitter(), () => this.#receive(answer, reply.source, reply.ttl));
        });
        return;
      }
      case 'unroutable':
        if (verdict.namespace === this.namespace && verdict.latency === 0) throw new SysError(verdict.errno);
        this.#error(UNREACHABLE, CODE_NETWORK, request, verdict.from, verdict.latency * 2 + jitter());
        return;
      case 'absent':
        this.#error(UNREACHABLE, CODE_HOST, request, verdict.from, verdict.latency * 2 + 3.06 * SECOND);
        return;
      case 'expired':
        this.#error(TIME_EXCEEDED, 0, request, verdict.from, verdict.latency * 2 + jitter());
        return;
      case 'dropped':
        return;
    }
  }

  #error(type: number, code: number, request: Uint8Array, from: string, after: number): void {
    const { clock } = this.namespace.network;
    const message = new Uint8Array(8 + request.length);
    message[0] = type;
    message[1] = code;
    message.set(request, 8);
    clock.at(clock.now + after, () => this.#receive(message, from, 64));
  }

  #receive(data: Uint8Array, address: string, ttl: number): void {
    this.#received.push({ data, from: { family: 'inet', address, port: 0 }, ttl });
    this.queue.wake();
  }
}
