/** A file tree seen from a root and a working directory with credentials: the file system calls of a process. */
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import { SysError, isSysError } from '../errno.ts';
import { DirectoryFile, RegularFile } from './open-file.ts';
import { MountTable } from './mounts.ts';
import { capable } from '../capabilities.ts';
import { READ, WRITE, inGroup, owns, permits, rightsOf } from './permissions.ts';
import { PathAccess, isStored, type ViewOptions } from './path-access.ts';
import { checkRename } from './rename.ts';
import type { Destination } from './walk.ts';
import type { Credentials } from '../sys.ts';
import type { DirEntry, FileData, FsView, Inode, Mount, MountNamespace, NewNode, OpenFile, OpenFlags, Stat } from './types.ts';

const MAX_READ = 256 * 1024 * 1024;
const decoder = new TextDecoder();

/** The implementation of `FsView`. */
export class View extends PathAccess implements FsView {
  // ---- looking

  stat(path: string): Stat {
    return this.found(path, true).node.stat();
  }

  lstat(path: string): Stat {
    return this.found(path, false).node.stat();
  }

  exists(path: string): boolean {
    return this.tryFind(path) !== undefined;
  }

  access(path: string, mode: number): boolean {
    const found = this.tryFind(path);
    return found !== undefined && this.permitted(found, mode);
  }

  permitted(found: { readonly node: Inode; readonly mount: Mount }, mode: number): boolean {
    if (mode & WRITE && found.mount.readOnly && isStored(found.node)) return false;
    return permits(rightsOf(found.node), this.credentials, mode & 7);
  }

  readdir(path: string): DirEntry[] {
    const { node } = this.found(path, true);
    if (node.kind !== 'directory') throw new SysError('ENOTDIR');
    this.permit(node, READ);
    return node.entries?.() ?? [];
  }

  readlink(path: string): string {
    const { node } = this.found(path, false);
    if (node.kind !== 'symlink') throw new SysError('EINVAL');
    return node.readlink?.() ?? '';
  }

  realpath(path: string): string {
    return this.outside(this.found(path, true).path);
  }

  resolve(path: string, options: { noFollow?: boolean } = {}): { node: Inode; mount: Mount; path: string } {
    return this.found(path, !options.noFollow);
  }

  usage(path: string): { size: number; used: number; available: number } {
    return this.found(path, true).mount.fs.usage();
  }

  // ---- contents

  readFile(path: string): Uint8Array {
    const { node } = this.found(path, true);
    if (node.kind === 'directory') throw new SysError('EISDIR');
    this.permit(node, READ);
    if (node.kind !== 'file' || !node.readAt) return new Uint8Array(0);
    const { size } = node.stat();
    if (size > MAX_READ) throw new SysError('EFBIG');
    // Computed files (/proc) say 0 and have content.
    return node.readAt(0, size || MAX_READ);
  }

  readText(path: string): string {
    return decoder.decode(this.readFile(path));
  }

  writeFile(path: string, data: Uint8Array | string, mode = 0o666): void {
    const node = this.forWriting(path, mode, true);
    const bytes = typeof data === 'string' ? encodeUTF8(data) : data;
    if (bytes.length > 0) node?.writeAt?.(0, bytes);
  }

  appendFile(path: string, data: Uint8Array | string, mode = 0o666): void {
    const node = this.forWriting(path, mode, false);
    node?.writeAt?.(node.stat().size, typeof data === 'string' ? encodeUTF8(data) : data);
  }

  data(path: string): FileData {
    const { node } = this.found(path, true);
    if (node.kind === 'directory') throw new SysError('EISDIR');
    this.permit(node, READ);
    if (node.data) return node.data();
    const bytes = this.readFile(path);
    return { size: bytes.length, extents: bytes.length ? [{ offset: 0, bytes }] : [] };
  }

  writeData(path: string, data: FileData, mode = 0o666): void {
    const node = this.forWriting(path, mode, true);
    if (!node) return;
    for (const { offset, bytes } of data.extents) node.writeAt?.(offset, bytes);
    if (node.stat().size !== data.size) node.truncate?.(data.size);
  }

  truncate(path: string, size: number): void {
    const found = this.found(path, true);
    if (found.node.kind === 'directory') throw new SysError('EISDIR');
    if (found.node.kind !== 'file') throw new SysError('EINVAL');
    this.writable(found);
    this.permit(found.node, WRITE);
    found.node.truncate?.(size);
  }

  open(path: string, flags: OpenFlags, mode = 0o666): OpenFile {
    const destination = this.walk(path, !(flags.noFollow || (flags.create && flags.exclusive)));
    const { found } = destination;
    if (!found) {
      if (!flags.create) throw new SysError('ENOENT');
      if (destination.slash) throw new SysError('EISDIR');
      const node = this.create(destination, { kind: 'file', mode: mode & ~this.umask, ...this.owner(destination.parent) });
      return new RegularFile(node, flags, this.child(destination));
    }
    if (flags.create && flags.exclusive) throw new SysError('EEXIST');
    const { node } = found;
    if (node.kind === 'symlink') throw new SysError('ELOOP');
    if (node.kind === 'directory' && (flags.write || flags.create)) throw new SysError('EISDIR');
    if (node.kind !== 'directory' && flags.directory) throw new SysError('ENOTDIR');
    this.permit(node, (flags.read ? READ : 0) | (flags.write ? WRITE : 0));
    if (flags.write && isStored(node)) this.writable(found);
    const shown = this.outside(found.path);
    if (node.open) return node.open(flags, shown);
    switch (node.kind) {
      case 'directory': return new DirectoryFile(node, flags, shown);
      case 'char':
      case 'block': return this.devices.open(node, flags, shown);
      case 'socket':
      case 'fifo':
      case 'file': break;
    }
    if (node.kind !== 'file') throw new SysError('ENXIO');
    if (flags.truncate && flags.write) node.truncate?.(0);
    return new RegularFile(node, flags, shown);
  }

  // ---- names

  mkdir(path: string, mode = 0o777): void {
    const destination = this.walk(path, false);
    if (destination.found) throw new SysError('EEXIST');
    const owner = this.owner(destination.parent);
    const inherited = destination.parent.node.stat().mode & 0o2000;
    this.create(destination, { kind: 'directory', mode: (mode & ~this.umask & 0o1777) | inherited, ...owner });
  }

  mkdirs(path: string, mode = 0o777): void {
    let at = path.startsWith('/') ? '/' : '';
    for (const part of path.split('/')) {
      if (part === '') continue;
      at += at === '' || at === '/' ? part : `/${part}`;
      const found = this.tryFind(at);
      if (!found) this.mkdir(at, mode);
      else if (found.node.kind !== 'directory') throw new SysError(at === path.replace(/\/+$/, '') ? 'EEXIST' : 'ENOTDIR');
    }
  }

  rmdir(path: string): void {
    const destination = this.walk(path, false);
    if (destination.name === '.') throw new SysError('EINVAL');
    if (destination.name === '..') throw new SysError('ENOTEMPTY');
    const { node } = this.deletable(destination);
    if (node.kind !== 'directory') throw new SysError('ENOTDIR');
    if ((node.entries?.() ?? []).length > 0) throw new SysError('ENOTEMPTY');
    destination.parent.node.unlink?.(destination.name);
  }

  unlink(path: string): void {
    const destination = this.walk(path, false);
    const { node } = this.deletable(destination);
    if (node.kind === 'directory') throw new SysError('EISDIR');
    destination.parent.node.unlink?.(destination.name);
  }

  removeAll(path: string): void {
    let destination: Destination;
    try {
      destination = this.walk(path, false);
    } catch (error) {
      if (isSysError(error, 'ENOENT')) return;
      throw error;
    }
    if (!destination.found) return;
    this.deletable(destination);
    this.remove(destination.parent.node, destination.name, destination.found.path);
  }

  rename(from: string, to: string): void {
    const source = this.walk(from, false);
    const target = this.walk(to, false);
    if ([source, target].some(({ name }) => name === '' || name === '.' || name === '..')) throw new SysError('EBUSY');
    if (!source.found) throw new SysError('ENOENT');
    if (source.parent.mount.id !== target.parent.mount.id) throw new SysError('EXDEV');
    const moved = this.deletable(source);
    if (target.found?.node === moved.node) return;
    if (target.found) this.deletable(target);
    else this.writableDirectory(target.parent);
    checkRename(moved, target);
    if (!source.parent.node.rename) throw new SysError('EPERM');
    source.parent.node.rename(source.name, target.parent.node, target.name);
  }

  link(existing: string, path: string): void {
    const source = this.found(existing, false);
    if (source.node.kind === 'directory') throw new SysError('EPERM');
    const target = this.walk(path, false);
    if (target.found) throw new SysError('EEXIST');
    if (source.mount.id !== target.parent.mount.id) throw new SysError('EXDEV');
    this.writableDirectory(target.parent);
    if (!target.parent.node.link) throw new SysError('EPERM');
    target.parent.node.link(target.name, source.node);
  }

  symlink(target: string, path: string): void {
    if (target === '') throw new SysError('ENOENT');
    const destination = this.walk(path, false);
    if (destination.found) throw new SysError('EEXIST');
    if (destination.slash) throw new SysError('ENOENT');
    this.create(destination, { kind: 'symlink', target, mode: 0o777, ...this.owner(destination.parent) });
  }

  mknod(path: string, node: NewNode): void {
    const destination = this.walk(path, false);
    if (destination.found) throw new SysError('EEXIST');
    if (destination.slash) throw new SysError('ENOENT');
    if ((node.kind === 'char' || node.kind === 'block') && !capable(this.credentials, 'MKNOD')) throw new SysError('EPERM');
    const owner = capable(this.credentials, 'CHOWN') ? { uid: node.uid, gid: node.gid } : this.owner(destination.parent);
    this.create(destination, { ...node, mode: node.kind === 'symlink' ? 0o777 : node.mode & ~this.umask, ...owner });
  }

  // ---- attributes

  chmod(path: string, mode: number): void {
    const found = this.found(path, true);
    this.writable(found);
    const stat = found.node.stat();
    if (!owns(stat, this.credentials)) throw new SysError('EPERM');
    const clear = !inGroup(this.credentials, stat.gid) && !capable(this.credentials, 'FSETID') ? 0o2000 : 0;
    found.node.setAttributes({ mode: mode & 0o7777 & ~clear });
  }

  chown(path: string, uid: number, gid: number, options: { noFollow?: boolean } = {}): void {
    const found = this.found(path, !options.noFollow);
    this.writable(found);
    const stat = found.node.stat();
    const newUid = uid < 0 ? stat.uid : uid;
    const newGid = gid < 0 ? stat.gid : gid;
    if (!capable(this.credentials, 'CHOWN')) {
      const allowed = this.credentials.uid === stat.uid && newUid === stat.uid && (newGid === stat.gid || inGroup(this.credentials, newGid));
      if (!allowed) throw new SysError('EPERM');
    }
    const keep = stat.kind !== 'file' || capable(this.credentials, 'FSETID');
    found.node.setAttributes({ uid: newUid, gid: newGid, ...(keep ? {} : { mode: stat.mode & ~0o6000 }) });
  }

  utimes(path: string, atime: bigint, mtime: bigint, options: { noFollow?: boolean } = {}): void {
    const found = this.found(path, !options.noFollow);
    this.writable(found);
    const stat = found.node.stat();
    if (!owns(stat, this.credentials) && !permits(stat, this.credentials, WRITE)) throw new SysError('EACCES');
    found.node.setAttributes({ atime, mtime });
  }
}

/** A view of a mount namespace. `cwd` is an absolute path without links. Umask is 022 unless told otherwise. */
export function createView(mounts: MountNamespace, credentials: Credentials, cwd = '/', options: ViewOptions = {}): View {
  if (!(mounts instanceof MountTable)) throw new SysError('EINVAL');
  return new View(mounts, credentials, cwd, options);
}
