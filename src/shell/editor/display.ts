/** Paints prompt and line on a terminal of any width with the fewest motions, and knows where the cursor is. */
import { charWidth } from '../../kernel/tty/char-width.ts';
import { INVISIBLE_END, INVISIBLE_START } from '../prompt.ts';

interface Place { readonly row: number; readonly col: number }

/** What a character looks like: controls as `^X`. */
function shown(char: string): string {
  if (char === '\t') return '        ';
  if (char < ' ' || char === '\x7f') return `^${String.fromCharCode(char.charCodeAt(0) ^ 0x40)}`;
  return char;
}

function widthOf(char: string): number {
  if (char === '\t') return 8;
  if (char < ' ' || char === '\x7f') return 2;
  return charWidth(char.codePointAt(0) as number);
}

export class Display {
  cols: number;
  private prompt = '';
  private chars: readonly string[] = [];
  private at: Place = { row: 0, col: 0 };
  /** Where the prompt ends, once it was asked for. */
  private end: Place | undefined;

  constructor(cols: number) { this.cols = Math.max(2, cols); }

  /** Forgets what is on the screen: the next paint begins at the left edge. */
  begin(prompt: string): string {
    this.prompt = prompt;
    this.end = undefined;
    this.chars = [];
    const end = this.promptEnd();
    this.at = end;
    return visible(prompt) + (end.col === 0 && end.row > 0 && !prompt.endsWith('\n') ? '\r\n' : '');
  }

  /** Brings the screen to this text and cursor; returns what to write. */
  paint(chars: readonly string[], cursor: number): string {
    const old = this.chars;
    let same = 0;
    while (same < old.length && same < chars.length && old[same] === chars[same]) same++;
    let out = '';
    const places = this.places(chars);
    if (same < old.length || same < chars.length) {
      out += this.move(places[same] as Place);
      let place = places[same] as Place;
      for (let i = same; i < chars.length; i++) {
        const next = places[i + 1] as Place;
        out += chars[i] === '\n' ? '\r\n' : shown(chars[i] as string);
        // At the right margin the terminal waits with the wrap: it is made here.
        if (chars[i] !== '\n' && next.col === 0 && next.row > place.row) out += '\r\n';
        place = next;
      }
      this.at = places[chars.length] as Place;
      if (old.length > same) {
        const before = this.places(old).at(-1) as Place;
        if (before.row > this.at.row) out += '\x1b[J';
        else if (before.row === this.at.row && before.col > this.at.col) out += '\x1b[K';
        else if (chars.length < old.length) out += '\x1b[K';
      }
      this.chars = [...chars];
    }
    return out + this.move(places[cursor] as Place);
  }

  /** To the line below the text. */
  finish(): string {
    const end = this.places(this.chars).at(-1) as Place;
    const out = this.move({ row: end.row, col: this.at.row === end.row ? this.at.col : end.col });
    return out;
  }

  /** True when the text ends at the beginning of a row: the output needs no new one. */
  get endsOnEmptyRow(): boolean {
    const end = this.places(this.chars).at(-1) as Place;
    return end.row > 0 && end.col === 0;
  }

  /** Clears the screen and paints anew. */
  clear(chars: readonly string[], cursor: number): string {
    return `\x1b[H\x1b[2J${this.begin(this.prompt)}${this.paint(chars, cursor)}`;
  }

  /** Paints everything again where it is, with another prompt if wished. */
  redraw(prompt: string, chars: readonly string[], cursor: number): string {
    const up = this.at.row;
    return `\r${up > 0 ? `\x1b[${up}A` : ''}\x1b[J${this.begin(prompt)}${this.paint(chars, cursor)}`;
  }

  /** The window has another width: the terminal has flowed the text anew. */
  resize(cols: number, chars: readonly string[], cursor: number): string {
    this.cols = Math.max(2, cols);
    this.end = undefined;
    this.at = this.places(this.chars)[Math.min(cursor, this.chars.length)] as Place;
    return this.redraw(this.prompt, chars, cursor);
  }

  private move(to: Place): string {
    let out = '';
    const rows = to.row - this.at.row;
    if (rows < 0) out += rows === -1 ? '\x1b[A' : `\x1b[${-rows}A`;
    else if (rows > 0) out += rows === 1 ? '\x1b[B' : `\x1b[${rows}B`;
    const left = this.at.col - to.col;
    if (left > 0) out += to.col === 0 ? '\r' : left <= 8 ? '\b'.repeat(left) : `\x1b[${left}D`;
    else if (left < 0) out += left === -1 ? '\x1b[C' : `\x1b[${-left}C`;
    this.at = to;
    return out;
  }

  private promptEnd(): Place {
    return (this.end ??= advance({ row: 0, col: 0 }, [...this.prompt.replace(/\x01[^\x02]*\x02/g, '').replace(/\x1b\[[\d;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g, '')], this.cols).at(-1) as Place);
  }

  private places(chars: readonly string[]): Place[] {
    return advance(this.promptEnd(), chars, this.cols);
  }
}

/** Where each character begins, and the end. */
function advance(start: Place, chars: readonly string[], cols: number): Place[] {
  let { row, col } = start;
  const places: Place[] = [];
  for (const char of chars) {
    if (char === '\n') {
      places.push({ row, col });
      row++;
      col = 0;
      continue;
    }
    if (char === '\r') {
      places.push({ row, col });
      col = 0;
      continue;
    }
    let width = widthOf(char);
    if (width === 2 && char >= ' ' && col + width > cols) {
      row++;
      col = 0;
    }
    places.push({ row, col });
    while (width > 0) {
      const step = Math.min(width, cols - col);
      col += step;
      width -= step;
      if (col >= cols) {
        row++;
        col = 0;
      }
    }
  }
  places.push({ row, col });
  return places;
}

/** The prompt without its marks of invisible parts. */
function visible(prompt: string): string {
  return prompt.replaceAll(INVISIBLE_START, '').replaceAll(INVISIBLE_END, '').replace(/\n/g, '\r\n');
}
