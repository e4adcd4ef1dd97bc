/**
 * The overlay file system (Documentation/filesystems/overlayfs.rst): immutable lower directories, one upper directory that takes all
 * changes, whiteouts (character devices 0:0) and opaque directories. As with `redirect_dir=off`, which Docker uses, a directory
 * that exists below cannot be renamed (EXDEV).
 */
import { SysError } from '../errno.ts';
import { rightsOf } from './permissions.ts';
import type { DirEntry, FileData, FileKind, FileSystem, Inode, NewNode, OpenFile, OpenFlags, Rights, Stat } from './types.ts';

const OPAQUE = 'trusted.overlay.opaque';
const YES = new Uint8Array([0x79]);

export interface OverlayOptions {
  /** Directories, the uppermost first. */
  readonly lowers: readonly Inode[];
  readonly upper: Inode;
  /** Empty directory of the same file system as `upper`, for files that are copied up after they were unlinked. */
  readonly work?: Inode;
  /** As /proc/mounts prints them: `lowerdir=…,upperdir=…,workdir=…` with paths of the host. */
  readonly options?: string;
}

/** True for the character device 0:0 that hides a name of the layers below. */
export function isWhiteout(node: Inode): boolean {
  return node.kind === 'char' && node.stat().rdev === 0;
}

/** True when nothing of the layers below shows through this directory. */
export function isOpaque(directory: Inode): boolean {
  return directory.xattrs?.get(OPAQUE)?.[0] === YES[0];
}

/** Marks a directory of an upper layer as opaque. */
export function makeOpaque(directory: Inode): void {
  directory.setXattr?.(OPAQUE, YES);
}

/**
 * The nodes that a name leads to in directories stacked from the uppermost: one node for a file, all merged directories for a directory,
 * nothing when it is missing or whited out.
 */
export function lookupLayers(directories: readonly Inode[], name: string): Inode[] {
  const found: Inode[] = [];
  for (const directory of directories) {
    const node = directory.lookup?.(name);
    if (!node) continue;
    if (node.kind !== 'directory') {
      if (found.length === 0 && !isWhiteout(node)) found.push(node);
      break;
    }
    found.push(node);
    if (isOpaque(node)) break;
  }
  return found;
}

/** The names of directories stacked from the uppermost, merged, without whiteouts. */
export function mergeEntries(directories: readonly Inode[]): Map<string, FileKind> {
  const seen = new Map<string, FileKind | undefined>();
  for (const directory of directories) {
    for (const entry of directory.entries?.() ?? []) {
      if (seen.has(entry.name)) continue;
      const hidden = entry.kind === 'char' && isWhiteout(directory.lookup?.(entry.name) as Inode);
      seen.set(entry.name, hidden ? undefined : entry.kind);
    }
  }
  const merged = new Map<string, FileKind>();
  for (const [name, kind] of seen) if (kind) merged.set(name, kind);
  return merged;
}

/** A mounted overlay. */
export class OverlayFs implements FileSystem {
  readonly type = 'overlay';
  dev = 0;
  readonly options: string;
  readonly root: OverlayInode;
  readonly upper: Inode;
  readonly lowers: readonly Inode[];
  readonly work: Inode | undefined;
  /** One overlay node for all names of a hard-linked upper file. */
  readonly byUpper = new Map<Inode, OverlayInode>();

  constructor(options: OverlayOptions) {
    this.options = options.options ?? 'relatime';
    this.upper = options.upper;
    this.lowers = options.lowers;
    this.work = options.work;
    this.root = new OverlayInode(this, undefined, '', options.upper, options.lowers);
  }

  usage(): { size: number; used: number; available: number } {
    return this.upper.fs.usage();
  }
}

/** A node of an overlay: a file of the upper layer or of a lower one, or a directory merged of several. */
export class OverlayInode implements Inode {
  readonly fs: OverlayFs;
  readonly kind: FileKind;
  readonly ino: number;
  parent: OverlayInode | undefined;
  name: string;
  upper: Inode | undefined;
  lowers: readonly Inode[];
  #children = new Map<string, OverlayInode>();

  constructor(fs: OverlayFs, parent: OverlayInode | undefined, name: string, upper: Inode | undefined, lowers: readonly Inode[]) {
    const base = (lowers[lowers.length - 1] ?? upper) as Inode;
    this.fs = fs;
    this.parent = parent;
    this.name = name;
    this.upper = upper;
    this.lowers = lowers;
    this.kind = (upper ?? base).kind;
    this.ino = base.ino;
  }

  /** The node that answers: of the upper layer once it is there. */
  get real(): Inode {
    return (this.upper ?? this.lowers[0]) as Inode;
  }

  get endpoint(): object | undefined {
    return this.real.endpoint;
  }

  get xattrs(): ReadonlyMap<string, Uint8Array> | undefined {
    return this.real.xattrs;
  }

  setXattr(name: string, value: Uint8Array | undefined): void {
    this.#copyUp(true).setXattr?.(name, value);
  }

  stat(): Stat {
    const stat = this.real.stat();
    const merged = this.kind === 'directory' && this.lowers.length > 0;
    return { ...stat, ino: this.ino, dev: this.fs.dev, nlink: merged ? 1 : stat.nlink };
  }

  rights(): Rights {
    return rightsOf(this.real);
  }

  setAttributes(change: { mode?: number; uid?: number; gid?: number; atime?: bigint; mtime?: bigint }): void {
    this.#copyUp(true).setAttributes(change);
  }

  // ---- directories

  #layers(): Inode[] {
    return this.upper ? [this.upper, ...this.lowers] : [...this.lowers];
  }

  lookup(name: string): OverlayInode | undefined {
    const known = this.#children.get(name);
    if (known) return known;
    const nodes = lookupLayers(this.#layers(), name);
    const [first] = nodes;
    if (!first) return undefined;
    const inUpper = this.upper !== undefined && this.upper.lookup?.(name) === first;
    const shared = inUpper ? this.fs.byUpper.get(first) : undefined;
    const node = shared ?? new OverlayInode(this.fs, this, name, inUpper ? first : undefined, inUpper ? nodes.slice(1) : nodes);
    if (inUpper && first.kind !== 'directory') this.fs.byUpper.set(first, node);
    this.#children.set(name, node);
    return node;
  }

  entries(): DirEntry[] {
    const list: DirEntry[] = [];
    for (const [name, kind] of mergeEntries(this.#layers())) list.push({ name, kind, ino: this.lookup(name)?.ino ?? 0 });
    return list;
  }

  create(name: string, node: NewNode): OverlayInode {
    if (this.lookup(name)) throw new SysError('EEXIST');
    const upper = this.#copyUp(false);
    const covered = this.#uncover(name);
    const made = upper.create?.(name, node);
    if (!made) throw new SysError('EPERM');
    if (covered && made.kind === 'directory') makeOpaque(made);
    return this.lookup(name) as OverlayInode;
  }

  link(name: string, target: Inode): void {
    if (!(target instanceof OverlayInode) || target.fs !== this.fs) throw new SysError('EXDEV');
    if (target.kind === 'directory') throw new SysError('EPERM');
    if (this.lookup(name)) throw new SysError('EEXIST');
    const source = target.#copyUp(true);
    const upper = this.#copyUp(false);
    this.#uncover(name);
    upper.link?.(name, source);
    this.#children.set(name, target);
  }

  unlink(name: string): void {
    const node = this.lookup(name);
    if (!node) throw new SysError('ENOENT');
    if (node.kind === 'directory' && node.entries().length > 0) throw new SysError('ENOTEMPTY');
    this.#copyUp(false);
    this.#drop(name, node);
  }

  rename(name: string, to: Inode, newName: string): void {
    if (!(to instanceof OverlayInode) || to.fs !== this.fs) throw new SysError('EXDEV');
    const node = this.lookup(name);
    if (!node) throw new SysError('ENOENT');
    const replaced = to.lookup(newName);
    if (replaced === node) return;
    if (replaced?.kind === 'directory') {
      if (node.kind !== 'directory') throw new SysError('EISDIR');
      if (replaced.entries().length > 0) throw new SysError('ENOTEMPTY');
    } else if (replaced && node.kind === 'directory') throw new SysError('ENOTDIR');
    if (node.kind === 'directory' && node.lowers.length > 0) throw new SysError('EXDEV');
    if (node.kind !== 'directory') node.#copyUp(true);
    const from = this.#copyUp(false);
    const into = to.#copyUp(false);
    if (replaced) to.#drop(newName, replaced, true);
    const covered = to.#uncover(newName);
    from.rename?.(name, into, newName);
    if (covered && node.kind === 'directory') makeOpaque(node.upper as Inode);
    this.#children.delete(name);
    to.#children.set(newName, node);
    node.parent = to;
    node.name = newName;
    if (this.#below(name)) from.create?.(name, WHITEOUT);
  }

  // ---- other kinds

  readlink(): string {
    if (this.kind !== 'symlink') throw new SysError('EINVAL');
    return this.real.readlink?.() ?? '';
  }

  readAt(offset: number, length: number): Uint8Array {
    const { real } = this;
    if (!real.readAt) throw new SysError('EINVAL');
    return real.readAt(offset, length);
  }

  writeAt(offset: number, data: Uint8Array): void {
    this.#copyUp(true).writeAt?.(offset, data);
  }

  truncate(size: number): void {
    this.#copyUp(size > 0).truncate?.(size);
  }

  data(): FileData {
    const { real } = this;
    if (!real.data) throw new SysError('EINVAL');
    return real.data();
  }

  /** Fifos are opened where they are stored; devices and regular files by the view. */
  get open(): ((flags: OpenFlags, path: string) => OpenFile) | undefined {
    const { real } = this;
    const { open } = real;
    return open ? (flags, path) => open.call(real, flags, path) : undefined;
  }

  // ---- layers

  /** True when a layer below the upper one has the name (not whited out there). */
  #below(name: string): boolean {
    return lookupLayers(this.lowers, name).length > 0;
  }

  /** Takes a whiteout away so that something new can stand there; true when there was one over something. */
  #uncover(name: string): boolean {
    const node = this.upper?.lookup?.(name);
    if (node && isWhiteout(node)) this.upper?.unlink?.(name);
    return this.#below(name);
  }

  /** Takes a name out of the upper layer and hides what the layers below have there, unless something else comes in its place at once. */
  #drop(name: string, node: OverlayInode, replaced = false): void {
    const upper = this.upper as Inode;
    const own = upper.lookup?.(name);
    if (own) {
      // An upper directory that looks empty may still hold whiteouts.
      if (own.kind === 'directory') for (const entry of own.entries?.() ?? []) own.unlink?.(entry.name);
      upper.unlink?.(name);
      if (own.stat().nlink === 0) this.fs.byUpper.delete(own);
    }
    this.#children.delete(name);
    if (node.parent === this && node.name === name) node.parent = undefined;
    if (!replaced && this.#below(name)) upper.create?.(name, WHITEOUT);
  }

  /** Makes sure that the node stands in the upper layer, and returns it there. Without `content` a file comes up empty (it is about to be truncated). */
  #copyUp(content: boolean): Inode {
    if (this.upper) return this.upper;
    const lower = this.lowers[0] as Inode;
    const stat = lower.stat();
    const attributes = { mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: stat.mtime };
    // A file that has lost its name but is still open goes to the work directory.
    const detached = this.parent === undefined;
    const directory = detached ? (this.fs.work ?? this.fs.upper) : (this.parent as OverlayInode).#copyUp(false);
    const name = detached ? `#${this.ino.toString(16)}` : this.name;
    const before = directory.stat();
    const made = directory.create?.(name, newNode(lower, attributes, content));
    if (!made) throw new SysError('EROFS');
    for (const [key, value] of lower.xattrs ?? []) if (key !== OPAQUE) made.setXattr?.(key, value);
    made.setAttributes({ atime: stat.atime, mtime: stat.mtime });
    if (detached) directory.unlink?.(name);
    else directory.setAttributes({ mtime: before.mtime });
    this.upper = made;
    if (this.kind !== 'directory') {
      this.lowers = [];
      this.fs.byUpper.set(made, this);
    }
    return made;
  }
}

const WHITEOUT: NewNode = { kind: 'char', rdev: 0, mode: 0, uid: 0, gid: 0 };

function newNode(node: Inode, attributes: { mode: number; uid: number; gid: number; mtime: bigint }, content: boolean): NewNode {
  switch (node.kind) {
    case 'file': return { ...attributes, kind: 'file', ...(content && node.data ? { data: node.data() } : {}) };
    case 'symlink': return { ...attributes, kind: 'symlink', target: node.readlink?.() ?? '' };
    case 'char':
    case 'block': return { ...attributes, kind: node.kind, rdev: node.stat().rdev };
    case 'socket': return { ...attributes, kind: 'socket', endpoint: node.endpoint ?? {} };
    case 'directory':
    case 'fifo': return { ...attributes, kind: node.kind };
  }
}

/** Mounts layers as an overlay (see `OverlayOptions`). */
export function createOverlayFs(options: OverlayOptions): OverlayFs {
  return new OverlayFs(options);
}
