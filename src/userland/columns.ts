/** Names in columns, as ls and the shell's completion list them. */

import { textWidth } from '../kernel/tty/char-width.ts';

/** Columns a text takes on a terminal: escape sequences take none, wide East Asian characters two. */
export function displayWidth(text: string): number {
  // eslint-disable-next-line no-control-regex
  return textWidth(text.replace(/\x1b\[[0-9;]*m/g, ''));
}

/** GNU ls's layout: as few rows as fit into `width`, two blanks between columns; `across` fills rows first. */
export function columns(names: readonly string[], width: number, across = false): string {
  const lengths = names.map(displayWidth);
  for (let count = names.length; count >= 1; count--) {
    const rows = Math.ceil(names.length / count);
    const used = Math.ceil(names.length / rows);
    if (!across && used !== count) continue;
    const at = (row: number, column: number): number => (across ? row * count + column : column * rows + row);
    const widths: number[] = [];
    for (let column = 0; column < count; column++) {
      let widest = 0;
      for (let row = 0; row < rows; row++) widest = Math.max(widest, lengths[at(row, column)] ?? 0);
      widths.push(widest + (column === count - 1 ? 0 : 2));
    }
    if (count > 1 && widths.reduce((sum, each) => sum + each, 0) > width) continue;
    let out = '';
    for (let row = 0; row < rows; row++) {
      let line = '';
      for (let column = 0; column < count; column++) {
        const index = at(row, column);
        const name = names[index];
        if (name === undefined) continue;
        const last = names[at(row, column + 1)] === undefined || column === count - 1;
        line += last ? name : name + ' '.repeat((widths[column] ?? 0) - (lengths[index] ?? 0));
      }
      out += `${line}\n`;
    }
    return out;
  }
  return '';
}
