/** Cuts a byte stream into log lines (moby daemon/logger.Copier): at newlines, and at 16 KiB. */
import { joinBytes } from '../../../formats/bytes/join.ts';
import type { LogEntry, StreamName } from './driver.ts';

const LONGEST = 16 * 1024;

export class LineCopier {
  readonly #stream: StreamName;
  readonly #now: () => bigint;
  readonly #write: (entry: LogEntry) => void;
  readonly #attrs: Readonly<Record<string, string>>;
  readonly #decoder = new TextDecoder();
  #rest: Uint8Array[] = [];
  #length = 0;

  constructor(stream: StreamName, attrs: Readonly<Record<string, string>>, now: () => bigint, write: (entry: LogEntry) => void) {
    this.#stream = stream;
    this.#attrs = attrs;
    this.#now = now;
    this.#write = write;
  }

  push(data: Uint8Array): void {
    let from = 0;
    for (;;) {
      const newline = data.indexOf(10, from);
      const end = newline < 0 ? data.length : newline + 1;
      const room = LONGEST - this.#length;
      if (end - from > room && room < end - from - (newline < 0 ? 0 : 1)) {
        this.#add(data.subarray(from, from + room));
        this.#emit();
        from += room;
        continue;
      }
      if (end > from) this.#add(data.subarray(from, end));
      if (newline < 0) return;
      this.#emit();
      from = end;
    }
  }

  /** The last line may lack its newline. */
  end(): void {
    if (this.#length > 0) this.#emit();
  }

  #add(bytes: Uint8Array): void {
    this.#rest.push(bytes.slice());
    this.#length += bytes.length;
  }

  #emit(): void {
    const whole = joinBytes(this.#rest);
    this.#rest = [];
    this.#length = 0;
    this.#write({ line: this.#decoder.decode(whole), stream: this.#stream, time: this.#now(), attrs: this.#attrs });
  }
}
