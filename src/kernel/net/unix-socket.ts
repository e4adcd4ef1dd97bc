/** Unix stream sockets as open files (unix(7)). */
import { SysError } from '../errno.ts';
import { ownerOf } from './socket-file.ts';
import { StreamSocket } from './stream-socket.ts';
import { bindUnix, findUnix } from './unix.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Namespace } from './namespace.ts';
import type { SocketAddress } from './types.ts';
import type { UnixConnection, UnixListener } from './unix.ts';

export class UnixSocket extends StreamSocket<UnixConnection> {
  #bound: UnixListener | undefined;

  constructor(namespace: Namespace, connection?: UnixConnection) {
    super(namespace, connection?.inode);
    this.connection = connection;
  }

  bind(proc: Proc, address: SocketAddress): void {
    if (address.family !== 'unix') throw new SysError('EINVAL');
    if (this.#bound || this.connection) throw new SysError('EINVAL');
    this.#bound = bindUnix(this.namespace, proc.fs, address.path);
    this.#bound.owner = ownerOf(proc);
  }

  override listen(backlog = 128): void {
    if (!this.#bound) throw new SysError('EINVAL');
    this.#bound.listening = true;
    this.#bound.backlog = Math.max(1, Math.min(backlog, 4096));
    this.listener = this.#bound;
  }

  *connect(proc: Proc, address: SocketAddress, timeout?: number): Sys<void> {
    if (address.family !== 'unix') throw new SysError('EINVAL');
    if (this.connection) throw new SysError('EISCONN');
    const deadline = timeout === undefined ? Infinity : proc.now() + timeout;
    let listener = findUnix(proc.fs, address.path);
    while (listener.full) {
      if ((yield* proc.block([listener.queue], deadline)) === 'timeout') throw new SysError('ETIMEDOUT');
      listener = findUnix(proc.fs, address.path);
    }
    this.connection = listener.connect(this.namespace);
    this.connection.owner = ownerOf(proc);
    this.idle.wake();
  }

  localAddress(): SocketAddress {
    return { family: 'unix', path: this.#bound?.path ?? this.connection?.path ?? '' };
  }

  peerAddress(): SocketAddress {
    if (!this.connection) throw new SysError('ENOTCONN');
    return { family: 'unix', path: this.connection.peerPath };
  }

  protected adopt(connection: UnixConnection, proc: Proc): UnixSocket {
    connection.owner = ownerOf(proc);
    return new UnixSocket(this.namespace, connection);
  }

  protected override close(): void {
    super.close();
    this.#bound?.close();
  }
}
