/** The part that all open files of the kernel share: the reference count. */
import type { OpenFile, OpenFlags, Stat } from './fs/types.ts';
import type { Proc, Sys } from './sys.ts';
import type { WaitQueue } from './wait-queue.ts';
import { SysError } from './errno.ts';

/** A new file has one reference, which belongs to its maker; installing it as a descriptor hands that reference over. */
export abstract class CountedFile implements OpenFile {
  abstract readonly flags: OpenFlags;
  abstract readonly description: string;
  abstract readonly queue: WaitQueue | undefined;
  offset = 0;
  #references = 1;

  abstract read(proc: Proc, max: number): Sys<Uint8Array>;
  abstract write(proc: Proc, data: Uint8Array): Sys<void>;
  abstract readable(): boolean;
  abstract writable(): boolean;
  abstract stat(): Stat;
  /** The last reference is gone. */
  protected abstract close(): void;

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (this.#references === 0) throw new SysError('EBADF');
    if (--this.#references === 0) this.close();
  }
}

/** stat(2) of something that is in no file system. */
export function anonymousStat(kind: Stat['kind'], ino: number, rdev = 0): Stat {
  return { kind, mode: 0o600, uid: 0, gid: 0, size: 0, allocated: 0, nlink: 1, ino, dev: 0, rdev, atime: 0n, mtime: 0n, ctime: 0n };
}
