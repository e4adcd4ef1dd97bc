// Go's text/tabwriter in docker's variant, where wide characters take two columns
// (docker/cli, cli/command/formatter/tabwriter).

import { textWidth } from './width.ts';

export interface TabwriterOptions {
  minWidth: number;
  tabWidth: number;
  padding: number;
  padChar: string;
  flags?: number;
}

export const FILTER_HTML = 1;
export const STRIP_ESCAPE = 2;
export const ALIGN_RIGHT = 4;
export const DISCARD_EMPTY_COLUMNS = 8;
export const TAB_INDENT = 16;
export const DEBUG = 32;

/** Brackets text that is not to be split. Go's is the byte 0xff, which never stands in UTF-8; ours a character that never stands in text. */
export const ESCAPE = '\uffff';

/** What docker's own tables use. */
export const DOCKER_TABLE: TabwriterOptions = { minWidth: 10, tabWidth: 1, padding: 3, padChar: ' ' };

interface Cell {
  text: string;
  width: number;
  htab: boolean;
}

/** Aligns a whole text: cells end with a tab, lines with a line feed. */
export function tabulate(text: string, options: TabwriterOptions): string {
  const writer = new Tabwriter(options);
  return writer.write(text) + writer.flush();
}

/** Aligns text that comes in pieces; each call returns what can be printed now. */
export class Tabwriter {
  private readonly minWidth: number;
  private readonly tabWidth: number;
  private readonly padding: number;
  private readonly padChar: string;
  private readonly flags: number;
  private out = '';
  /** Where the part of the current cell starts whose width was not yet added. */
  private pos = 0;
  private cell: Cell = { text: '', width: 0, htab: false };
  private endChar = '';
  private lines: Cell[][] = [[]];
  private widths: number[] = [];

  constructor(options: TabwriterOptions) {
    this.minWidth = options.minWidth;
    this.tabWidth = options.tabWidth;
    this.padding = options.padding;
    this.padChar = options.padChar;
    // Padding with tabs aligns to the left, always.
    this.flags = options.padChar === '\t' ? (options.flags ?? 0) & ~ALIGN_RIGHT : (options.flags ?? 0);
  }

  write(text: string): string {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      // Letters and digits mean nothing here, and are most of a text.
      if (code > 0x3c && code < 0xffff && this.endChar === '') continue;
      const c = text[i] as string;
      if (this.endChar !== '') {
        if (c !== this.endChar) continue;
        this.append(text.slice(from, c === ESCAPE && this.has(STRIP_ESCAPE) ? i : i + 1));
        from = i + 1;
        this.endEscape();
      } else if (c === '\t' || c === '\v' || c === '\n' || c === '\f') {
        this.append(text.slice(from, i));
        this.updateWidth();
        from = i + 1;
        const cells = this.terminateCell(c === '\t');
        if (c === '\n' || c === '\f') this.endLine(c === '\f', cells);
      } else if (c === ESCAPE || ((c === '<' || c === '&') && this.has(FILTER_HTML))) {
        this.append(text.slice(from, i));
        this.updateWidth();
        from = c === ESCAPE && this.has(STRIP_ESCAPE) ? i + 1 : i;
        this.endChar = c === '<' ? '>' : c === '&' ? ';' : ESCAPE;
      }
    }
    this.append(text.slice(from));
    return this.take();
  }

  flush(): string {
    this.flushBuffer();
    return this.take();
  }

  private endLine(force: boolean, cells: number): void {
    this.lines.push([]);
    // A line of one cell does not touch the columns that follow it.
    if (!force && cells !== 1) return;
    this.flushBuffer();
    if (force && this.has(DEBUG)) this.out += '---\n';
  }

  private flushBuffer(): void {
    if (this.cell.text !== '') {
      if (this.endChar !== '') this.endEscape();
      this.terminateCell(false);
    }
    this.format(0, this.lines.length);
    this.pos = 0;
    this.cell = { text: '', width: 0, htab: false };
    this.endChar = '';
    this.lines = [[]];
    this.widths = [];
  }

  private take(): string {
    const text = this.out;
    this.out = '';
    return text;
  }

  private has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  private append(text: string): void {
    this.cell.text += text;
  }

  private updateWidth(): void {
    this.cell.width += textWidth(this.cell.text.slice(this.pos));
    this.pos = this.cell.text.length;
  }

  private endEscape(): void {
    if (this.endChar === ESCAPE) {
      this.updateWidth();
      if (!this.has(STRIP_ESCAPE)) this.cell.width -= 2;
    } else if (this.endChar === ';') this.cell.width++;
    this.pos = this.cell.text.length;
    this.endChar = '';
  }

  private terminateCell(htab: boolean): number {
    const line = this.lines[this.lines.length - 1] as Cell[];
    this.cell.htab = htab;
    line.push(this.cell);
    this.cell = { text: '', width: 0, htab: false };
    this.pos = 0;
    return line.length;
  }

  /** Prints lines [from, to), of which the widths of the first columns are known. */
  private format(from: number, to: number): void {
    let first = from;
    const column = this.widths.length;
    const inColumn = (i: number) => column < (this.lines[i] as Cell[]).length - 1;
    for (let i = from; i < to; i++) {
      if (!inColumn(i)) continue;
      this.writeLines(first, i);
      first = i;
      let width = this.minWidth;
      let discardable = true;
      for (; i < to && inColumn(i); i++) {
        const cell = (this.lines[i] as Cell[])[column] as Cell;
        width = Math.max(width, cell.width + this.padding);
        if (cell.width > 0 || cell.htab) discardable = false;
      }
      if (discardable && this.has(DISCARD_EMPTY_COLUMNS)) width = 0;
      this.widths.push(width);
      this.format(first, i);
      this.widths.pop();
      first = i;
    }
    this.writeLines(first, to);
  }

  private writeLines(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      let useTabs = this.has(TAB_INDENT);
      const cells = this.lines[i] as Cell[];
      cells.forEach((cell, j) => {
        if (j > 0 && this.has(DEBUG)) this.out += '|';
        const width = this.widths[j];
        if (cell.text !== '') useTabs = false;
        const padding = width === undefined ? '' : this.pad(cell.width, width, useTabs);
        this.out += this.has(ALIGN_RIGHT) ? padding + cell.text : cell.text + padding;
      });
      // The last line is not ended yet.
      if (i + 1 < this.lines.length) this.out += '\n';
    }
  }

  private pad(textWidth: number, cellWidth: number, useTabs: boolean): string {
    if (this.padChar !== '\t' && !useTabs) return this.padChar.repeat(Math.max(0, cellWidth - textWidth));
    if (this.tabWidth === 0) return '';
    const stops = Math.ceil(cellWidth / this.tabWidth) * this.tabWidth;
    return '\t'.repeat(Math.max(0, Math.ceil((stops - textWidth) / this.tabWidth)));
  }
}
