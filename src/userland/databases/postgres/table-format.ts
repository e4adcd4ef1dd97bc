/** Query results as psql prints them: aligned, unaligned, expanded, CSV (manual, psql, \pset). */
export interface Format { expanded: boolean; aligned: boolean; csv: boolean; tuplesOnly: boolean; separator: string; border: number; nullText: string; title?: string | undefined }

interface Result { readonly columns: readonly { readonly name: string; readonly type: number }[] | undefined; readonly rows: readonly (readonly (string | null)[])[] }

/** Types that psql aligns to the right. */
const RIGHT = new Set([20, 21, 23, 26, 700, 701, 1700]);

/** Columns that a text takes on a terminal: wide characters count twice. */
function width(text: string): number {
  let sum = 0;
  for (const c of text) sum += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u.test(c) ? 2 : 1;
  return sum;
}

const pad = (text: string, size: number): string => text + ' '.repeat(Math.max(0, size - width(text)));
const padLeft = (text: string, size: number): string => ' '.repeat(Math.max(0, size - width(text))) + text;

export function formatResult(result: Result, format: Format): string {
  const columns = result.columns ?? [];
  const rows = result.rows.map((row) => row.map((value) => value ?? format.nullText));
  if (format.csv) {
    const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    return [...(format.tuplesOnly ? [] : [columns.map((column) => quote(column.name)).join(',')]), ...rows.map((row) => row.map(quote).join(','))].map((line) => `${line}\n`).join('');
  }
  if (format.expanded) return expanded(columns.map((column) => column.name), rows, format);
  const footer = format.tuplesOnly ? '' : `(${rows.length} row${rows.length === 1 ? '' : 's'})\n`;
  if (!format.aligned) return [...(format.title !== undefined && !format.tuplesOnly ? [format.title] : []), ...(format.tuplesOnly ? [] : [columns.map((column) => column.name).join(format.separator)]), ...rows.map((row) => row.join(format.separator))].map((line) => `${line}\n`).join('') + footer;
  const cells = rows.map((row) => row.map((value) => value.split('\n')));
  const widths = columns.map((column, i) => Math.max(width(column.name), ...cells.flatMap((row) => (row[i] ?? []).map(width)), 0));
  const lines: string[] = [];
  if (!format.tuplesOnly) {
    const total = widths.reduce((sum, each) => sum + each + 3, -1);
    if (format.title !== undefined) lines.push(' '.repeat(Math.max(0, Math.floor((total - width(format.title)) / 2))) + format.title);
    lines.push(columns.map((column, i) => {
      const space = (widths[i] ?? 0) - width(column.name);
      const left = Math.floor(space / 2);
      return ` ${' '.repeat(left)}${column.name}${' '.repeat(space - left)} `;
    }).join('|'));
    lines.push(widths.map((each) => '-'.repeat(each + 2)).join('+'));
  }
  for (const row of cells) {
    const height = Math.max(1, ...row.map((cell) => cell.length));
    for (let line = 0; line < height; line++) {
      const text = columns.map((column, i) => {
        const cell = row[i] ?? [''];
        const value = cell[line] ?? '';
        const more = line < cell.length - 1 ? '+' : ' ';
        const size = widths[i] ?? 0;
        const last = i === columns.length - 1 && more === ' ';
        return ` ${RIGHT.has(column.type) ? padLeft(value, size) : last ? value : pad(value, size)}${last ? '' : more}`;
      }).join('|');
      lines.push(text);
    }
  }
  return `${lines.map((line) => `${line}\n`).join('')}${footer}\n`;
}

function expanded(names: readonly string[], rows: readonly (readonly string[])[], format: Format): string {
  if (rows.length === 0) return format.tuplesOnly ? '' : '(0 rows)\n\n';
  const left = Math.max(...names.map(width));
  const right = Math.max(0, ...rows.flat().flatMap((value) => value.split('\n').map(width)));
  const lines = rows.flatMap((row, n) => {
    const title = `-[ RECORD ${n + 1} ]`;
    const rule = title.length > left + 1 ? title.padEnd(left + 2 + right + 1, '-') : `${title.padEnd(left + 1, '-')}+${'-'.repeat(right + 1)}`;
    const head = !format.aligned ? (n > 0 ? [''] : []) : format.tuplesOnly ? (n > 0 ? [''] : []) : [rule];
    return [...head, ...names.map((name, i) => (format.aligned ? `${pad(name, left)} | ${row[i] ?? ''}` : `${name}${format.separator}${row[i] ?? ''}`))];
  });
  return `${lines.map((line) => `${line}\n`).join('')}${format.aligned ? '\n' : ''}`;
}
