/** File systems whose nodes are computed when they are looked at: /proc, /sys, /dev/pts. */
import { SysError } from '../errno.ts';
import { RegularFile } from './open-file.ts';
import type { DirEntry, FileKind, FileSystem, Inode, MountNamespace, OpenFile, OpenFlags, Stat } from './types.ts';

export interface Attributes { readonly mode: number; readonly uid: number; readonly gid: number }

const NOBODY_WRITES: Attributes = { mode: 0o444, uid: 0, gid: 0 };

/** The file system around computed nodes. */
export class ComputedFs implements FileSystem {
  readonly type: string;
  readonly options: string;
  readonly now: () => bigint;
  dev = 0;
  root!: Inode;

  constructor(type: string, options: string, now: () => bigint) {
    this.type = type;
    this.options = options;
    this.now = now;
  }

  usage(): { size: number; used: number; available: number } {
    return { size: 0, used: 0, available: 0 };
  }
}

/** A number that stays the same for the same path. */
function inodeNumber(path: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 0x7fff_0000 + 1;
}

abstract class Computed implements Inode {
  abstract readonly kind: FileKind;
  readonly fs: ComputedFs;
  readonly ino: number;
  protected readonly attributes: () => Attributes;

  constructor(fs: ComputedFs, path: string, attributes: Attributes | (() => Attributes)) {
    this.fs = fs;
    this.ino = inodeNumber(path);
    this.attributes = typeof attributes === 'function' ? attributes : () => attributes;
  }

  stat(): Stat {
    const time = this.fs.now();
    const { mode, uid, gid } = this.attributes();
    return { kind: this.kind, mode, uid, gid, size: 0, allocated: 0, nlink: this.kind === 'directory' ? 2 : 1, ino: this.ino, dev: this.fs.dev, rdev: 0, atime: time, mtime: time, ctime: time };
  }

  setAttributes(change: { atime?: bigint; mtime?: bigint; mode?: number }): void {
    // touch(1) succeeds on such files and changes nothing; chmod does not.
    if (change.mode !== undefined) throw new SysError('EPERM');
  }
}

/** A directory: its names, and the node of a name. */
export class ComputedDirectory extends Computed {
  readonly kind = 'directory';
  readonly #names: () => Iterable<string>;
  readonly #node: (name: string) => Inode | undefined;

  constructor(fs: ComputedFs, path: string, names: () => Iterable<string>, node: (name: string) => Inode | undefined, attributes: Attributes | (() => Attributes) = { mode: 0o555, uid: 0, gid: 0 }) {
    super(fs, path, attributes);
    this.#names = names;
    this.#node = node;
  }

  lookup(name: string): Inode | undefined {
    return this.#node(name);
  }

  entries(): DirEntry[] {
    const list: DirEntry[] = [];
    for (const name of this.#names()) {
      const node = this.#node(name);
      if (node) list.push({ name, kind: node.kind, ino: node.ino });
    }
    return list;
  }
}

/** A directory with a fixed set of nodes, each made when it is looked up. */
export function fixedDirectory(fs: ComputedFs, path: string, nodes: Readonly<Record<string, (path: string) => Inode>>, attributes?: Attributes | (() => Attributes)): ComputedDirectory {
  const names = Object.keys(nodes);
  return new ComputedDirectory(fs, path, () => names, (name) => (Object.hasOwn(nodes, name) ? nodes[name]?.(`${path}/${name}`) : undefined), attributes);
}

/** A file: its text is computed when it is opened; what is written goes to `write` (EACCES where there is none). */
export class ComputedFile extends Computed {
  readonly kind = 'file';
  readonly #text: () => string | Uint8Array;
  readonly #write: ((text: string) => void) | undefined;

  constructor(fs: ComputedFs, path: string, text: () => string | Uint8Array, options: { attributes?: Attributes | (() => Attributes); write?: (text: string) => void } = {}) {
    super(fs, path, options.attributes ?? (options.write ? { mode: 0o644, uid: 0, gid: 0 } : NOBODY_WRITES));
    this.#text = text;
    this.#write = options.write;
  }

  content(): Uint8Array {
    const text = this.#text();
    return typeof text === 'string' ? new TextEncoder().encode(text) : text;
  }

  readAt(offset: number, length: number): Uint8Array {
    return this.content().subarray(offset, offset + length);
  }

  writeAt(_offset: number, data: Uint8Array): void {
    if (!this.#write) throw new SysError('EIO');
    this.#write(new TextDecoder().decode(data));
  }

  truncate(): void {}

  open(flags: OpenFlags, path: string): OpenFile {
    if (flags.write && !this.#write) throw new SysError('EACCES');
    return new RegularFile(flags.write ? this : new Snapshot(this), flags, path);
  }
}

/** The content of a computed file as it was when it was opened, so that reading it in pieces is consistent. */
class Snapshot implements Inode {
  readonly kind = 'file';
  readonly fs: FileSystem;
  readonly ino: number;
  readonly #file: ComputedFile;
  #bytes: Uint8Array | undefined;

  constructor(file: ComputedFile) {
    this.fs = file.fs;
    this.ino = file.ino;
    this.#file = file;
  }

  stat(): Stat {
    return this.#file.stat();
  }

  setAttributes(): void {}

  readAt(offset: number, length: number): Uint8Array {
    // Read anew from the start: `watch`-like programs keep the file open and seek back.
    if (offset === 0 || !this.#bytes) this.#bytes = this.#file.content();
    return this.#bytes.subarray(offset, offset + length);
  }
}

/** A symbolic link; one with `jump` leads to the thing itself, whatever its text says (proc(5)). */
export class ComputedLink extends Computed {
  readonly kind = 'symlink';
  readonly #text: () => string;
  readonly jump?: () => { readonly mounts: MountNamespace; readonly path: string } | Inode;

  constructor(fs: ComputedFs, path: string, text: () => string, jump?: () => { readonly mounts: MountNamespace; readonly path: string } | Inode) {
    super(fs, path, { mode: 0o777, uid: 0, gid: 0 });
    this.#text = text;
    if (jump) this.jump = jump;
  }

  readlink(): string {
    return this.#text();
  }
}

/** A nameless node for something that is already open: opening it gives the same open file again. */
export class OpenNode implements Inode {
  readonly fs: FileSystem;
  readonly ino: number;
  readonly kind: FileKind;
  readonly #file: OpenFile;

  constructor(fs: FileSystem, file: OpenFile) {
    const { kind, ino } = file.stat();
    this.fs = fs;
    this.kind = kind;
    this.ino = ino;
    this.#file = file;
  }

  stat(): Stat {
    return this.#file.stat();
  }

  setAttributes(): void {
    throw new SysError('EPERM');
  }

  open(): OpenFile {
    this.#file.retain();
    return this.#file;
  }
}
