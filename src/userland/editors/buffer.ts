/** The text of an editor: lines and a cursor. Columns count characters. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';

export class Buffer {
  lines: string[] = [''];
  row = 0;
  col = 0;
  modified = false;
  /** First row shown. */
  top = 0;

  get line(): string {
    return this.lines[this.row] ?? '';
  }

  set line(text: string) {
    this.lines[this.row] = text;
    this.modified = true;
  }

  /** Reads a file: 'new' when there is none, an error text when it cannot be read. */
  load(proc: Proc, path: string): 'new' | 'read' | { error: string } {
    try {
      if (proc.stat(path).kind === 'directory') return { error: `${path} is a directory` };
      const text = proc.readText(path);
      this.lines = text.replace(/\n$/, '').split('\n');
      return 'read';
    } catch (error) {
      if (isSysError(error, 'ENOENT')) return 'new';
      if (!isSysError(error)) throw error;
      return { error: `Error reading ${path}: ${error.message}` };
    }
  }

  /** Writes the file; an error text when that fails. */
  save(proc: Proc, path: string): string | undefined {
    try {
      proc.writeFile(path, this.lines.length === 1 && this.lines[0] === '' ? '' : `${this.lines.join('\n').replace(/\n$/, '')}\n`, 0o666 & ~proc.umask);
      this.modified = false;
      return undefined;
    } catch (error) {
      if (!isSysError(error)) throw error;
      return `Error writing ${path}: ${error.message}`;
    }
  }

  clamp(past = true): void {
    this.row = Math.max(0, Math.min(this.lines.length - 1, this.row));
    this.col = Math.max(0, Math.min(this.line.length - (past ? 0 : 1), this.col));
    if (this.col < 0) this.col = 0;
  }

  insert(text: string): void {
    this.line = this.line.slice(0, this.col) + text + this.line.slice(this.col);
    this.col += text.length;
  }

  newline(): void {
    const rest = this.line.slice(this.col);
    this.line = this.line.slice(0, this.col);
    this.lines.splice(++this.row, 0, rest);
    this.col = 0;
  }

  backspace(): void {
    if (this.col > 0) {
      this.line = this.line.slice(0, this.col - 1) + this.line.slice(this.col);
      this.col--;
    } else if (this.row > 0) {
      const rest = this.line;
      this.lines.splice(this.row--, 1);
      this.col = this.line.length;
      this.line += rest;
    }
  }

  remove(): void {
    if (this.col < this.line.length) this.line = this.line.slice(0, this.col) + this.line.slice(this.col + 1);
    else if (this.row + 1 < this.lines.length) {
      const [rest = ''] = this.lines.splice(this.row + 1, 1);
      this.line += rest;
    }
  }

  /** Arrows and their kin; false when the key is none of them. */
  move(key: string, height: number): boolean {
    switch (key) {
      case 'up': this.row--; break;
      case 'down': this.row++; break;
      case 'left':
        if (this.col > 0) this.col--;
        else if (this.row > 0) {
          this.row--;
          this.col = this.line.length;
        }
        break;
      case 'right':
        if (this.col < this.line.length) this.col++;
        else if (this.row + 1 < this.lines.length) {
          this.row++;
          this.col = 0;
        }
        break;
      case 'home': this.col = 0; break;
      case 'end': this.col = this.line.length; break;
      case 'pgup': this.row -= height; break;
      case 'pgdn': this.row += height; break;
      default: return false;
    }
    this.clamp();
    return true;
  }

  /** Goes to the next place of a text after the cursor, around the end; false when there is none. */
  find(text: string): boolean {
    for (let step = 0; step <= this.lines.length; step++) {
      const row = (this.row + step) % this.lines.length;
      const at = (this.lines[row] ?? '').indexOf(text, step === 0 ? this.col + 1 : 0);
      if (at < 0) continue;
      this.row = row;
      this.col = at;
      return true;
    }
    return false;
  }

  /** Scrolls so that the cursor is among `height` rows. */
  scroll(height: number): void {
    if (this.row < this.top) this.top = this.row;
    if (this.row >= this.top + height) this.top = this.row - height + 1;
  }

  /** Column on the screen, tabs counted. */
  screenColumn(): number {
    let column = 0;
    for (const char of this.line.slice(0, this.col)) column = char === '\t' ? column + 8 - (column % 8) : column + 1;
    return column;
  }
}
