/** The descriptor table of a process (open(2), dup(2), fcntl(2)). */
import type { OpenFile } from './fs/types.ts';
import { SysError } from './errno.ts';

export class DescriptorTable {
  #files: (OpenFile | undefined)[] = [];
  #closeOnExec = new Set<number>();
  readonly #limit: () => number;

  /** `limit` gives RLIMIT_NOFILE: one more than the largest descriptor. */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /** EBADF when it is not open. */
  get(fd: number): OpenFile {
    const file = this.#files[fd];
    if (file === undefined) throw new SysError('EBADF');
    return file;
  }

  has(fd: number): boolean {
    return this.#files[fd] !== undefined;
  }

  /** Open descriptors, ascending. */
  list(): number[] {
    const out: number[] = [];
    this.#files.forEach((file, fd) => {
      if (file !== undefined) out.push(fd);
    });
    return out;
  }

  /** Takes over the caller's reference and puts the file into the lowest free place. EMFILE releases it. */
  install(file: OpenFile, atLeast = 0): number {
    let fd = atLeast;
    while (this.#files[fd] !== undefined) fd++;
    if (fd >= this.#limit()) {
      file.release();
      throw new SysError('EMFILE');
    }
    this.#files[fd] = file;
    return fd;
  }

  /** EMFILE unless `count` more descriptors are free. */
  reserve(count: number): void {
    let free = 0;
    for (let fd = 0; free < count; fd++) {
      if (fd >= this.#limit()) throw new SysError('EMFILE');
      if (this.#files[fd] === undefined) free++;
    }
  }

  dup(fd: number, atLeast = 0): number {
    const file = this.get(fd);
    if (atLeast < 0 || atLeast >= this.#limit()) throw new SysError('EINVAL');
    file.retain();
    return this.install(file, atLeast);
  }

  dup2(from: number, to: number): number {
    const file = this.get(from);
    if (to < 0 || to >= this.#limit()) throw new SysError('EBADF');
    if (from === to) return to;
    file.retain();
    this.put(to, file);
    return to;
  }

  /** Puts a file (with the caller's reference) at this descriptor, closing what was there. */
  put(fd: number, file: OpenFile): void {
    const old = this.#files[fd];
    this.#files[fd] = file;
    this.#closeOnExec.delete(fd);
    old?.release();
  }

  close(fd: number): void {
    const file = this.get(fd);
    this.#files[fd] = undefined;
    this.#closeOnExec.delete(fd);
    file.release();
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.get(fd);
    if (on) this.#closeOnExec.add(fd);
    else this.#closeOnExec.delete(fd);
  }

  closeOnExec(fd: number): boolean {
    return this.#closeOnExec.has(fd);
  }

  /** What execve(2) does to the table. */
  execute(): void {
    for (const fd of [...this.#closeOnExec]) this.close(fd);
  }

  /** fork(2): the same open file descriptions, close-on-exec flags included. */
  copyFrom(other: DescriptorTable): void {
    other.#files.forEach((file, fd) => {
      if (file === undefined) return;
      file.retain();
      this.#files[fd] = file;
    });
    this.#closeOnExec = new Set(other.#closeOnExec);
  }

  closeAll(): void {
    const files = this.#files;
    this.#files = [];
    this.#closeOnExec.clear();
    for (const file of files) file?.release();
  }
}
