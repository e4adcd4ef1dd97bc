/** TCP sockets as open files (tcp(7)). */
import { SysError } from '../errno.ts';
import { unmapped } from './address.ts';
import { checkPort, ownerOf } from './socket-file.ts';
import { StreamSocket } from './stream-socket.ts';
import { TcpAttempt, TcpListener, resolveBind } from './tcp.ts';
import type { Errno } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Endpoint, Namespace } from './namespace.ts';
import type { InetAddress, TcpConnection } from './tcp.ts';
import type { SocketAddress } from './types.ts';

export class TcpSocket extends StreamSocket<TcpConnection> {
  #bound: Endpoint | undefined;
  #owner: ReturnType<typeof ownerOf> | undefined;

  constructor(namespace: Namespace, connection?: TcpConnection) {
    super(namespace, connection?.inode);
    this.connection = connection;
  }

  bind(proc: Proc, address: SocketAddress): void {
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    if (this.#bound || this.connection) throw new SysError('EINVAL');
    checkPort(proc, this.namespace, address.port);
    this.#owner = ownerOf(proc);
    this.#hold(address);
  }

  override listen(backlog = 128): void {
    if (this.connection) throw new SysError('EINVAL');
    if (!this.#bound) this.#hold({ family: 'inet', address: '0.0.0.0', port: 0 });
    const bound = this.#bound as Endpoint;
    const listener = this.listener instanceof TcpListener ? this.listener : new TcpListener(this.namespace, bound, this.inode);
    listener.backlog = Math.max(1, Math.min(backlog, 4096));
    listener.owner = this.#owner;
    if (this.listener) return;
    this.namespace.tcp.release(bound);
    this.namespace.tcp.claim(listener);
    this.listener = listener;
    this.idle.wake();
  }

  *connect(proc: Proc, address: SocketAddress, timeout?: number): Sys<void> {
    if (address.family !== 'inet') throw new SysError('EAFNOSUPPORT');
    if (this.listener || this.connection) throw new SysError('EISCONN');
    const wanted = unmapped(address.address);
    // The wildcard address as a destination means this host (ip(7)).
    const target = wanted === '0.0.0.0' || wanted === '' ? '127.0.0.1' : wanted === '::' ? '::1' : wanted;
    let failure: Errno | undefined;
    const bound = this.#bound && ({ family: 'inet', address: this.#bound.address, port: this.#bound.port } as const);
    const attempt = new TcpAttempt(this.namespace, { family: 'inet', address: target, port: address.port }, (result) => {
      failure = result;
      this.idle.wake();
    }, bound);
    attempt.connection.owner = ownerOf(proc);
    const deadline = timeout === undefined ? Infinity : proc.now() + timeout;
    try {
      while (!attempt.settled) {
        const how = yield* proc.block([this.idle], deadline);
        if (how === 'timeout' && !attempt.settled) throw new SysError('ETIMEDOUT');
      }
    } catch (error) {
      attempt.cancel();
      throw error;
    }
    if (failure) throw new SysError(failure);
    this.connection = attempt.connection;
  }

  localAddress(): InetAddress {
    if (this.connection) return this.connection.local;
    return { family: 'inet', address: this.#bound?.address ?? '0.0.0.0', port: this.#bound?.port ?? 0 };
  }

  peerAddress(): InetAddress {
    if (!this.connection) throw new SysError('ENOTCONN');
    return this.connection.remote;
  }

  protected adopt(connection: TcpConnection, proc: Proc): TcpSocket {
    connection.owner = ownerOf(proc);
    return new TcpSocket(this.namespace, connection);
  }

  protected override close(): void {
    super.close();
    if (this.#bound && !this.listener) this.namespace.tcp.release(this.#bound);
  }

  #hold(address: InetAddress): void {
    const { namespace } = this;
    const place = resolveBind(namespace, 'tcp', address);
    const bound: Endpoint = { ...place, role: 'bound', info: () => undefined, destroy: () => namespace.tcp.release(bound) };
    namespace.tcp.claim(bound);
    this.#bound = bound;
  }
}
