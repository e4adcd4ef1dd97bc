/** Full-screen programs: raw keys, the alternate screen, the size of the window. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { RAW, type Termios } from '../../kernel/tty/types.ts';

/** A key: a character, `ctrl-x`, or a name (up, down, left, right, home, end, pgup, pgdn, delete, enter, backspace, tab, escape); `resize`, `timeout`, `eof`. */
export type Key = string;

const SEQUENCES: Readonly<Record<string, Key>> = {
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', OA: 'up', OB: 'down', OC: 'right', OD: 'left', '[H': 'home', '[F': 'end', OH: 'home', OF: 'end',
  '[1~': 'home', '[4~': 'end', '[5~': 'pgup', '[6~': 'pgdn', '[3~': 'delete', '[7~': 'home', '[8~': 'end', '[1;5C': 'ctrl-right', '[1;5D': 'ctrl-left',
};

export class Screen {
  readonly proc: Proc;
  readonly #in: number;
  readonly #decoder = new TextDecoder();
  #saved: Termios | undefined;
  #pending = '';
  #resized = false;
  #alternate = false;

  /** Reads keys from standard input, or from the terminal when that is a pipe. */
  constructor(proc: Proc) {
    this.proc = proc;
    this.#in = proc.isatty(0) ? 0 : proc.open('/dev/tty', { read: true });
  }

  get rows(): number {
    return this.proc.windowSize(1).rows || 24;
  }

  get cols(): number {
    return this.proc.windowSize(1).cols || 80;
  }

  /** Raw mode, and the alternate screen unless `alternate` is false. */
  *open(alternate = true): Sys<void> {
    this.#saved = this.proc.tcgetattr(this.#in);
    this.proc.tcsetattr(this.#in, { ...RAW, opost: true });
    this.proc.sigaction('SIGWINCH', () => this.#onResize(), { restart: false });
    this.#alternate = alternate;
    if (alternate) yield* this.write('\x1b[?1049h\x1b[H\x1b[2J');
  }

  *#onResize(): Sys<void> {
    this.#resized = true;
  }

  *close(): Sys<void> {
    if (this.#alternate) yield* this.write('\x1b[?1049l');
    if (this.#saved) this.proc.tcsetattr(this.#in, this.#saved);
    this.proc.sigaction('SIGWINCH', 'default');
  }

  *write(text: string): Sys<void> {
    yield* this.proc.write(1, text);
  }

  /** The next key; `timeout` (nanoseconds) gives `timeout` when none comes. */
  *key(timeout?: number): Sys<Key> {
    for (;;) {
      if (this.#resized) {
        this.#resized = false;
        return 'resize';
      }
      const known = this.#take();
      if (known !== undefined) return known;
      try {
        if (timeout !== undefined && (yield* this.proc.poll([{ fd: this.#in, read: true }], timeout)).length === 0) return 'timeout';
        const bytes = yield* this.proc.read(this.#in);
        if (bytes.length === 0) return 'eof';
        this.#pending += this.#decoder.decode(bytes, { stream: true });
      } catch (error) {
        if (!isSysError(error, 'EINTR')) throw error;
      }
    }
  }

  #take(): Key | undefined {
    const text = this.#pending;
    if (text === '') return undefined;
    const [char = ''] = text;
    if (char === '\x1b') {
      // eslint-disable-next-line no-control-regex
      const sequence = /^\x1b(O[A-Z]|\[[0-9;]*[A-Za-z~])/.exec(text);
      if (sequence) {
        this.#pending = text.slice(sequence[0].length);
        return SEQUENCES[sequence[1] ?? ''] ?? 'unknown';
      }
      this.#pending = text.slice(1);
      return 'escape';
    }
    this.#pending = text.slice(char.length);
    const code = char.charCodeAt(0);
    if (char === '\r' || char === '\n') return 'enter';
    if (char === '\t') return 'tab';
    if (code === 127 || code === 8) return 'backspace';
    if (code < 32) return `ctrl-${String.fromCharCode(code + 96)}`;
    return char;
  }
}

/** A line without tabs and control characters, cut to the window from a column on. */
export function shownLine(line: string, cols: number, from = 0): string {
  let out = '';
  for (const char of line) {
    if (char === '\t') out += ' '.repeat(8 - (out.length % 8));
    else out += char < ' ' ? `^${String.fromCharCode(char.charCodeAt(0) + 64)}` : char;
  }
  return out.slice(from, from + cols);
}
