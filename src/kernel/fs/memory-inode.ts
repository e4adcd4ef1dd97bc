/** Nodes of the file systems in memory. A directory that comes from a tree is filled when somebody looks into it, a file when it is read. */
import { SysError } from '../errno.ts';
import { Fifo } from './fifo.ts';
import type { MemoryFs } from './memory.ts';
import { SparseBytes } from './sparse.ts';
import type { TreeNode } from './tree.ts';
import type { DirEntry, FileData, FileKind, Inode, NewNode, OpenFile, OpenFlags, Rights, Stat } from './types.ts';

/** Where a node of a memory file system came from: its node in the tree of a graft. */
export interface Origin {
  readonly graft: string;
  readonly path: string;
  readonly node: TreeNode;
}

/** A node in memory. */
export class MemoryInode implements Inode, Rights {
  readonly fs: MemoryFs;
  readonly ino: number;
  readonly kind: FileKind;
  nlink = 0;
  /** Fills the directory on the first look into it. */
  pending: ((into: Map<string, MemoryInode>) => void) | undefined;
  /** The node of a shared tree that it came from. */
  readonly origin: Origin | undefined;
  /** True when it is not as its tree has it any more (children are told apart from the directory itself). */
  dirty = false;
  endpoint?: object;
  mode: number;
  uid: number;
  gid: number;
  #mtime: bigint;
  #ctime: bigint;
  #atime: bigint;
  #children: Map<string, MemoryInode> | undefined;
  #content: SparseBytes | undefined;
  #target = '';
  #rdev = 0;
  #stored = 0;
  #held = 0;
  #fifo: Fifo | undefined;
  #xattrs: Map<string, Uint8Array> | undefined;

  constructor(fs: MemoryFs, node: NewNode & { xattrs?: ReadonlyMap<string, Uint8Array> }, origin?: Origin) {
    this.fs = fs;
    this.ino = fs.takeIno();
    this.kind = node.kind;
    this.mode = node.mode & 0o7777;
    this.uid = node.uid;
    this.gid = node.gid;
    this.#mtime = node.mtime ?? fs.now();
    this.#ctime = this.#mtime;
    this.#atime = this.#mtime;
    this.origin = origin;
    if (origin && node.kind !== 'directory') this.nlink = 1;
    const xattrs = node.xattrs ?? (origin?.node as { xattrs?: ReadonlyMap<string, Uint8Array> } | undefined)?.xattrs;
    if (xattrs) this.#xattrs = new Map(xattrs);
    switch (node.kind) {
      case 'directory': this.#children = new Map(); break;
      case 'file':
        // The content of a tree's file is fetched when it is asked for.
        if (origin) break;
        this.#content = new SparseBytes(node.data);
        this.#account(this.#content.stored, 0);
        break;
      case 'symlink': this.#target = node.target; break;
      case 'char':
      case 'block': this.#rdev = node.rdev; break;
      case 'socket': this.endpoint = node.endpoint; break;
      case 'fifo': break;
    }
  }

  get xattrs(): ReadonlyMap<string, Uint8Array> | undefined {
    return this.#xattrs;
  }

  setXattr(name: string, value: Uint8Array | undefined): void {
    this.dirty = true;
    this.#xattrs ??= new Map();
    if (value) this.#xattrs.set(name, value);
    else this.#xattrs.delete(name);
    this.#ctime = this.fs.now();
  }

  stat(): Stat {
    if (this.pending) this.#entries();
    return {
      kind: this.kind, mode: this.mode, uid: this.uid, gid: this.gid, size: this.#size(), allocated: this.kind === 'file' ? this.#bytes().allocated : this.kind === 'directory' && this.fs.type !== 'tmpfs' ? 4096 : 0,
      nlink: this.nlink, ino: this.ino, dev: this.fs.dev, rdev: this.#rdev, atime: this.#atime, mtime: this.#mtime, ctime: this.#ctime,
    };
  }

  rights(): Rights {
    if (this.pending) this.#entries();
    return this;
  }

  #size(): number {
    if (this.kind === 'file') return this.#bytes().size;
    if (this.kind === 'symlink') return new TextEncoder().encode(this.#target).length;
    if (this.kind !== 'directory') return 0;
    return this.fs.type === 'tmpfs' || this.fs.type === 'devtmpfs' ? (2 + this.#entries().size) * 20 : 4096;
  }

  setAttributes(change: { mode?: number; uid?: number; gid?: number; atime?: bigint; mtime?: bigint }): void {
    this.dirty = true;
    if (change.mode !== undefined) this.mode = change.mode & 0o7777;
    if (change.uid !== undefined) this.uid = change.uid;
    if (change.gid !== undefined) this.gid = change.gid;
    if (change.atime !== undefined) this.#atime = change.atime;
    if (change.mtime !== undefined) this.#mtime = change.mtime;
    this.#ctime = this.fs.now();
  }

  // ---- directories

  /** True while nobody has looked into a directory that comes from a tree. */
  get untouched(): boolean {
    return this.pending !== undefined;
  }

  #entries(): Map<string, MemoryInode> {
    const children = this.#children;
    if (!children) throw new SysError('ENOTDIR');
    if (this.pending) {
      const fill = this.pending;
      this.pending = undefined;
      fill(children);
    }
    return children;
  }

  lookup(name: string): MemoryInode | undefined {
    return this.#entries().get(name);
  }

  entries(): DirEntry[] {
    const list: DirEntry[] = [];
    for (const [name, node] of this.#entries()) list.push({ name, kind: node.kind, ino: node.ino });
    return list;
  }

  create(name: string, spec: NewNode): MemoryInode {
    if (this.#entries().has(name)) throw new SysError('EEXIST');
    if (this.nlink === 0) throw new SysError('ENOENT');
    const node = new MemoryInode(this.fs, spec);
    this.attach(name, node);
    return node;
  }

  /** Enters a node under a new name, counting the link. */
  attach(name: string, node: MemoryInode): void {
    this.#entries().set(name, node);
    if (node.kind !== 'directory') node.nlink++;
    else {
      if (node.nlink < 2) node.nlink = 2;
      this.nlink++;
    }
    this.#touch();
  }

  link(name: string, target: Inode): void {
    if (!(target instanceof MemoryInode) || target.fs !== this.fs) throw new SysError('EXDEV');
    if (target.kind === 'directory') throw new SysError('EPERM');
    if (this.#entries().has(name)) throw new SysError('EEXIST');
    this.#entries().set(name, target);
    target.nlink++;
    target.changed();
    this.#touch();
  }

  unlink(name: string): void {
    const node = this.#entries().get(name);
    if (!node) throw new SysError('ENOENT');
    if (node.kind === 'directory' && node.#entries().size > 0) throw new SysError('ENOTEMPTY');
    this.#entries().delete(name);
    this.#forget(node);
    this.#touch();
  }

  /** Drops a name and everything below it without visiting what was never looked into. */
  discard(name: string): void {
    const node = this.#entries().get(name);
    if (!node) return;
    if (node.kind === 'directory' && !node.pending) for (const child of [...node.#entries().keys()]) node.discard(child);
    node.pending = undefined;
    this.#entries().delete(name);
    this.#forget(node);
    this.#touch();
  }

  rename(name: string, to: Inode, newName: string): void {
    if (!(to instanceof MemoryInode) || to.fs !== this.fs) throw new SysError('EXDEV');
    const node = this.#entries().get(name);
    if (!node) throw new SysError('ENOENT');
    const replaced = to.#entries().get(newName);
    if (replaced === node) return;
    if (replaced) {
      if (replaced.kind === 'directory') {
        if (node.kind !== 'directory') throw new SysError('EISDIR');
        if (replaced.#entries().size > 0) throw new SysError('ENOTEMPTY');
      } else if (node.kind === 'directory') throw new SysError('ENOTDIR');
      to.#entries().delete(newName);
      to.#forget(replaced);
    }
    this.#entries().delete(name);
    to.#entries().set(newName, node);
    if (node.kind === 'directory' && to !== this) {
      this.nlink--;
      to.nlink++;
    }
    node.changed();
    this.#touch();
    if (to !== this) to.#touch();
  }

  #forget(node: MemoryInode): void {
    if (node.kind === 'directory') {
      node.nlink = 0;
      this.nlink--;
    } else {
      node.nlink--;
      node.changed();
      if (node.nlink === 0) node.#account(-node.#stored, -node.#held);
    }
  }

  #touch(): void {
    this.dirty = true;
    this.#mtime = this.fs.now();
    this.#ctime = this.#mtime;
  }

  changed(): void {
    this.dirty = true;
    this.#ctime = this.fs.now();
  }

  // ---- other kinds

  readlink(): string {
    if (this.kind !== 'symlink') throw new SysError('EINVAL');
    return this.#target;
  }

  #bytes(): SparseBytes {
    if (!this.#content && this.origin?.node.kind === 'file') this.#content = new SparseBytes(this.origin.node.data);
    if (!this.#content) throw new SysError(this.kind === 'directory' ? 'EISDIR' : 'EINVAL');
    return this.#content;
  }

  readAt(offset: number, length: number): Uint8Array {
    return this.#bytes().read(offset, length);
  }

  writeAt(offset: number, data: Uint8Array): void {
    const room = this.fs.room(data.length);
    // What fits is written, as a short write would; the rest is the error.
    const piece = room < data.length ? data.subarray(0, room) : data;
    if (piece.length > 0) {
      this.#resize((content) => content.write(offset, piece));
      this.#touch();
    }
    if (room < data.length) throw new SysError('ENOSPC');
  }

  truncate(size: number): void {
    this.#resize((content) => content.truncate(size));
    this.#touch();
  }

  #resize(change: (content: SparseBytes) => void): void {
    const content = this.#bytes();
    const { stored, held } = content;
    change(content);
    if (this.nlink > 0) this.#account(content.stored - stored, content.held - held);
  }

  /** What comes from a tree is counted when the tree is grafted, so only what was added to it counts here. */
  #account(stored: number, held: number): void {
    this.#stored += stored;
    this.#held += held;
    this.fs.account(stored, held);
  }

  data(): FileData {
    return this.#bytes().data();
  }

  /** Fifos open here; devices by their number in the view, sockets not at all (ENXIO). */
  get open(): ((flags: OpenFlags, path: string) => OpenFile) | undefined {
    if (this.kind !== 'fifo') return undefined;
    return (flags, path) => (this.#fifo ??= new Fifo(this)).open(flags, path);
  }
}
