/** Named pipes, fifo(7). Opening never blocks here; the first read waits for a writer, the first write for a reader. */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Inode, OpenFile, OpenFlags, Stat } from './types.ts';

const CAPACITY = 65536;

/** The pipe behind a fifo's inode. */
export class Fifo {
  readonly inode: Inode;
  readonly queue = new WaitQueue();
  readers = 0;
  writers = 0;
  /** True once a writer has come since there was none; until then a reader waits instead of seeing the end. */
  fed = false;
  #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(inode: Inode) {
    this.inode = inode;
  }

  get length(): number {
    return this.#length;
  }

  get room(): number {
    return CAPACITY - this.#length;
  }

  open(flags: OpenFlags, path: string): OpenFile {
    if (flags.write && !flags.read && flags.nonBlock && this.readers === 0) throw new SysError('ENXIO');
    if (flags.read) this.readers++;
    if (flags.write) {
      this.writers++;
      this.fed = true;
    }
    this.queue.wake();
    return new FifoFile(this, flags, path);
  }

  take(max: number): Uint8Array {
    const head = this.#chunks[0];
    if (!head) return new Uint8Array(0);
    const piece = head.subarray(0, max);
    if (piece.length === head.length) this.#chunks.shift();
    else this.#chunks[0] = head.subarray(max);
    this.#length -= piece.length;
    this.queue.wake();
    return piece;
  }

  put(data: Uint8Array): void {
    this.#chunks.push(data.slice());
    this.#length += data.length;
    this.queue.wake();
  }
}

class FifoFile implements OpenFile {
  readonly flags: OpenFlags;
  readonly description: string;
  offset = 0;
  readonly #fifo: Fifo;
  #references = 1;

  constructor(fifo: Fifo, flags: OpenFlags, path: string) {
    this.#fifo = fifo;
    this.flags = flags;
    this.description = path;
  }

  get queue(): WaitQueue {
    return this.#fifo.queue;
  }

  readable(): boolean {
    return this.#fifo.length > 0 || (this.#fifo.fed && this.#fifo.writers === 0);
  }

  writable(): boolean {
    return this.#fifo.room > 0 && this.#fifo.readers > 0;
  }

  *read(proc: Proc, max: number): Sys<Uint8Array> {
    if (!this.flags.read) throw new SysError('EBADF');
    while (!this.readable()) {
      if (this.flags.nonBlock) {
        if (this.#fifo.writers === 0) return new Uint8Array(0);
        throw new SysError('EAGAIN');
      }
      yield* proc.block([this.queue]);
    }
    return this.#fifo.take(max);
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    if (!this.flags.write) throw new SysError('EBADF');
    let done = 0;
    let hadReader = this.#fifo.readers > 0;
    while (done < data.length) {
      if (this.#fifo.readers === 0 && hadReader) {
        proc.kill(proc.pid, 'SIGPIPE');
        throw new SysError('EPIPE');
      }
      if (!this.writable()) {
        if (this.flags.nonBlock) throw new SysError('EAGAIN');
        yield* proc.block([this.queue]);
        hadReader ||= this.#fifo.readers > 0;
        continue;
      }
      const piece = data.subarray(done, done + this.#fifo.room);
      this.#fifo.put(piece);
      done += piece.length;
    }
  }

  stat(): Stat {
    return this.#fifo.inode.stat();
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references > 0) return;
    if (this.flags.read) this.#fifo.readers--;
    if (this.flags.write) this.#fifo.writers--;
    if (this.#fifo.readers === 0 && this.#fifo.writers === 0) {
      this.#fifo.fed = false;
      while (this.#fifo.length > 0) this.#fifo.take(CAPACITY);
    }
    this.#fifo.queue.wake();
  }
}
