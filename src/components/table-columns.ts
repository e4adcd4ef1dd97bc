// Tables that docker prints, in a transcript: `[AGO]` is shorter than what it stands for, so the columns are set anew.

const HEADING = /^[A-Z]+(?: [A-Z]+)*(?: {2,}[A-Z]+(?: [A-Z]+)*)+$/;
/** The column that may be empty. */
const MAY_BE_EMPTY = 'PORTS';
const GAP = 3;

/** The lines of an output with the columns of its tables under each other; `shown` is how long a cell is on the page. */
export function setColumns(lines: readonly string[], shown: (cell: string) => number): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const heading = cellsOf(line);
    const rows = HEADING.test(line) ? [heading] : [];
    for (let next = at + 1; rows.length > 0 && next < lines.length; next += 1) {
      const row = rowOf(lines[next] ?? '', heading);
      if (!row) break;
      rows.push(row);
    }
    if (rows.length < 2) {
      result.push(line);
      continue;
    }
    const widths = heading.map((_name, column) => Math.max(...rows.map((row) => shown(row[column] ?? ''))));
    result.push(...rows.map((row) => row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - shown(cell) + GAP)).join('').trimEnd()));
    at += rows.length - 1;
  }
  return result;
}

function cellsOf(line: string): string[] {
  return line.trimEnd().split(/ {2,}/);
}

/** The cells below a heading; undefined for a line that is no row of its table. */
function rowOf(line: string, heading: readonly string[]): string[] | undefined {
  const cells = cellsOf(line);
  const empty = heading.indexOf(MAY_BE_EMPTY);
  if (cells.length === heading.length - 1 && empty >= 0) cells.splice(empty, 0, '');
  return cells.length === heading.length ? cells : undefined;
}
