/** Ends of connections that no process holds: real clients and servers outside of the simulation, and the kernel's own helpers. */
import { SysError } from '../errno.ts';
import { UdpEndpoint } from './datagram.ts';
import { TcpAttempt, TcpListener, resolveBind } from './tcp.ts';
import { bindUnix, findUnix } from './unix.ts';
import type { Errno } from '../errno.ts';
import type { FsView } from '../fs/types.ts';
import type { Namespace } from './namespace.ts';
import type { StreamEnd } from './stream.ts';
import type { NetNamespace, SocketAddress } from './types.ts';

/**
 * A stream seen from outside. Set the callbacks; they are called as the simulation runs. What is written before the connection
 * stands is kept and sent then.
 */
export interface OutsideConnection {
  onOpen: (() => void) | undefined;
  onData: ((data: Uint8Array) => void) | undefined;
  /** The other end has sent all. */
  onEnd: (() => void) | undefined;
  /** Refused, reset, timed out …; nothing follows. */
  onError: ((code: Errno) => void) | undefined;
  /** All that was written is on its way. */
  onDrain: (() => void) | undefined;
  /** False when the other end does not keep up: wait for onDrain. */
  write(data: Uint8Array): boolean;
  /** Half-close, after what was written. */
  end(): void;
  close(): void;
  /** Holds back what arrives until `resume`; the sender feels it. */
  pause(): void;
  resume(): void;
}

class Outside implements OutsideConnection {
  onOpen: (() => void) | undefined;
  onData: ((data: Uint8Array) => void) | undefined;
  onEnd: (() => void) | undefined;
  onError: ((code: Errno) => void) | undefined;
  onDrain: (() => void) | undefined;
  #stream: StreamEnd | undefined;
  #waiting: Uint8Array[] = [];
  #ending = false;
  #over = false;
  #paused = false;
  #pumping = false;
  #ended = false;
  #cancel: (() => void) | undefined;

  attach(stream: StreamEnd): void {
    this.#stream = stream;
    stream.onChange = () => this.#pump();
    this.onOpen?.();
    this.#pump();
  }

  whileOpening(cancel: () => void): void {
    if (!this.#stream) this.#cancel = cancel;
  }

  fail(code: Errno): void {
    if (this.#over) return;
    this.#over = true;
    this.onError?.(code);
  }

  write(data: Uint8Array): boolean {
    if (this.#over || this.#ending) return true;
    if (data.length > 0) this.#waiting.push(data.slice());
    this.#pump();
    return this.#waiting.length === 0;
  }

  end(): void {
    this.#ending = true;
    this.#pump();
  }

  close(): void {
    this.#over = true;
    this.#cancel?.();
    if (this.#stream) {
      this.#stream.onChange = undefined;
      this.#stream.close();
    }
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#pump();
  }

  /** Moves what can be moved, both ways. */
  #pump(): void {
    const stream = this.#stream;
    if (!stream || this.#pumping) return;
    this.#pumping = true;
    try {
      while (!this.#over) if (!this.#flush(stream) && !this.#deliver(stream)) break;
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      this.fail(error.code);
    } finally {
      this.#pumping = false;
    }
  }

  #flush(stream: StreamEnd): boolean {
    const next = this.#waiting[0];
    if (!next) {
      if (this.#ending && !stream.writeEnded) stream.end();
      return false;
    }
    const sent = stream.write(next);
    if (sent === next.length) this.#waiting.shift();
    else this.#waiting[0] = next.subarray(sent);
    if (this.#waiting.length === 0) this.onDrain?.();
    return sent > 0;
  }

  #deliver(stream: StreamEnd): boolean {
    if (this.#paused) return false;
    const data = stream.read(65536);
    if (!data) return false;
    if (data.length > 0) {
      this.onData?.(data);
      return true;
    }
    if (!this.#ended) {
      this.#ended = true;
      this.onEnd?.();
    }
    return false;
  }
}

/**
 * Connects from inside of a namespace (as a program there would) without a process. `fs` resolves the path of a Unix socket.
 * Errors, also immediate ones, come by `onError`.
 */
export function connectOutside(ns: NetNamespace, address: SocketAddress, fs?: FsView): OutsideConnection {
  const namespace = ns as Namespace;
  const { clock } = namespace.network;
  const outside = new Outside();
  try {
    if (address.family === 'unix') {
      if (!fs) throw new SysError('EINVAL');
      const connection = findUnix(fs, address.path).connect(namespace);
      clock.at(clock.now, () => outside.attach(connection.end));
    } else {
      const attempt: TcpAttempt = new TcpAttempt(namespace, address, (failure) => (failure ? outside.fail(failure) : outside.attach(attempt.connection.end)));
      outside.whileOpening(() => attempt.cancel());
    }
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    clock.at(clock.now, () => outside.fail(error.code));
  }
  return outside;
}

/** Listens in a namespace without a process; EADDRINUSE and EADDRNOTAVAIL are thrown. The result stops it. */
export function listenOutside(ns: NetNamespace, address: SocketAddress & { family: 'inet' }, onConnection: (connection: OutsideConnection, peer: SocketAddress) => void): () => void {
  const namespace = ns as Namespace;
  const listener = new TcpListener(namespace, resolveBind(namespace, 'tcp', address), namespace.network.nextInode());
  namespace.tcp.claim(listener);
  listener.onConnection = (connection) => {
    const outside = new Outside();
    onConnection(outside, connection.remote);
    outside.attach(connection.end);
  };
  return () => listener.close();
}

/** Listens on a Unix socket without a process: makes the socket file in `fs`. Throws what bind(2) does. The result stops it. */
export function listenUnixOutside(ns: NetNamespace, fs: FsView, path: string, onConnection: (connection: OutsideConnection) => void): () => void {
  const listener = bindUnix(ns as Namespace, fs, path);
  listener.listening = true;
  listener.onConnection = (connection) => {
    const outside = new Outside();
    onConnection(outside);
    outside.attach(connection.end);
  };
  return () => listener.close();
}

/** A UDP port that no process holds: the embedded DNS of a container, and its questions to others. */
export interface OutsideDatagrams {
  send(data: Uint8Array, to: { readonly address: string; readonly port: number }): void;
  close(): void;
}

/** Binds a UDP port without a process (0 draws one). `reply` answers from the address that was asked. EADDRINUSE, EADDRNOTAVAIL. */
export function datagramsOutside(
  ns: NetNamespace,
  address: { readonly address: string; readonly port: number },
  onDatagram: (data: Uint8Array, from: SocketAddress & { family: 'inet' }, reply: (data: Uint8Array) => void) => void,
): OutsideDatagrams {
  const namespace = ns as Namespace;
  const endpoint = new UdpEndpoint(namespace, resolveBind(namespace, 'udp', { family: 'inet', ...address }));
  endpoint.onDatagram = (datagram, reply) => {
    if (datagram.from.family === 'inet') onDatagram(datagram.data, datagram.from, reply);
  };
  return { send: (data, to) => endpoint.send(data, { family: 'inet', address: to.address, port: to.port }), close: () => endpoint.close() };
}

/** Runs `action` after `delay` nanoseconds of virtual time; the result cancels it. */
export function afterDelay(ns: NetNamespace, delay: number, action: () => void): () => void {
  const { clock } = (ns as Namespace).network;
  return clock.at(clock.now + delay, action);
}
