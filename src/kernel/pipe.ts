/** Anonymous pipes (pipe(7)): 64 KiB, writes of up to 4096 bytes are atomic, SIGPIPE and EPIPE without a reader. */
import type { OpenFile, OpenFlags, Stat } from './fs/types.ts';
import type { Proc, Sys } from './sys.ts';
import { ByteQueue } from './byte-queue.ts';
import { SysError } from './errno.ts';
import { CountedFile, anonymousStat } from './open-file.ts';
import { WaitQueue } from './wait-queue.ts';

export const PIPE_CAPACITY = 65536;
const PIPE_BUF = 4096;
const NOTHING = new Uint8Array(0);

/** The buffer between the ends, and how many ends there are. */
export class Pipe {
  readonly buffer = new ByteQueue(PIPE_CAPACITY);
  readonly readersQueue = new WaitQueue();
  readonly writersQueue = new WaitQueue();
  readers = 0;
  writers = 0;
}

abstract class PipeEnd extends CountedFile {
  readonly flags: OpenFlags;
  readonly description: string;
  protected readonly pipe: Pipe;
  readonly #stat: () => Stat;

  constructor(pipe: Pipe, flags: OpenFlags, description: string, stat: () => Stat) {
    super();
    this.pipe = pipe;
    this.flags = flags;
    this.description = description;
    this.#stat = stat;
  }

  stat(): Stat {
    return this.#stat();
  }
}

export class PipeReader extends PipeEnd {
  readonly queue: WaitQueue;

  constructor(pipe: Pipe, flags: OpenFlags, description: string, stat: () => Stat) {
    super(pipe, flags, description, stat);
    this.queue = pipe.readersQueue;
    pipe.readers++;
  }

  *read(proc: Proc, max: number): Sys<Uint8Array> {
    const { buffer } = this.pipe;
    while (buffer.length === 0) {
      if (this.pipe.writers === 0) return NOTHING;
      yield* proc.block([this.pipe.readersQueue]);
    }
    const data = buffer.shift(max);
    this.pipe.writersQueue.wake();
    return data;
  }

  *write(): Sys<void> {
    throw new SysError('EBADF');
  }

  readable(): boolean {
    return this.pipe.buffer.length > 0 || this.pipe.writers === 0;
  }

  writable(): boolean {
    return false;
  }

  protected close(): void {
    this.pipe.readers--;
    this.pipe.writersQueue.wake();
  }
}

export class PipeWriter extends PipeEnd {
  readonly queue: WaitQueue;

  constructor(pipe: Pipe, flags: OpenFlags, description: string, stat: () => Stat) {
    super(pipe, flags, description, stat);
    this.queue = pipe.writersQueue;
    pipe.writers++;
  }

  *read(): Sys<Uint8Array> {
    throw new SysError('EBADF');
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    const { pipe } = this;
    const { buffer } = pipe;
    let done = 0;
    do {
      if (pipe.readers === 0) {
        proc.kill(proc.pid, 'SIGPIPE');
        // A process that died of it goes no further.
        yield* proc.step();
        throw new SysError('EPIPE');
      }
      const needed = data.length <= PIPE_BUF ? data.length : 1;
      if (buffer.free < needed) {
        yield* proc.block([pipe.writersQueue]);
        continue;
      }
      done += buffer.push(data, done);
      pipe.readersQueue.wake();
    } while (done < data.length);
  }

  readable(): boolean {
    return false;
  }

  writable(): boolean {
    return this.pipe.readers === 0 || this.pipe.buffer.free >= PIPE_BUF;
  }

  protected close(): void {
    this.pipe.writers--;
    this.pipe.readersQueue.wake();
  }
}

/** Both ends of an anonymous pipe, each with one reference. `ino` names it in /proc/PID/fd. */
export function pipeEnds(ino: number): [reader: OpenFile, writer: OpenFile] {
  const pipe = new Pipe();
  const description = `pipe:[${ino}]`;
  const stat = (): Stat => anonymousStat('fifo', ino);
  return [new PipeReader(pipe, { read: true }, description, stat), new PipeWriter(pipe, { write: true }, description, stat)];
}
