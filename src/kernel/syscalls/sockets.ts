/** System calls about sockets, and with them the whole interface of a process. */
import type { AddressFamily, SocketAddress, SocketType } from '../net/types.ts';
import type { Proc, Sys } from '../sys.ts';
import { SysError } from '../errno.ts';
import { SocketFile, createSocket } from '../net/sockets.ts';
import { TerminalCalls } from './terminals.ts';

const call = { kind: 'step', cost: 1000 } as const;

export class SystemCalls extends TerminalCalls implements Proc {
  socket(family: AddressFamily, type: SocketType): number {
    this.process.descriptors.reserve(1);
    return this.install(createSocket(this.net, family, type));
  }

  bind(fd: number, address: SocketAddress): void {
    this.#socket(fd).bind(this, address);
  }

  listen(fd: number, backlog?: number): void {
    this.#socket(fd).listen(backlog, this);
  }

  *accept(fd: number): Sys<{ fd: number; peer: SocketAddress }> {
    const socket = this.#socket(fd);
    this.process.descriptors.reserve(1);
    yield call;
    const { socket: accepted, peer } = yield* socket.accept(this);
    return { fd: this.install(accepted), peer };
  }

  *connect(fd: number, address: SocketAddress, timeout?: number): Sys<void> {
    const socket = this.#socket(fd);
    yield call;
    yield* socket.connect(this, address, timeout);
  }

  *sendto(fd: number, data: Uint8Array, to?: SocketAddress): Sys<void> {
    const socket = this.#socket(fd);
    yield call;
    yield* socket.sendto(this, data, to);
  }

  *recvfrom(fd: number, timeout?: number): Sys<{ data: Uint8Array; from: SocketAddress; ttl: number }> {
    const socket = this.#socket(fd);
    yield call;
    return yield* socket.recvfrom(this, timeout);
  }

  shutdown(fd: number, how: 'read' | 'write' | 'both'): void {
    this.#socket(fd).shutdown(how);
  }

  getsockname(fd: number): SocketAddress {
    return this.#socket(fd).localAddress();
  }

  getpeername(fd: number): SocketAddress {
    return this.#socket(fd).peerAddress();
  }

  #socket(fd: number): SocketFile {
    const file = this.process.descriptors.get(fd);
    if (!(file instanceof SocketFile)) throw new SysError('ENOTSOCK');
    return file;
  }
}
