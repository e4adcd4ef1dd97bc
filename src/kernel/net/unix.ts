/** Unix stream sockets: listeners that a socket inode points to, and pairs of ends with nothing between (unix(7)). */
import { SysError, isSysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import { StreamEnd } from './stream.ts';
import type { FsView } from '../fs/types.ts';
import type { SocketInfo } from './types.ts';
import type { Endpoint, Namespace } from './namespace.ts';
import type { Owner } from './tcp.ts';

/** net.core.wmem_default */
const BUFFER = 212_992;

export class UnixConnection implements Endpoint {
  readonly role = 'connected';
  readonly address = '';
  readonly port = 0;
  readonly v6Only = false;
  readonly namespace: Namespace;
  readonly path: string;
  readonly peerPath: string;
  readonly end: StreamEnd;
  readonly inode: number;
  owner: Owner | undefined;

  constructor(namespace: Namespace, path: string, peerPath: string) {
    this.namespace = namespace;
    this.path = path;
    this.peerPath = peerPath;
    this.inode = namespace.network.nextInode();
    this.end = new StreamEnd((_size, arrive) => arrive(), BUFFER);
    const done = (): boolean => namespace.connections.delete(this);
    this.end.onDone = done;
    namespace.connections.add(this);
  }

  info(): SocketInfo {
    return {
      protocol: 'unix',
      state: 'ESTAB',
      local: { family: 'unix', path: this.path },
      peer: { family: 'unix', path: this.peerPath },
      inode: this.inode,
      pid: this.owner?.pid,
      program: this.owner?.program,
      receiveQueue: this.end.received,
      sendQueue: 0,
    };
  }

  /** Unix connections do not cross the network: they outlive it until their files are closed. */
  destroy(): void {}
}

export class UnixListener implements Endpoint {
  readonly role = 'listener';
  readonly address = '';
  readonly port = 0;
  readonly v6Only = false;
  readonly namespace: Namespace;
  readonly path: string;
  readonly inode: number;
  readonly queue = new WaitQueue();
  readonly pending: UnixConnection[] = [];
  owner: Owner | undefined;
  /** Bound, but listen(2) was not called yet. */
  listening = false;
  backlog = 128;
  closed = false;
  onConnection: ((connection: UnixConnection) => void) | undefined;

  constructor(namespace: Namespace, path: string) {
    this.namespace = namespace;
    this.path = path;
    this.inode = namespace.network.nextInode();
    namespace.connections.add(this);
  }

  info(): SocketInfo {
    return {
      protocol: 'unix',
      state: this.listening ? 'LISTEN' : 'UNCONN',
      local: { family: 'unix', path: this.path },
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

  /** A connection from `namespace`: the client's end; the server's waits for accept(2). */
  connect(namespace: Namespace): UnixConnection {
    const client = new UnixConnection(namespace, '', this.path);
    const server = new UnixConnection(this.namespace, this.path, '');
    client.end.peer = server.end;
    server.end.peer = client.end;
    this.namespace.network.onUnixConnection?.(client, server);
    if (this.onConnection) this.onConnection(server);
    else {
      this.pending.push(server);
      this.queue.wake();
    }
    return client;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.namespace.connections.delete(this);
    for (const connection of this.pending.splice(0)) connection.end.reset();
    this.queue.wake();
  }

  destroy(): void {}
}

/** Makes the socket file. EADDRINUSE when the path exists, else the errors of mknod(2). */
export function bindUnix(namespace: Namespace, fs: FsView, path: string): UnixListener {
  const absolute = path.startsWith('/') ? path : `${fs.cwd.replace(/\/$/, '')}/${path}`;
  const listener = new UnixListener(namespace, absolute);
  try {
    fs.mknod(path, { kind: 'socket', endpoint: listener, mode: 0o777 & ~fs.umask, uid: fs.credentials.uid, gid: fs.credentials.gid });
  } catch (error) {
    listener.close();
    if (isSysError(error, 'EEXIST')) throw new SysError('EADDRINUSE');
    throw error;
  }
  return listener;
}

/** The listener behind a path. ENOENT, EACCES (no write permission), ECONNREFUSED (no socket, or nobody listens). */
export function findUnix(fs: FsView, path: string): UnixListener {
  const found = fs.resolve(path);
  const { node } = found;
  if (!fs.permitted(found, 2)) throw new SysError('EACCES');
  const { endpoint } = node;
  if (node.kind !== 'socket' || !(endpoint instanceof UnixListener) || !endpoint.listening || endpoint.closed) throw new SysError('ECONNREFUSED');
  return endpoint;
}
