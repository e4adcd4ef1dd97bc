/** Names in columns, as ls and the shell's completion list them. */

import { textWidth } from '../kernel/tty/char-width.ts';

/** Columns a text takes on a terminal: escape sequences take none, wide East Asian characters two. */
export function displayWidth(text: string): number {
  // eslint-disable-next-line no-control-regex
  return textWidth(text.replace(/\x1b\[[0-9;]*m/g, ''));
}

/** GNU ls's narrowest column, the gap behind it included. */
const NARROWEST = 3;

/**
 * GNU ls's layout: as few rows as fit into less than `width`, two blanks between columns; `across` fills rows first. Gaps reach their
 * column with tabs every `tabs` columns (0: with blanks alone).
 */
export function columns(names: readonly string[], width: number, { across = false, tabs = 0 }: { across?: boolean; tabs?: number } = {}): string {
  const lengths = names.map(displayWidth);
  for (let count = names.length; count >= 1; count--) {
    const rows = Math.ceil(names.length / count);
    const used = across ? count : Math.ceil(names.length / rows);
    if (used !== count) continue;
    const at = (row: number, column: number): number => (across ? row * count + column : column * rows + row);
    const widths: number[] = [];
    for (let column = 0; column < count; column++) {
      let widest = NARROWEST;
      for (let row = 0; row < rows; row++) widest = Math.max(widest, (lengths[at(row, column)] ?? 0) + (column === count - 1 ? 0 : 2));
      widths.push(widest);
    }
    if (count > 1 && widths.reduce((sum, each) => sum + each, 0) >= width) continue;
    let out = '';
    for (let row = 0; row < rows; row++) {
      let start = 0;
      for (let column = 0; column < count; column++) {
        const index = at(row, column);
        const name = names[index];
        if (name === undefined) continue;
        const last = names[at(row, column + 1)] === undefined || column === count - 1;
        const next = start + (widths[column] ?? 0);
        out += last ? name : name + gap(start + (lengths[index] ?? 0), next, tabs);
        start = next;
      }
      out += '\n';
    }
    return out;
  }
  return '';
}

/** Tabs and blanks from one column of the screen to another. */
function gap(from: number, to: number, tabs: number): string {
  let out = '';
  let at = from;
  while (at < to) {
    const tab = tabs > 0 && Math.floor(to / tabs) > Math.floor((at + 1) / tabs);
    out += tab ? '\t' : ' ';
    at += tab ? tabs - (at % tabs) : 1;
  }
  return out;
}
