import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const comm = tool({
  name: 'comm',
  synopsis: ['[OPTION]... FILE1 FILE2'],
  summary: 'Compare sorted files FILE1 and FILE2 line by line.',
  options: [
    { short: '1', help: 'suppress column 1 (lines unique to FILE1)' },
    { short: '2', help: 'suppress column 2 (lines unique to FILE2)' },
    { short: '3', help: 'suppress column 3 (lines that appear in both files)' },
    { long: 'check-order', help: 'check that the input is correctly sorted, even if all input lines are pairable' },
    { long: 'nocheck-order', help: 'do not check that the input is correctly sorted' },
    { long: 'output-delimiter', argument: 'STR', help: 'separate columns with STR' },
    { long: 'total', help: 'output a summary' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const [one, two, extra] = t.operands;
    if (one === undefined || two === undefined) return yield* t.usage(one === undefined ? 'missing operand' : `missing operand after ‘${one}’`);
    if (extra !== undefined) return yield* t.usage(`extra operand ‘${extra}’`);
    const inputs: LineInput[] = [];
    for (const file of [one, two]) {
      try {
        inputs.push(new LineInput(t.proc, file === '-' ? 0 : t.proc.open(file, { read: true })));
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.failed(file, error);
        return 1;
      }
    }
    const [left, right] = inputs as [LineInput, LineInput];
    const tab = t.value('output-delimiter') ?? '\t';
    const lead = ['', t.has('1') ? '' : tab, (t.has('1') ? '' : tab) + (t.has('2') ? '' : tab)];
    const totals = [0, 0, 0];
    const put = function* (column: 0 | 1 | 2, line: string): Sys<void> {
      totals[column] = (totals[column] ?? 0) + 1;
      if (!t.has(String(column + 1))) yield* t.print(`${lead[column]}${line}\n`);
    };
    let a = yield* left.next();
    let b = yield* right.next();
    while (a !== undefined || b !== undefined) {
      yield* t.proc.step();
      const lastA = a;
      const lastB = b;
      if (b === undefined || (a !== undefined && a < b)) {
        yield* put(0, a ?? '');
        a = yield* left.next();
      } else if (a === undefined || b < a) {
        yield* put(1, b);
        b = yield* right.next();
      } else {
        yield* put(2, a);
        a = yield* left.next();
        b = yield* right.next();
      }
      if (t.has('nocheck-order')) continue;
      const wrong = a !== undefined && lastA !== undefined && a < lastA ? 1 : b !== undefined && lastB !== undefined && b < lastB ? 2 : 0;
      if (wrong !== 0 && t.exit === 0) yield* t.fail(`file ${wrong} is not in sorted order`);
    }
    if (t.has('total')) yield* t.print(`${totals.join(tab)}${tab}total\n`);
    if (t.exit !== 0) yield* t.fail('input is not in sorted order');
    return t.exit;
  },
});
