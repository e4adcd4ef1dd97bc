/** Lists of completions in columns, as readline shows them: down the columns, two blanks apart. */
import { charWidth } from '../../kernel/tty/char-width.ts';

function width(text: string): number {
  let sum = 0;
  for (const char of text) sum += charWidth(char.codePointAt(0) as number);
  return sum;
}

/** Rows of the list. */
export function columns(items: readonly string[], cols: number): string[] {
  const cell = Math.max(...items.map(width)) + 2;
  const fitting = Math.floor(cols / cell);
  // readline leaves the last column of the screen free.
  const count = Math.max(1, fitting * cell === cols && fitting > 1 ? fitting - 1 : fitting);
  const rows = Math.ceil(items.length / count);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let column = 0, i = row; i < items.length; column++, i += rows) line += (items[i] as string) + (column + 1 < count ? ' '.repeat(cell - width(items[i] as string)) : '');
    lines.push(line);
  }
  return lines;
}

/** The longest text that all items begin with. */
export function commonPrefix(items: readonly string[]): string {
  let prefix = items[0] ?? '';
  for (const item of items) {
    while (!item.startsWith(prefix)) prefix = [...prefix].slice(0, -1).join('');
  }
  return prefix;
}
