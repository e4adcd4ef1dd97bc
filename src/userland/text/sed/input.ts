/** The lines of all input files of sed, with one line of look-ahead for `$`. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { LineInput } from '../line-input.ts';

export interface InputHooks {
  readonly delimiter: number;
  /** Each file has its own line numbers and last line (-s, -i). */
  readonly separate: boolean;
  beforeWait(): Sys<void>;
  failed(name: string, message: string): Sys<void>;
  /** A file begins, or ends (for -i). */
  opened(name: string): Sys<void>;
  closed(name: string): Sys<void>;
}

export class SedInput {
  line = 0;
  /** False when the current line has no newline at its end. */
  terminated = true;
  name = '-';
  readonly #proc: Proc;
  readonly #files: string[];
  readonly #hooks: InputHooks;
  #lines: LineInput | undefined;
  #fd = -1;
  #ahead: { text: string; terminated: boolean } | undefined;

  constructor(proc: Proc, files: readonly string[], hooks: InputHooks) {
    this.#proc = proc;
    this.#files = [...files];
    this.#hooks = hooks;
  }

  /** The next line, over the ends of files; undefined at the very end. */
  *next(): Sys<string | undefined> {
    for (;;) {
      if (this.#ahead) {
        const { text, terminated } = this.#ahead;
        this.#ahead = undefined;
        this.terminated = terminated;
        this.line++;
        return text;
      }
      if (this.#lines) {
        const text = this.#lines.buffered() ?? (yield* this.#lines.next());
        if (text !== undefined) {
          this.terminated = this.#lines.terminated;
          this.line++;
          return text;
        }
        yield* this.#close();
      }
      if (!(yield* this.#open())) return undefined;
    }
  }

  /** True when no line follows (in this file, with -s). */
  *last(): Sys<boolean> {
    for (;;) {
      if (this.#ahead) return false;
      if (this.#lines) {
        const text = this.#lines.buffered() ?? (yield* this.#lines.next());
        if (text !== undefined) {
          this.#ahead = { text, terminated: this.#lines.terminated };
          return false;
        }
        if (this.#hooks.separate) return true;
        yield* this.#close();
      }
      if (this.#hooks.separate || !(yield* this.#open())) return true;
    }
  }

  *#open(): Sys<boolean> {
    for (;;) {
      const name = this.#files.shift();
      if (name === undefined) return false;
      if (name === '-' && !this.#hooks.separate) this.#fd = 0;
      else {
        try {
          if (this.#proc.stat(name).kind === 'directory') {
            yield* this.#hooks.failed(name, 'DIRECTORY');
            continue;
          }
          this.#fd = this.#proc.open(name, { read: true });
        } catch (error) {
          if (!isSysError(error)) throw error;
          yield* this.#hooks.failed(name, error.message);
          continue;
        }
      }
      this.name = name;
      if (this.#hooks.separate) this.line = 0;
      this.#lines = new LineInput(this.#proc, this.#fd, { delimiter: this.#hooks.delimiter, beforeWait: () => this.#hooks.beforeWait() });
      yield* this.#hooks.opened(name);
      return true;
    }
  }

  *#close(): Sys<void> {
    this.#lines = undefined;
    if (this.#fd > 0) this.#proc.close(this.#fd);
    yield* this.#hooks.closed(this.name);
  }

  /** The rest of the current file, as it stands (q with -i). */
  *rest(): Sys<string> {
    let out = '';
    for (;;) {
      const ahead = this.#ahead;
      this.#ahead = undefined;
      const text = ahead?.text ?? (yield* this.#lines?.next() ?? (function* (): Sys<undefined> { return undefined; })());
      if (text === undefined) return out;
      out += text + ((ahead?.terminated ?? this.#lines?.terminated) ? String.fromCharCode(this.#hooks.delimiter) : '');
    }
  }
}
