/** The part that all sockets share. Calls that a type does not have fail as Linux fails them. */
import { SysError } from '../errno.ts';
import { CountedFile, anonymousStat } from '../open-file.ts';
import type { OpenFlags, Stat } from '../fs/types.ts';
import type { Proc, Sys } from '../sys.ts';
import type { WaitQueue } from '../wait-queue.ts';
import type { Namespace } from './namespace.ts';
import type { Owner } from './tcp.ts';
import type { SocketAddress } from './types.ts';

export interface Datagram { readonly data: Uint8Array; readonly from: SocketAddress; readonly ttl: number }

export abstract class SocketFile extends CountedFile {
  readonly flags: OpenFlags = { read: true, write: true };
  readonly namespace: Namespace;
  readonly inode: number;

  constructor(namespace: Namespace, inode = namespace.network.nextInode()) {
    super();
    this.namespace = namespace;
    this.inode = inode;
  }

  get description(): string {
    return `socket:[${this.inode}]`;
  }

  abstract override readonly queue: WaitQueue;

  /** bind(2): EADDRINUSE, EADDRNOTAVAIL, EACCES (ports below 1024), EINVAL (bound before). */
  abstract bind(proc: Proc, address: SocketAddress): void;
  /** connect(2). `timeout` in nanoseconds bounds it (ETIMEDOUT). */
  abstract connect(proc: Proc, address: SocketAddress, timeout?: number): Sys<void>;
  abstract localAddress(): SocketAddress;
  /** getpeername(2): ENOTCONN. */
  abstract peerAddress(): SocketAddress;

  /** listen(2) */
  listen(_backlog?: number, _proc?: Proc): void {
    throw new SysError('EOPNOTSUPP');
  }

  // eslint-disable-next-line require-yield
  *accept(_proc: Proc): Sys<{ socket: SocketFile; peer: SocketAddress }> {
    throw new SysError('EOPNOTSUPP');
  }

  /** sendto(2); without `to` to the connected address (EDESTADDRREQ). */
  *sendto(proc: Proc, data: Uint8Array, _to?: SocketAddress): Sys<void> {
    yield* this.write(proc, data);
  }

  /** recvfrom(2). ETIMEDOUT when nothing came within `timeout` nanoseconds. */
  *recvfrom(proc: Proc, _timeout?: number): Sys<Datagram> {
    return { data: yield* this.read(proc, 65536), from: this.peerAddress(), ttl: 64 };
  }

  shutdown(_how: 'read' | 'write' | 'both'): void {
    throw new SysError('ENOTCONN');
  }

  stat(): Stat {
    return anonymousStat('socket', this.inode);
  }
}

/** Who ss names as the holder of a socket. */
export function ownerOf(proc: Proc): Owner {
  const program = proc.exe.slice(proc.exe.lastIndexOf('/') + 1);
  return { pid: proc.pid, program };
}

/** EACCES for a port below net.ipv4.ip_unprivileged_port_start without CAP_NET_BIND_SERVICE. */
export function checkPort(proc: Proc, namespace: Namespace, port: number): void {
  if (port === 0 || port >= namespace.unprivilegedPortStart) return;
  const { uid, capabilities } = proc.credentials;
  if (!(capabilities ? capabilities.has('NET_BIND_SERVICE') : uid === 0)) throw new SysError('EACCES');
}
