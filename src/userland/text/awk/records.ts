/** Records of a descriptor, by RS at the time of each read. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { awkRegex } from './regex.ts';

export class RecordReader {
  /** What ended the last record (gawk's RT). */
  readonly fd: number;
  readonly #proc: Proc;
  readonly #beforeWait: () => Sys<void>;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #text = '';
  #at = 0;
  #ended = false;

  constructor(proc: Proc, fd: number, beforeWait: () => Sys<void>) {
    this.#proc = proc;
    this.fd = fd;
    this.#beforeWait = beforeWait;
  }

  *#fill(): Sys<boolean> {
    if (this.#ended) return false;
    if (!this.#proc.file(this.fd).readable()) yield* this.#beforeWait();
    const chunk = yield* this.#proc.read(this.fd);
    this.#text = this.#text.slice(this.#at) + this.#decoder.decode(chunk, { stream: chunk.length > 0 });
    this.#at = 0;
    if (chunk.length === 0) this.#ended = true;
    return chunk.length > 0;
  }

  /** A record that ends with one character and is in memory already. */
  buffered(separator: string): string | undefined {
    if (separator.length !== 1) return undefined;
    const end = this.#text.indexOf(separator, this.#at);
    if (end < 0) return undefined;
    const record = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return record;
  }

  /** The next record; undefined at the end. */
  *next(separator: string): Sys<string | undefined> {
    if (separator === '') return yield* this.#paragraph();
    if (separator.length > 1) return yield* this.#byRegex(awkRegex(separator));
    for (;;) {
      const record = this.buffered(separator);
      if (record !== undefined) return record;
      if (!(yield* this.#fill())) return this.#rest();
    }
  }

  #rest(): string | undefined {
    const rest = this.#text.slice(this.#at);
    this.#text = '';
    this.#at = 0;
    return rest === '' ? undefined : rest;
  }

  *#paragraph(): Sys<string | undefined> {
    for (;;) {
      while (this.#text[this.#at] === '\n') this.#at++;
      const end = this.#text.indexOf('\n\n', this.#at);
      if (end >= 0) {
        const record = this.#text.slice(this.#at, end);
        this.#at = end + 2;
        return record;
      }
      if (!(yield* this.#fill())) return this.#rest()?.replace(/\n+$/, '');
    }
  }

  *#byRegex(regex: RegExp): Sys<string | undefined> {
    for (;;) {
      const match = regex.exec(this.#text.slice(this.#at));
      // A match at the end of what is there may become longer.
      if (match && match[0] !== '' && (this.#ended || this.#at + match.index + match[0].length < this.#text.length)) {
        const record = this.#text.slice(this.#at, this.#at + match.index);
        this.#at += match.index + match[0].length;
        return record;
      }
      if (!(yield* this.#fill())) {
        if (match && match[0] !== '') continue;
        return this.#rest()?.replace(/\n$/, '');
      }
    }
  }
}
