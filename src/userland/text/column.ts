import { columns, displayWidth } from '../columns.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const column = tool({
  name: 'column',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [<file>...]'],
  summary: 'Columnate lists.',
  options: [
    { short: 't', long: 'table', help: 'create a table' },
    { short: 's', long: 'separator', argument: 'string', help: 'possible table delimiters' },
    { short: 'o', long: 'output-separator', argument: 'string', help: 'columns separator for table output (default is two spaces)' },
    { short: 'N', long: 'table-columns', argument: 'names', help: 'comma separated columns names' },
    { short: 'R', long: 'table-right', argument: 'columns', help: 'right align text in these columns' },
    { short: 'c', long: 'output-width', argument: 'width', help: 'width of output in number of characters' },
    { short: 'x', long: 'fillrows', help: 'fill rows before columns' },
    { short: 'L', long: 'keep-empty-lines', help: "don't ignore empty lines" },
  ],
  *run(t) {
    const lines: string[] = [];
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd);
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        if (line.trim() !== '' || t.has('keep-empty-lines')) lines.push(line);
      }
    });
    if (!t.has('table')) {
      const width = Number(t.value('output-width') ?? (t.proc.isatty(1) ? t.proc.windowSize(1).cols : (t.proc.env.get('COLUMNS') ?? 80)));
      if (lines.length > 0) yield* t.print(tabbed(lines, width, t.has('fillrows')));
      return 0;
    }
    const separator = t.value('separator');
    const rows = lines.map((line) => (separator === undefined ? line.trim().split(/[ \t]+/) : line.split(new RegExp(`[${separator.replace(/[\\\]^-]/g, '\\$&')}]`))));
    const names = t.value('table-columns');
    if (names !== undefined) rows.unshift(names.split(','));
    const right = new Set((t.value('table-right') ?? '').split(',').filter((each) => each !== '').map((each) => (/^\d+$/.test(each) ? Number(each) - 1 : (names ?? '').split(',').indexOf(each))));
    const count = Math.max(0, ...rows.map((row) => row.length));
    const widths = Array.from({ length: count }, (_, index) => Math.max(0, ...rows.map((row) => displayWidth(row[index] ?? ''))));
    const glue = t.value('output-separator') ?? '  ';
    for (const row of rows) {
      const cells = widths.map((width, index) => {
        const text = row[index] ?? '';
        const fill = ' '.repeat(width - displayWidth(text));
        return right.has(index) ? fill + text : index === count - 1 ? text : text + fill;
      });
      yield* t.print(`${cells.join(glue).replace(separator === undefined ? /\s+$/ : /$^/, '')}\n`);
    }
    return 0;
  },
});

/** Without -t columns are filled with tabs, each as wide as the widest entry rounded up to eight. */
function tabbed(lines: readonly string[], width: number, across: boolean): string {
  const widest = Math.max(...lines.map(displayWidth));
  const cell = (Math.floor(widest / 8) + 1) * 8;
  const count = Math.max(1, Math.floor(width / cell));
  if (count === 1) return columns(lines, 1);
  const rows = Math.ceil(lines.length / count);
  let out = '';
  for (let row = 0; row < rows; row++) {
    const cells: string[] = [];
    for (let at = 0; at < count; at++) {
      const text = lines[across ? row * count + at : at * rows + row];
      if (text !== undefined) cells.push(text);
    }
    out += `${cells.map((text, index) => (index === cells.length - 1 ? text : text + '\t'.repeat(Math.ceil((cell - displayWidth(text)) / 8)))).join('')}\n`;
  }
  return out;
}
