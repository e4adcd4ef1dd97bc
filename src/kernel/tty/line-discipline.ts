/** The line discipline of a terminal (n_tty): line editing, echo and signals on input; newlines on output. */
import type { Signal } from '../signals.ts';
import type { Termios } from './types.ts';
import { COOKED } from './types.ts';
import { charWidth } from './char-width.ts';

/** What the discipline asks of its terminal. */
export interface DisciplineEvents {
  /** Bytes to show. */
  echo(bytes: Uint8Array): void;
  /** ^C, ^\ or ^Z was typed. */
  signal(signal: Signal): void;
  /** ^S and ^Q. */
  flow(stopped: boolean): void;
}

const SIGNALS: ReadonlyMap<number, Signal> = new Map([[3, 'SIGINT'], [28, 'SIGQUIT'], [26, 'SIGTSTP']]);
const ERASE = [8, 127];
const KILL = 21;
const WERASE = 23;
const REPRINT = 18;
const LNEXT = 22;
const EOF = 4;
const MAX_CANON = 4095;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class LineDiscipline {
  termios: Termios = COOKED;
  /** Column of the cursor, as far as output through here tells. */
  column = 0;
  readonly #events: DisciplineEvents;
  /** What a read may take: whole lines when they were typed in canonical mode (an empty one is end of file), else pieces. */
  #ready: Uint8Array[] = [];
  #edit: number[] = [];
  #editColumn = 0;
  #literal = false;

  constructor(events: DisciplineEvents) {
    this.#events = events;
  }

  get readable(): boolean {
    return this.#ready.length > 0;
  }

  /** Bytes that wait to be read. */
  get queued(): number {
    return this.#ready.reduce((sum, piece) => sum + piece.length, this.#edit.length);
  }

  /** What was typed and not read yet survives a change of mode: without ICANON it can be read at once, with it as one line. */
  set(termios: Termios): void {
    if (this.termios.icanon !== termios.icanon) {
      const rest = [...this.#ready.flatMap((piece) => [...piece]), ...this.#edit];
      this.#ready = rest.length === 0 ? [] : [Uint8Array.from(rest)];
      this.#edit = [];
    }
    this.termios = termios;
  }

  /** At most `max` bytes and never more than one line in canonical mode; empty = end of file. Undefined when nothing is ready. */
  take(max: number): Uint8Array | undefined {
    const first = this.#ready[0];
    if (first === undefined) return undefined;
    if (first.length > max) {
      this.#ready[0] = first.subarray(max);
      return first.subarray(0, max);
    }
    this.#ready.shift();
    if (this.termios.icanon) return first;
    let out = first;
    for (let next = this.#ready[0]; next !== undefined && out.length + next.length <= max; next = this.#ready[0]) {
      const joined = new Uint8Array(out.length + next.length);
      joined.set(out);
      joined.set(next, out.length);
      out = joined;
      this.#ready.shift();
    }
    return out;
  }

  /** Forgets what was typed and not read. */
  flush(): void {
    this.#ready = [];
    this.#edit = [];
  }

  /** Typed bytes. */
  input(bytes: Uint8Array): void {
    if (!this.termios.icanon && !this.termios.isig && !this.termios.icrnl && !this.termios.echo) {
      if (bytes.length > 0) this.#ready.push(bytes.slice());
      return;
    }
    for (const byte of bytes) this.#byte(byte);
  }

  #byte(typed: number): void {
    const { termios } = this;
    if (this.#literal) {
      this.#literal = false;
      this.#insert(typed);
      return;
    }
    const byte = typed === 13 && termios.icrnl ? 10 : typed;
    if (termios.isig) {
      const signal = SIGNALS.get(byte);
      if (signal !== undefined) {
        this.flush();
        this.#events.signal(signal);
        if (termios.echo) this.#show(caret(byte));
        return;
      }
    }
    if (!termios.icanon) {
      this.#insert(byte);
      return;
    }
    this.#canonical(byte);
  }

  #canonical(byte: number): void {
    const { termios } = this;
    if (byte === 19 || byte === 17) this.#events.flow(byte === 19);
    else if (ERASE.includes(byte)) this.#erase(1);
    else if (byte === KILL) this.#erase(this.#characters().length);
    else if (byte === WERASE && termios.iexten) this.#erase(this.#lastWord());
    else if (byte === REPRINT && termios.iexten) {
      this.#show('^R\n');
      this.#editColumn = this.column;
      for (const char of this.#characters()) this.#echo(char);
    } else if (byte === LNEXT && termios.iexten) {
      this.#literal = true;
      if (termios.echo) this.#show('^\b');
    } else if (byte === EOF) this.#finish();
    else if (byte === 10) {
      this.#edit.push(10);
      if (termios.echo) this.#show('\n');
      this.#finish();
    } else this.#insert(byte);
  }

  #insert(byte: number): void {
    if (!this.termios.icanon) {
      this.#ready.push(Uint8Array.of(byte));
      if (this.termios.echo) this.#echoByte(byte);
      return;
    }
    if (this.#edit.length >= MAX_CANON) {
      this.#events.echo(Uint8Array.of(7));
      return;
    }
    if (this.#edit.length === 0) this.#editColumn = this.column;
    this.#edit.push(byte);
    if (this.termios.echo) this.#echoByte(byte);
  }

  #finish(): void {
    this.#ready.push(Uint8Array.from(this.#edit));
    this.#edit = [];
  }

  /** The characters of the line that is edited; a broken sequence counts as one character a byte. */
  #characters(): string[] {
    return [...decoder.decode(Uint8Array.from(this.#edit))];
  }

  #lastWord(): number {
    const chars = this.#characters();
    let at = chars.length;
    while (at > 0 && /\s/.test(chars[at - 1] as string)) at--;
    while (at > 0 && !/\s/.test(chars[at - 1] as string)) at--;
    return chars.length - at;
  }

  #erase(count: number): void {
    const chars = this.#characters();
    const kept = chars.slice(0, chars.length - count);
    if (kept.length === chars.length) return;
    this.#edit = [...encoder.encode(kept.join(''))];
    if (!this.termios.echo) return;
    const columns = this.#columns(chars) - this.#columns(kept);
    this.#show('\b \b'.repeat(Math.max(0, columns)));
  }

  /** Columns that characters take from the start of the line, tabs and ^X forms included. */
  #columns(chars: readonly string[]): number {
    let column = this.#editColumn;
    for (const char of chars) {
      const code = char.codePointAt(0) as number;
      if (code === 9) column = (column | 7) + 1;
      else column += code < 32 || code === 127 ? 2 : charWidth(code);
    }
    return column - this.#editColumn;
  }

  #echo(char: string): void {
    const code = char.codePointAt(0) as number;
    this.#show(code < 32 && code !== 9 && code !== 10 ? caret(code) : code === 127 ? '^?' : char);
  }

  /** Bytes of a longer sequence are shown as they come. */
  #echoByte(byte: number): void {
    if (byte < 128) this.#echo(String.fromCharCode(byte));
    else {
      if (byte < 0x80 || byte >= 0xc0) this.column++;
      this.#events.echo(Uint8Array.of(byte));
    }
  }

  #show(text: string): void {
    this.#events.echo(this.output(encoder.encode(text)));
  }

  /** What is shown of written bytes: with OPOST a newline gets a carriage return before it. Follows the column. */
  output(data: Uint8Array): Uint8Array {
    const newlines = this.#follow(data);
    if (!this.termios.opost || newlines === 0) return data;
    const out = new Uint8Array(data.length + newlines);
    let at = 0;
    for (const byte of data) {
      if (byte === 10) out[at++] = 13;
      out[at++] = byte;
    }
    return out;
  }

  #follow(data: Uint8Array): number {
    let newlines = 0;
    let { column } = this;
    for (const byte of data) {
      if (byte === 10) {
        newlines++;
        column = 0;
      } else if (byte === 13) column = 0;
      else if (byte === 8) column = Math.max(0, column - 1);
      else if (byte === 9) column = (column | 7) + 1;
      else if (byte >= 32 && (byte & 0xc0) !== 0x80) column++;
    }
    this.column = column;
    return newlines;
  }
}

/** `^C` for 3. */
function caret(byte: number): string {
  return `^${String.fromCharCode(byte + 64)}`;
}
