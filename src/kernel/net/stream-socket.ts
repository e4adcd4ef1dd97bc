/** Reading, writing and accepting on sockets of type stream, whatever carries the bytes. */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import { SocketFile } from './socket-file.ts';
import type { Proc, Sys } from '../sys.ts';
import type { StreamEnd } from './stream.ts';

interface Connected { readonly end: StreamEnd }
interface Listening<C extends Connected> { readonly queue: WaitQueue; readonly pending: C[]; readonly closed: boolean; close(): void }

export abstract class StreamSocket<C extends Connected> extends SocketFile {
  protected connection: C | undefined;
  protected listener: Listening<C> | undefined;
  /** Woken while there is neither a connection nor a listener. */
  protected readonly idle = new WaitQueue();

  get queue(): WaitQueue {
    return this.connection?.end.queue ?? this.listener?.queue ?? this.idle;
  }

  readable(): boolean {
    if (this.listener) return this.listener.pending.length > 0 || this.listener.closed;
    return this.connection ? this.connection.end.readable : true;
  }

  writable(): boolean {
    return this.connection ? this.connection.end.writable : !this.listener;
  }

  /** Blocks until there is a byte, the end, or an error (ECONNRESET, ETIMEDOUT). */
  *read(proc: Proc, max: number): Sys<Uint8Array> {
    const end = this.#end();
    for (;;) {
      const bytes = end.read(max);
      if (bytes) return bytes;
      if (this.flags.nonBlock) throw new SysError('EAGAIN');
      yield* proc.block([end.queue]);
    }
  }

  /** Blocks until all is sent. EPIPE without a signal, as with MSG_NOSIGNAL; ECONNRESET. */
  *write(proc: Proc, data: Uint8Array): Sys<void> {
    const end = this.#end();
    let done = end.write(data);
    while (done < data.length) {
      if (end.room === 0 && !end.writeEnded && !end.dead) yield* proc.block([end.queue]);
      done += end.write(data.subarray(done));
    }
  }

  override *recvfrom(proc: Proc, timeout?: number): Sys<{ data: Uint8Array; from: ReturnType<SocketFile['peerAddress']>; ttl: number }> {
    const end = this.#end();
    const deadline = timeout === undefined ? Infinity : proc.now() + timeout;
    while (!end.readable) if ((yield* proc.block([end.queue], deadline)) === 'timeout') throw new SysError('ETIMEDOUT');
    const data = yield* this.read(proc, 65536);
    return { data, from: this.peerAddress(), ttl: 64 };
  }

  override *accept(proc: Proc): Sys<{ socket: SocketFile; peer: ReturnType<SocketFile['peerAddress']> }> {
    const { listener } = this;
    if (!listener) throw new SysError('EINVAL');
    for (;;) {
      const connection = listener.pending.shift();
      if (connection) {
        const socket = this.adopt(connection, proc);
        return { socket, peer: socket.peerAddress() };
      }
      if (listener.closed) throw new SysError('EINVAL');
      yield* proc.block([listener.queue]);
    }
  }

  override shutdown(how: 'read' | 'write' | 'both'): void {
    if (this.listener) {
      this.listener.close();
      return;
    }
    const end = this.connection?.end;
    if (!end || end.dead) throw new SysError('ENOTCONN');
    if (how !== 'write') end.endRead();
    if (how !== 'read') end.end();
  }

  protected close(): void {
    this.listener?.close();
    this.connection?.end.close();
  }

  /** A socket for a connection that was accepted. */
  protected abstract adopt(connection: C, proc: Proc): SocketFile;

  #end(): StreamEnd {
    if (!this.connection) throw new SysError('ENOTCONN');
    return this.connection.end;
  }
}
