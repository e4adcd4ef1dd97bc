/** Open files whose other end is outside of the simulation: what is written comes out, what is put in can be read. */
import type { OpenFile, Stat } from './fs/types.ts';
import type { Proc, Sys } from './sys.ts';
import { SysError } from './errno.ts';
import { CountedFile, anonymousStat } from './open-file.ts';
import { WaitQueue } from './wait-queue.ts';

const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();

class Sink extends CountedFile {
  readonly flags = { write: true };
  readonly description = 'pipe:[outside]';
  readonly queue = undefined;
  readonly #onBytes: (bytes: Uint8Array) => void;
  readonly #onClose: (() => void) | undefined;

  constructor(onBytes: (bytes: Uint8Array) => void, onClose: (() => void) | undefined) {
    super();
    this.#onBytes = onBytes;
    this.#onClose = onClose;
  }

  *read(): Sys<Uint8Array> {
    throw new SysError('EBADF');
  }

  *write(_proc: Proc, data: Uint8Array): Sys<void> {
    if (data.length > 0) this.#onBytes(data.slice());
  }

  readable(): boolean {
    return false;
  }

  writable(): boolean {
    return true;
  }

  stat(): Stat {
    return anonymousStat('fifo', 1);
  }

  protected close(): void {
    this.#onClose?.();
  }
}

/** A file that hands on all that is written to it; never blocks. `onClose`: the last descriptor is gone. */
export function sink(onBytes: (bytes: Uint8Array) => void, onClose?: () => void): OpenFile {
  return new Sink(onBytes, onClose);
}

/** Bytes that are put in piece by piece from outside. */
export class Feed {
  readonly queue = new WaitQueue();
  #pieces: Uint8Array[] = [];
  ended = false;

  push(bytes: Uint8Array | string): void {
    const piece = typeof bytes === 'string' ? encoder.encode(bytes) : bytes.slice();
    if (piece.length > 0) this.#pieces.push(piece);
    this.queue.wake();
  }

  end(): void {
    this.ended = true;
    this.queue.wake();
  }

  get ready(): boolean {
    return this.#pieces.length > 0 || this.ended;
  }

  /** At most `max` bytes; empty at the end or when there is nothing. */
  take(max: number): Uint8Array {
    const first = this.#pieces[0];
    if (first === undefined) return NOTHING;
    if (first.length <= max) {
      this.#pieces.shift();
      return first;
    }
    this.#pieces[0] = first.subarray(max);
    return first.subarray(0, max);
  }
}

class Source extends CountedFile {
  readonly flags = { read: true };
  readonly description = 'pipe:[outside]';
  readonly queue: WaitQueue;
  readonly #feed: Feed;

  constructor(feed: Feed) {
    super();
    this.#feed = feed;
    this.queue = feed.queue;
  }

  *read(proc: Proc, max: number): Sys<Uint8Array> {
    while (!this.#feed.ready) yield* proc.block([this.queue]);
    return this.#feed.take(max);
  }

  *write(): Sys<void> {
    throw new SysError('EBADF');
  }

  readable(): boolean {
    return this.#feed.ready;
  }

  writable(): boolean {
    return false;
  }

  stat(): Stat {
    return anonymousStat('fifo', 1);
  }

  protected close(): void {}
}

/** A file that reads these bytes, or what is pushed into a feed until it ends. */
export function source(from: Uint8Array | string | Feed): OpenFile {
  if (from instanceof Feed) return new Source(from);
  const feed = new Feed();
  feed.push(from);
  feed.end();
  return new Source(feed);
}
