/** Sockets as open files: what the socket calls of a process work on (socket(2)). */
import { SysError } from '../errno.ts';
import { DatagramSocket } from './datagram.ts';
import { PingSocket } from './ping.ts';
import { TcpSocket } from './tcp-socket.ts';
import { UnixSocket } from './unix-socket.ts';
import type { Namespace } from './namespace.ts';
import type { AddressFamily, NetNamespace, SocketType } from './types.ts';
import type { SocketFile } from './socket-file.ts';

export { SocketFile } from './socket-file.ts';

/** socket(2). EAFNOSUPPORT and EPROTONOSUPPORT for what the families do not have. */
export function createSocket(ns: NetNamespace, family: AddressFamily, type: SocketType): SocketFile {
  const namespace = ns as Namespace;
  if (family === 'unix') {
    if (type !== 'stream') throw new SysError('EPROTONOSUPPORT');
    return new UnixSocket(namespace);
  }
  switch (type) {
    case 'stream':
      return new TcpSocket(namespace);
    case 'dgram':
      return new DatagramSocket(namespace);
    case 'icmp':
      return new PingSocket(namespace);
  }
}
