/** File systems in memory: the disk of a host (`ext4`), tmpfs, devtmpfs. Directories may come lazily from immutable trees. */
import { SysError } from '../errno.ts';
import { MemoryInode } from './memory-inode.ts';
import type { Origin } from './memory-inode.ts';
import type { TreeDirectory, TreeNode } from './tree.ts';
import type { FileSystem, Inode } from './types.ts';

export interface MemoryFsOptions {
  /** As /proc/mounts prints it: ext4, tmpfs, devtmpfs. */
  readonly type: string;
  readonly now: () => bigint;
  /** Bytes; a write beyond fails with ENOSPC. */
  readonly size?: number;
  /** Mount options after rw/ro. */
  readonly options?: string;
  /** Mode and owner of the root directory. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Bytes that count as used beside what the files here take. */
  readonly reserved?: number;
  /** The whole content: shared, and copied only where it is changed. */
  readonly tree?: TreeDirectory;
}

const DEFAULT_SIZE = 64 * 1024 ** 3;
/** Bytes of real memory that the files of one file system may hold: the machine lives in a page. */
const MEMORY_BUDGET = 512 * 1024 ** 2;

/** A file system whose nodes live in memory. */
export class MemoryFs implements FileSystem {
  readonly type: string;
  readonly options: string;
  readonly now: () => bigint;
  readonly size: number;
  #root: MemoryInode;
  /** 0 until it is mounted: the mount namespace gives numbers in the order of mounting, so that they repeat. */
  dev = 0;
  #nextIno = 1;
  #used: number;
  #held = 0;

  constructor(options: MemoryFsOptions) {
    this.type = options.type;
    this.options = options.options ?? 'relatime';
    this.now = options.now;
    this.size = options.size ?? DEFAULT_SIZE;
    this.#used = options.reserved ?? 0;
    this.#root = options.tree
      ? this.#fromTree(options.tree, { graft: '', path: '', node: options.tree }, new Map())
      : new MemoryInode(this, { kind: 'directory', mode: options.mode ?? 0o755, uid: options.uid ?? 0, gid: options.gid ?? 0 });
    if (!options.tree) this.#root.nlink = 2;
  }

  get root(): MemoryInode {
    return this.#root;
  }

  usage(): { size: number; used: number; available: number } {
    const used = Math.ceil(this.#used / 4096) * 4096;
    return { size: this.size, used, available: Math.max(0, this.size - used) };
  }

  /** Bytes that count as used. */
  get used(): number {
    return this.#used;
  }

  takeIno(): number {
    return this.#nextIno++;
  }

  /** Room for so many more bytes, at most `wanted`. */
  room(wanted: number): number {
    return Math.max(0, Math.min(wanted, this.size - this.#used, MEMORY_BUDGET - this.#held));
  }

  account(stored: number, held: number): void {
    this.#used += stored;
    this.#held += held;
  }

  /**
   * Makes `name` in `parent` a copy-on-write image of an immutable tree. It costs nothing until it is looked into.
   * `id` names the tree in snapshots; `bytes` is what it takes on the disk. EEXIST when the name is taken.
   */
  graft(parent: Inode, name: string, id: string, tree: TreeDirectory, bytes = 0): Inode {
    if (!(parent instanceof MemoryInode) || parent.fs !== this) throw new SysError('EXDEV');
    if (parent.lookup(name)) throw new SysError('EEXIST');
    const node = this.#fromTree(tree, { graft: id, path: '', node: tree }, new Map());
    parent.attach(name, node);
    this.#used += bytes;
    return node;
  }

  /** Copies a tree to a name: nodes of this file system's own, which a snapshot holds in full. Bytes of files stay shared until they change. */
  copyTree(parent: Inode, name: string, tree: TreeDirectory): Inode {
    if (!(parent instanceof MemoryInode) || parent.fs !== this) throw new SysError('EXDEV');
    const hardLinks = new Map<TreeNode, MemoryInode>();
    const copy = (into: MemoryInode, at: string, node: TreeNode): void => {
      const known = hardLinks.get(node);
      if (known) {
        into.link(at, known);
        return;
      }
      const made = into.create(at, node.kind === 'file' ? { ...attributesOf(node), kind: 'file', data: node.data } : node);
      if (node.kind === 'file' && (node.links ?? 1) > 1) hardLinks.set(node, made);
      if (node.kind === 'directory') for (const [child, inner] of node.entries) copy(made, child, inner);
      for (const [key, value] of node.xattrs ?? []) made.setXattr(key, value);
      made.setAttributes({ mtime: node.mtime, atime: node.mtime });
    };
    copy(parent, name, tree);
    return parent.lookup(name) as MemoryInode;
  }

  /** Enters a node of a tree under a name, whatever its kind (used when a snapshot is restored). */
  insert(parent: MemoryInode, name: string, tree: TreeNode, from: { graft: string; path: string }): void {
    const node = this.#fromTree(tree, { ...from, node: tree }, new Map());
    if (node.kind !== 'directory') node.nlink = 0;
    parent.attach(name, node);
  }

  /** Makes the root directory the image of a tree (used when a snapshot is restored). */
  adopt(tree: TreeDirectory, from: { graft: string; path: string }): void {
    this.#root = this.#fromTree(tree, { ...from, node: tree }, new Map());
  }

  #fromTree(node: TreeNode, origin: Origin, hardLinks: Map<TreeNode, MemoryInode>): MemoryInode {
    const known = hardLinks.get(node);
    if (known) return known;
    const inode = new MemoryInode(this, node.kind === 'file' ? { ...attributesOf(node), kind: 'file' } : node, origin);
    if (node.kind === 'file' && (node.links ?? 1) > 1) {
      hardLinks.set(node, inode);
      inode.nlink = node.links ?? 1;
    }
    if (node.kind === 'directory') {
      inode.nlink = 2;
      // Subdirectories are counted when they are made: a tree may compute its entries only when it is asked for them.
      const fill = (into: Map<string, MemoryInode>): void => {
        for (const [name, child] of node.entries) {
          if (child.kind === 'directory') inode.nlink++;
          const path = origin.path === '' ? name : `${origin.path}/${name}`;
          into.set(name, this.#fromTree(child, { graft: origin.graft, path, node: child }, hardLinks));
        }
      };
      inode.pending = fill;
    }
    return inode;
  }
}

function attributesOf(node: TreeNode): { mode: number; uid: number; gid: number; mtime: bigint } {
  return { mode: node.mode, uid: node.uid, gid: node.gid, mtime: node.mtime };
}

/** A file system in memory (see `MemoryFsOptions`). Its root directory is 0755 of root unless told otherwise. */
export function createMemoryFs(options: MemoryFsOptions): MemoryFs {
  return new MemoryFs(options);
}

/** An immutable tree as a file system of its own. Mount it read-only; several machines may share the tree, not the file system. */
export function createLayerFs(tree: TreeDirectory, now: () => bigint): MemoryFs {
  return new MemoryFs({ type: 'ext4', now, tree });
}
