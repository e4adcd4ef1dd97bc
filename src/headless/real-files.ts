/** Folders of the real host inside of the simulation, for our own client: it reads contexts, env files and archives, and writes what `cp` brings. */
import { closeSync, constants, fstatSync, ftruncateSync, linkSync, lstatSync, mkdirSync, openSync, readdirSync, readlinkSync, readSync, renameSync, rmdirSync, symlinkSync, chmodSync, unlinkSync, utimesSync, writeSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { SysError, type Errno } from '../kernel/errno.ts';
import type { DirEntry, FileData, FileKind, FileSystem, Inode, NewNode, Stat } from '../kernel/fs/types.ts';

const READ_LIMIT = 512 * 1024 * 1024;

/** A file system whose root is a folder of the real host. */
export function realFiles(folder: string): FileSystem {
  const fs: FileSystem = { type: 'ext4', dev: 64, options: 'relatime', usage: () => ({ size: 2 ** 40, used: 0, available: 2 ** 40 }), get root(): Inode { return root; } };
  const root = new RealInode(fs, folder);
  return fs;
}

/** Real errors by their names, which are Linux's too. */
function system<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code ? new SysError(code as Errno) : error;
  }
}

function kindOf(stat: Pick<BigIntStats, 'isDirectory' | 'isSymbolicLink' | 'isSocket' | 'isFIFO' | 'isCharacterDevice' | 'isBlockDevice'>): FileKind {
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'symlink';
  if (stat.isSocket()) return 'socket';
  if (stat.isFIFO()) return 'fifo';
  return stat.isCharacterDevice() ? 'char' : stat.isBlockDevice() ? 'block' : 'file';
}

class RealInode implements Inode {
  readonly fs: FileSystem;
  readonly ino: number;
  readonly kind: FileKind;
  readonly #path: string;

  constructor(fs: FileSystem, path: string) {
    this.fs = fs;
    this.#path = path;
    const stat = system(() => lstatSync(path, { bigint: true }));
    this.ino = Number(stat.ino);
    this.kind = kindOf(stat);
  }

  stat(): Stat {
    const stat = system(() => lstatSync(this.#path, { bigint: true }));
    return {
      kind: this.kind, mode: Number(stat.mode) & 0o7777, uid: Number(stat.uid), gid: Number(stat.gid), size: Number(stat.size), allocated: Number(stat.blocks) * 512,
      nlink: Number(stat.nlink), ino: this.ino, dev: this.fs.dev, rdev: Number(stat.rdev), atime: stat.atimeNs, mtime: stat.mtimeNs, ctime: stat.ctimeNs,
    };
  }

  setAttributes({ mode, atime, mtime }: { mode?: number; atime?: bigint; mtime?: bigint }): void {
    if (this.kind === 'symlink') return;
    if (mode !== undefined) system(() => chmodSync(this.#path, mode));
    const stat = this.stat();
    if (mtime !== undefined || atime !== undefined) system(() => utimesSync(this.#path, Number(atime ?? stat.atime) / 1e9, Number(mtime ?? stat.mtime) / 1e9));
  }

  lookup(name: string): Inode | undefined {
    try {
      return new RealInode(this.fs, join(this.#path, name));
    } catch (error) {
      if (error instanceof SysError && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
      throw error;
    }
  }

  entries(): DirEntry[] {
    return system(() => readdirSync(this.#path, { withFileTypes: true })).map((entry) => ({ name: entry.name, kind: kindOf(entry as never), ino: 0 }));
  }

  create(name: string, node: NewNode): Inode {
    const path = join(this.#path, name);
    system(() => {
      if (node.kind === 'directory') mkdirSync(path, { mode: node.mode });
      else if (node.kind === 'symlink') symlinkSync(node.target, path);
      else if (node.kind === 'file') closeSync(openSync(path, 'wx', node.mode));
      else throw new SysError('EPERM');
    });
    const made = new RealInode(this.fs, path);
    if (node.kind === 'file') for (const { offset, bytes } of node.data?.extents ?? []) made.writeAt(offset, bytes);
    if (node.kind === 'file' && node.data) made.truncate(node.data.size);
    return made;
  }

  link(name: string, target: Inode): void {
    if (target instanceof RealInode) system(() => linkSync(target.#path, join(this.#path, name)));
  }

  unlink(name: string): void {
    const path = join(this.#path, name);
    system(() => (lstatSync(path).isDirectory() ? rmdirSync(path) : unlinkSync(path)));
  }

  rename(name: string, to: Inode, newName: string): void {
    if (to instanceof RealInode) system(() => renameSync(join(this.#path, name), join(to.#path, newName)));
  }

  readlink(): string {
    return system(() => readlinkSync(this.#path));
  }

  readAt(offset: number, length: number): Uint8Array {
    return this.#opened(constants.O_RDONLY, (fd) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, fstatSync(fd).size - offset, READ_LIMIT)));
      return bytes.subarray(0, bytes.length === 0 ? 0 : readSync(fd, bytes, 0, bytes.length, offset));
    });
  }

  writeAt(offset: number, data: Uint8Array): void {
    this.#opened(constants.O_WRONLY, (fd) => writeSync(fd, data, 0, data.length, offset));
  }

  truncate(size: number): void {
    this.#opened(constants.O_WRONLY, (fd) => ftruncateSync(fd, size));
  }

  data(): FileData {
    const { size } = this.stat();
    return { size, extents: size === 0 ? [] : [{ offset: 0, bytes: this.readAt(0, size) }] };
  }

  #opened<T>(flags: number, use: (fd: number) => T): T {
    return system(() => {
      const fd = openSync(this.#path, flags);
      try {
        return use(fd);
      } finally {
        closeSync(fd);
      }
    });
  }
}
