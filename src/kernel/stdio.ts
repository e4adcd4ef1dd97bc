/** Buffered input and output for programs, as stdio(3) does it. */
import { joinBytes } from '../formats/bytes/join.ts';
import { encodeUTF8 } from '../formats/utf8/encode.ts';
import { SysError } from './errno.ts';
import type { Proc, Sys } from './sys.ts';

const decoder = new TextDecoder();
const BUFFER = 4096;

/**
 * Reads a descriptor line by line (UTF-8; what is no UTF-8 becomes U+FFFD). It reads ahead: what it holds is lost to other readers of
 * the descriptor. Each line is handed out as soon as it is complete.
 */
export class Lines {
  /** False when the last line that `next` returned had no newline at its end. */
  terminated = true;
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #delimiter: number;
  #ready: string[] = [];
  #at = 0;
  #rest: Uint8Array[] = [];
  #ended = false;

  /** `delimiter`: the byte that ends a line (0 for `-z`). */
  constructor(proc: Proc, fd: number, delimiter = 10) {
    this.#proc = proc;
    this.#fd = fd;
    this.#delimiter = delimiter;
  }

  /** The next line without its newline; undefined at the end. */
  *next(): Sys<string | undefined> {
    for (;;) {
      const line = this.#ready[this.#at];
      if (line !== undefined) {
        this.#at++;
        this.terminated = true;
        return line;
      }
      if (this.#ended) return undefined;
      const chunk = yield* this.#proc.read(this.#fd);
      if (chunk.length === 0) return this.#finish();
      this.#take(chunk);
    }
  }

  #take(chunk: Uint8Array): void {
    const end = chunk.lastIndexOf(this.#delimiter);
    if (end < 0) {
      this.#rest.push(chunk);
      return;
    }
    const whole = this.#rest.length === 0 ? chunk.subarray(0, end) : joinBytes([...this.#rest, chunk.subarray(0, end)]);
    this.#ready = decoder.decode(whole).split(this.#delimiter === 10 ? '\n' : String.fromCharCode(this.#delimiter));
    this.#at = 0;
    this.#rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
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

/**
 * Collects output and writes it when 4096 characters are there, at each line on a terminal, and on `flush`, which a program must call
 * before it ends (and before it writes to another descriptor, when the order matters).
 */
export class Output {
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #byLine: boolean;
  #text = '';

  constructor(proc: Proc, fd: number) {
    this.#proc = proc;
    this.#fd = fd;
    this.#byLine = proc.isatty(fd);
  }

  *write(data: string | Uint8Array): Sys<void> {
    if (typeof data !== 'string') {
      yield* this.flush();
      yield* this.#proc.write(this.#fd, data);
      return;
    }
    this.#text += data;
    if (this.#text.length >= BUFFER || (this.#byLine && data.includes('\n'))) yield* this.flush();
  }

  *line(text: string): Sys<void> {
    yield* this.write(`${text}\n`);
  }

  *flush(): Sys<void> {
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    yield* this.#proc.write(this.#fd, encodeUTF8(text));
  }
}

/** How much `readAll` takes before it tells the kernel of the memory it uses, and before it gives up. */
const ACCOUNTED = 1024 ** 2;
const TOO_MUCH = 256 * 1024 ** 2;

/** All bytes up to the end of the file. What it holds counts as the process's memory; ENOMEM above 256 MiB. */
export function* readAll(proc: Proc, fd: number): Sys<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let accounted = 0;
  for (;;) {
    const chunk = yield* proc.read(fd);
    if (chunk.length === 0) return chunks.length === 1 ? (chunks[0] as Uint8Array) : joinBytes(chunks);
    chunks.push(chunk);
    held += chunk.length;
    if (held - accounted < ACCOUNTED) continue;
    if (held > TOO_MUCH) throw new SysError('ENOMEM');
    accounted = held;
    yield* proc.setResident(held);
  }
}
