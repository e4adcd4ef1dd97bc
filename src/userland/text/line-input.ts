/** Line input for filters: like stdio's `Lines`, but it tells its program before a read that would block, so that what was found is printed at once. */
import { joinBytes } from '../../formats/bytes/join.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class LineInput {
  /** False when the last line that was returned had no delimiter at its end. */
  terminated = true;
  /** True once a NUL byte was read (with another delimiter than NUL): grep's idea of a binary file. */
  binary = false;
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #delimiter: number;
  readonly #beforeWait: (() => Sys<void>) | undefined;
  #ready: string[] = [];
  #at = 0;
  #rest: Uint8Array[] = [];
  #ended = false;

  /** `beforeWait` runs before a read that would block (usually the flush of standard output). */
  constructor(proc: Proc, fd: number, options: { delimiter?: number; beforeWait?: () => Sys<void> } = {}) {
    this.#proc = proc;
    this.#fd = fd;
    this.#delimiter = options.delimiter ?? 10;
    this.#beforeWait = options.beforeWait;
  }

  /** A line that was already read, without a system call; undefined when `next` must be asked. */
  buffered(): string | undefined {
    const line = this.#ready[this.#at];
    if (line === undefined) return undefined;
    this.#at++;
    this.terminated = true;
    return line;
  }

  /** The next line without its delimiter; undefined at the end. */
  *next(): Sys<string | undefined> {
    for (;;) {
      const line = this.buffered();
      if (line !== undefined) return line;
      if (this.#ended) return undefined;
      if (this.#beforeWait && !this.#proc.file(this.#fd).readable()) yield* this.#beforeWait();
      const chunk = yield* this.#proc.read(this.#fd);
      if (chunk.length === 0) return this.#finish();
      if (!this.binary && this.#delimiter !== 0 && chunk.includes(0)) this.binary = true;
      this.#take(chunk);
    }
  }

  #take(chunk: Uint8Array): void {
    const end = chunk.lastIndexOf(this.#delimiter);
    if (end < 0) {
      this.#rest.push(chunk.slice());
      return;
    }
    const whole = this.#rest.length === 0 ? chunk.subarray(0, end) : joinBytes([...this.#rest, chunk.subarray(0, end)]);
    this.#ready = decoder.decode(whole).split(String.fromCharCode(this.#delimiter));
    this.#at = 0;
    this.#rest = end + 1 < chunk.length ? [chunk.slice(end + 1)] : [];
  }

  #finish(): string | undefined {
    this.#ended = true;
    if (this.#rest.length === 0) return undefined;
    this.terminated = false;
    const last = decoder.decode(joinBytes(this.#rest));
    this.#rest = [];
    return last;
  }
}
