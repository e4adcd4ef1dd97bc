/** What the calls of a view share: the walk along a path, the rights it needs, nodes made and removed below a directory. */
import { SysError } from '../errno.ts';
import { capable } from '../capabilities.ts';
import { MemoryInode } from './memory-inode.ts';
import { EXECUTE, WRITE, mayDelete, permits, rightsOf } from './permissions.ts';
import { locate, namespaceRoot, walk } from './walk.ts';
import type { DeviceTable } from './devices.ts';
import type { MountTable } from './mounts.ts';
import type { Destination, Located } from './walk.ts';
import type { Credentials } from '../sys.ts';
import type { Inode, NewNode } from './types.ts';

export interface ViewOptions {
  /** Path in the mount namespace that is `/` here (chroot(2)). */
  readonly root?: string;
  readonly umask?: number;
  /** Drivers of device nodes, if others than the mount namespace's (a process's own /dev/tty). */
  readonly devices?: DeviceTable;
}

/** A root, a working directory and credentials, and how paths are found and nodes touched with them. */
export class PathAccess {
  readonly mounts: MountTable;
  credentials: Credentials;
  umask: number;
  cwd: string;
  readonly #rootPath: string;
  #namespaceRoot: Located | undefined;
  protected readonly devices: DeviceTable;

  constructor(mounts: MountTable, credentials: Credentials, cwd: string, options: ViewOptions) {
    this.mounts = mounts;
    this.credentials = credentials;
    this.cwd = cwd;
    this.umask = options.umask ?? 0o022;
    this.#rootPath = options.root && options.root !== '/' ? options.root.replace(/\/+$/, '') : '';
    this.devices = options.devices ?? mounts.devices;
  }

  protected walk(path: string, follow: boolean): Destination {
    return walk({ mounts: this.mounts, credentials: this.credentials, root: this.#root(), cwd: this.cwd }, path, follow);
  }

  #root(): Located {
    if (this.#rootPath !== '') return locate(this.mounts, this.credentials, this.#rootPath, true);
    const known = this.#namespaceRoot;
    return known !== undefined && known.mount === this.mounts.at('/') ? known : (this.#namespaceRoot = namespaceRoot(this.mounts));
  }

  /** A path of the namespace as it is seen below the view's root. */
  protected outside(path: string): string {
    if (this.#rootPath === '') return path;
    if (path === this.#rootPath) return '/';
    return path.startsWith(`${this.#rootPath}/`) ? path.slice(this.#rootPath.length) : path;
  }

  protected child({ parent, name }: Destination): string {
    const directory = this.outside(parent.path);
    return directory === '/' ? `/${name}` : `${directory}/${name}`;
  }

  protected found(path: string, follow: boolean): Located {
    const { found } = this.walk(path, follow);
    if (!found) throw new SysError('ENOENT');
    return found;
  }

  protected tryFind(path: string): Located | undefined {
    try {
      return this.walk(path, true).found;
    } catch (error) {
      if (error instanceof SysError) return undefined;
      throw error;
    }
  }

  protected permit(node: Inode, wanted: number): void {
    if (wanted && !permits(rightsOf(node), this.credentials, wanted)) throw new SysError('EACCES');
  }

  protected writable(found: Located): void {
    if (found.mount.readOnly) throw new SysError('EROFS');
  }

  protected writableDirectory(parent: Located): void {
    this.writable(parent);
    this.permit(parent.node, WRITE | EXECUTE);
  }

  /** Owner of a new node: the caller; the directory's group where it has the set-group-ID bit. */
  protected owner(parent: Located): { uid: number; gid: number } {
    const { mode, gid } = rightsOf(parent.node);
    return { uid: this.credentials.uid, gid: mode & 0o2000 ? gid : this.credentials.gid };
  }

  protected create(destination: Destination, node: NewNode): Inode {
    const { parent, name } = destination;
    this.writableDirectory(parent);
    if (!parent.node.create) throw new SysError('EPERM');
    return parent.node.create(name, node);
  }

  protected deletable(destination: Destination): Located {
    const { parent, name, found } = destination;
    if (!found) throw new SysError('ENOENT');
    if (name === '' || name === '.' || name === '..') throw new SysError('EBUSY');
    this.writableDirectory(parent);
    if (!mayDelete(rightsOf(parent.node), rightsOf(found.node), this.credentials)) throw new SysError('EPERM');
    if (this.mounts.maybe(name) && this.mounts.busy(found.path)) throw new SysError('EBUSY');
    if (!parent.node.unlink) throw new SysError('EPERM');
    return found;
  }

  /** The node to write to, created or emptied as needed; undefined for devices, which swallow it. */
  protected forWriting(path: string, mode: number, truncate: boolean): Inode | undefined {
    const destination = this.walk(path, true);
    const { found } = destination;
    if (!found) {
      if (destination.slash) throw new SysError('EISDIR');
      return this.create(destination, { kind: 'file', mode: mode & ~this.umask, ...this.owner(destination.parent) });
    }
    if (found.node.kind === 'directory') throw new SysError('EISDIR');
    this.permit(found.node, WRITE);
    if (!isStored(found.node)) return undefined;
    this.writable(found);
    if (truncate) found.node.truncate?.(0);
    return found.node;
  }

  protected remove(parent: Inode, name: string, path: string): void {
    if (parent instanceof MemoryInode && capable(this.credentials, 'DAC_OVERRIDE') && capable(this.credentials, 'FOWNER') && !this.mounts.busy(path)) {
      parent.discard(name);
      return;
    }
    const node = parent.lookup?.(name);
    if (!node) return;
    if (this.mounts.at(path)) throw new SysError('EBUSY');
    if (node.kind === 'directory') {
      for (const entry of node.entries?.() ?? []) {
        this.permit(node, WRITE | EXECUTE);
        this.remove(node, entry.name, `${path}/${entry.name}`);
      }
    }
    parent.unlink?.(name);
  }
}

/** Files and directories are stored on the file system, so a read-only mount protects them; devices, fifos and sockets are not. */
export function isStored(node: Inode): boolean {
  return node.kind === 'file' || node.kind === 'directory' || node.kind === 'symlink';
}
