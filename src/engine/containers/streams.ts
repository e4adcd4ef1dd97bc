/** Standard streams of a process in a container: what it writes goes to whoever listens (log, attached clients), what they send goes in. */
import type { Proc, Sys, Thread } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { WindowSize } from '../../kernel/tty/types.ts';
import { PtyTable } from '../../kernel/tty/pty-table.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { StreamName } from './logs/driver.ts';

/** A listener that has this many bytes unread stops the process from writing more (the pipe fills up). */
const HIGH_WATER = 1 << 20;

/** One reader of the output, with a queue of its own so that a slow one does not lose anything. */
export class OutputReader {
  readonly #chunks: { stream: StreamName; data: Uint8Array }[] = [];
  readonly queue = new WaitQueue();
  readonly drained = new WaitQueue();
  ended = false;
  size = 0;

  push(stream: StreamName, data: Uint8Array): void {
    this.#chunks.push({ stream, data });
    this.size += data.length;
    this.queue.wake();
  }

  end(): void {
    this.ended = true;
    this.queue.wake();
    this.drained.wake();
  }

  take(): { stream: StreamName; data: Uint8Array } | undefined {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.size -= chunk.data.length;
      this.drained.wake();
    }
    return chunk;
  }
}

/** Descriptors for the child and the daemon's ends of them. */
export interface StreamPlan {
  /** Number in the child → descriptor of the daemon. */
  readonly child: ReadonlyMap<number, number>;
  readonly streams: Streams;
  /** The terminals of the container to be. */
  readonly ptys: PtyTable;
}

export class Streams {
  readonly #proc: Proc;
  readonly #readers = new Set<OutputReader>();
  /** Gets every run of bytes first: the log. */
  onData: ((stream: StreamName, data: Uint8Array) => void) | undefined;
  onEnd: (() => void) | undefined;
  #threads: Thread[] = [];
  #outputs: { stream: StreamName; fd: number }[];
  #childEnds: number[];
  #stdin: number | undefined;
  readonly master: number | undefined;
  finished = false;
  readonly done = new WaitQueue();
  #open: number;

  constructor(proc: Proc, ends: { outputs: { stream: StreamName; fd: number }[]; childEnds: number[]; stdin: number | undefined; master: number | undefined }) {
    this.#proc = proc;
    this.#outputs = ends.outputs;
    this.#childEnds = ends.childEnds;
    this.#stdin = ends.stdin;
    this.master = ends.master;
    this.#open = ends.outputs.length;
  }

  /** Makes pipes, or a pseudo-terminal, for a new process. Without `stdin` it reads /dev/null. */
  static plan(proc: Proc, options: { tty: boolean; stdin: boolean; size?: WindowSize; ptys?: PtyTable }): StreamPlan {
    const ptys = options.ptys ?? new PtyTable();
    if (options.tty) {
      const files = ptys.open(options.size);
      const pty = { master: proc.install(files.master), slave: proc.install(files.slave) };
      const child = new Map([[0, pty.slave], [1, pty.slave], [2, pty.slave]]);
      const streams = new Streams(proc, { outputs: [{ stream: 'stdout', fd: pty.master }], childEnds: [pty.slave], stdin: options.stdin ? pty.master : undefined, master: pty.master });
      return { child, streams, ptys };
    }
    const [outRead, outWrite] = proc.pipe();
    const [errRead, errWrite] = proc.pipe();
    const [inRead, inWrite] = options.stdin ? proc.pipe() : [proc.open('/dev/null', { read: true }), undefined];
    const child = new Map([[0, inRead], [1, outWrite], [2, errWrite]]);
    const outputs = [{ stream: 'stdout' as const, fd: outRead }, { stream: 'stderr' as const, fd: errRead }];
    return { child, streams: new Streams(proc, { outputs, childEnds: [inRead, outWrite, errWrite], stdin: inWrite, master: undefined }), ptys };
  }

  /** After the process was made (or could not be): the daemon lets go of the child's ends. */
  closeChildEnds(): void {
    for (const fd of this.#childEnds) this.#proc.close(fd);
    this.#childEnds = [];
  }

  /** Starts to copy. */
  start(): void {
    for (const output of this.#outputs) this.#threads.push(this.#proc.thread(this.#copy(output.stream, output.fd), `copy ${output.stream}`));
  }

  /** Gives up everything without having started. */
  abandon(): void {
    this.closeChildEnds();
    for (const output of this.#outputs) this.#proc.close(output.fd);
    if (this.#stdin !== undefined && this.#stdin !== this.master) this.#proc.close(this.#stdin);
    this.#stdin = undefined;
    this.#finish();
  }

  *#copy(stream: StreamName, fd: number): Sys<void> {
    try {
      for (;;) {
        const data = yield* this.#proc.read(fd);
        if (data.length === 0) break;
        this.onData?.(stream, data);
        for (const reader of [...this.#readers]) {
          reader.push(stream, data);
          while (reader.size > HIGH_WATER && !reader.ended) yield* this.#proc.block([reader.drained]);
        }
      }
    } catch (error) {
      // The master of a terminal whose last slave is closed reads EIO.
      if (!isSysError(error)) throw error;
    }
    this.#proc.close(fd);
    if (fd === this.#stdin) this.#stdin = undefined;
    if (--this.#open === 0) this.#finish();
  }

  #finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.onEnd?.();
    for (const reader of [...this.#readers]) reader.end();
    this.#readers.clear();
    this.done.wake();
  }

  /** Blocks until all output was copied, at most so long (a grandchild may hold the pipe open). */
  *drain(nanoseconds: number): Sys<void> {
    const deadline = this.#proc.now() + nanoseconds;
    while (!this.finished && this.#proc.now() < deadline) yield* this.#proc.block([this.done], deadline);
    if (!this.finished) {
      for (const thread of this.#threads) thread.cancel();
      this.closeStdin();
      this.#finish();
    }
  }

  /** Everything written from now on. */
  subscribe(): OutputReader {
    const reader = new OutputReader();
    if (this.finished) reader.end();
    else this.#readers.add(reader);
    return reader;
  }

  unsubscribe(reader: OutputReader): void {
    this.#readers.delete(reader);
    reader.end();
  }

  get acceptsInput(): boolean {
    return this.#stdin !== undefined;
  }

  /** Sends input; false when nobody reads it any more. */
  *write(data: Uint8Array): Sys<boolean> {
    if (this.#stdin === undefined) return false;
    try {
      yield* this.#proc.write(this.#stdin, data);
      return true;
    } catch (error) {
      if (!isSysError(error)) throw error;
      return false;
    }
  }

  /** End of input: only a pipe can be closed, a terminal stays open. */
  closeStdin(): void {
    if (this.#stdin === undefined || this.#stdin === this.master) return;
    this.#proc.close(this.#stdin);
    this.#stdin = undefined;
  }

  resize(size: WindowSize): void {
    if (this.master !== undefined && !this.finished) this.#proc.setWindowSize(this.master, size);
  }
}
