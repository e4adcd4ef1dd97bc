/** Open file descriptions of regular files and directories. */
import { SysError } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import type { DirEntry, Inode, OpenFile, OpenFlags, Stat } from './types.ts';

/** An open regular file: never blocks. O_APPEND writes go to the end, wherever the offset stands. */
export class RegularFile implements OpenFile {
  readonly flags: OpenFlags;
  readonly description: string;
  readonly inode: Inode;
  readonly queue = undefined;
  offset = 0;

  constructor(inode: Inode, flags: OpenFlags, path: string) {
    this.inode = inode;
    this.flags = flags;
    this.description = path;
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  // eslint-disable-next-line require-yield
  *read(_proc: Proc, max: number): Sys<Uint8Array> {
    if (!this.flags.read) throw new SysError('EBADF');
    const bytes = this.inode.readAt?.(this.offset, max) ?? new Uint8Array(0);
    this.offset += bytes.length;
    return bytes;
  }

  // eslint-disable-next-line require-yield
  *write(_proc: Proc, data: Uint8Array): Sys<void> {
    if (!this.flags.write) throw new SysError('EBADF');
    if (!this.inode.writeAt) throw new SysError('EINVAL');
    if (this.flags.append) this.offset = this.inode.stat().size;
    const before = this.offset;
    try {
      this.inode.writeAt(this.offset, data);
      this.offset = before + data.length;
    } catch (error) {
      // A short write moves the offset by what fitted.
      this.offset = Math.min(Math.max(before, this.inode.stat().size), before + data.length);
      throw error;
    }
  }

  stat(): Stat {
    return this.inode.stat();
  }

  truncate(size: number): void {
    if (!this.flags.write) throw new SysError('EINVAL');
    this.inode.truncate?.(size);
  }

  // The node goes on without its last name; nothing has to be done when the last descriptor is closed.
  retain(): void {}

  release(): void {}
}

/** An open directory: it is listed, not read. */
export class DirectoryFile implements OpenFile {
  readonly flags: OpenFlags;
  readonly description: string;
  readonly inode: Inode;
  readonly queue = undefined;
  offset = 0;

  constructor(inode: Inode, flags: OpenFlags, path: string) {
    this.inode = inode;
    this.flags = flags;
    this.description = path;
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return false;
  }

  // eslint-disable-next-line require-yield
  *read(): Sys<Uint8Array> {
    throw new SysError('EISDIR');
  }

  // eslint-disable-next-line require-yield
  *write(): Sys<void> {
    throw new SysError('EBADF');
  }

  stat(): Stat {
    return this.inode.stat();
  }

  readdir(): DirEntry[] {
    return this.inode.entries?.() ?? [];
  }

  retain(): void {}

  release(): void {}
}
