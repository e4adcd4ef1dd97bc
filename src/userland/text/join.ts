import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

type Row = { readonly fields: readonly string[]; readonly key: string };

export const join = tool({
  name: 'join',
  synopsis: ['[OPTION]... FILE1 FILE2'],
  summary: 'For each pair of input lines with identical join fields, write a line to\nstandard output.  The default join field is the first, delimited by blanks.',
  options: [
    { short: 'a', argument: 'FILENUM', help: 'also print unpairable lines from file FILENUM' },
    { short: 'e', argument: 'STRING', help: 'replace missing (empty) input fields with STRING' },
    { short: 'i', long: 'ignore-case', help: 'ignore differences in case when comparing fields' },
    { short: 'j', argument: 'FIELD', help: "equivalent to '-1 FIELD -2 FIELD'" },
    { short: 'o', argument: 'FORMAT', help: 'obey FORMAT while constructing output line' },
    { short: 't', argument: 'CHAR', help: 'use CHAR as input and output field separator' },
    { short: 'v', argument: 'FILENUM', help: 'like -a FILENUM, but suppress joined output lines' },
    { short: '1', argument: 'FIELD', help: 'join on this FIELD of file 1' },
    { short: '2', argument: 'FIELD', help: 'join on this FIELD of file 2' },
    { long: 'check-order', help: 'check that the input is correctly sorted' },
    { long: 'nocheck-order', help: 'do not check that the input is correctly sorted' },
    { long: 'header', help: 'treat the first line in each file as field headers' },
  ],
  *run(t) {
    const [one, two] = t.operands;
    if (one === undefined || two === undefined) return yield* t.usage(one === undefined ? 'missing operand' : `missing operand after ‘${one}’`);
    const separator = t.value('t');
    const fold = t.has('ignore-case');
    const read = function* (file: string, field: number): Sys<Row[] | undefined> {
      try {
        const input = new LineInput(t.proc, file === '-' ? 0 : t.proc.open(file, { read: true }));
        const rows: Row[] = [];
        for (;;) {
          const line = yield* input.next();
          if (line === undefined) return rows;
          const fields = separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator);
          const key = fields[field - 1] ?? '';
          rows.push({ fields, key: fold ? key.toLowerCase() : key });
        }
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.failed(file, error);
        return undefined;
      }
    };
    const fields = [Number(t.value('1') ?? t.value('j') ?? 1), Number(t.value('2') ?? t.value('j') ?? 1)] as const;
    const left = yield* read(one, fields[0]);
    const right = left && (yield* read(two, fields[1]));
    if (!left || !right) return 1;
    const glue = separator ?? ' ';
    const empty = t.value('e') ?? '';
    const format = t.value('o') === undefined || t.value('o') === 'auto' ? undefined : (t.value('o') ?? '').split(/[,\s]+/);
    const show = function* (a: Row | undefined, b: Row | undefined): Sys<void> {
      const rest = (row: Row | undefined, index: number): readonly string[] => row?.fields.filter((_, at) => at !== index - 1) ?? [];
      const cells = format
        ? format.map((spec) => (spec === '0' ? (a?.fields[fields[0] - 1] ?? b?.fields[fields[1] - 1]) : (spec.startsWith('1.') ? a : b)?.fields[Number(spec.slice(2)) - 1]) || empty)
        : [a?.fields[fields[0] - 1] ?? b?.fields[fields[1] - 1] ?? '', ...rest(a, fields[0]), ...rest(b, fields[1])];
      yield* t.print(`${cells.join(glue)}\n`);
    };
    const unpaired = new Set([...t.options.values('a'), ...t.options.values('v')]);
    if (t.has('header')) yield* show(left.shift(), right.shift());
    let i = 0;
    let j = 0;
    let warned = false;
    while (i < left.length || j < right.length) {
      yield* t.proc.step();
      const a = left[i];
      const b = right[j];
      if (!t.has('nocheck-order') && !warned && !t.has('check-order')) {
        const wrong = a && left[i + 1] && (left[i + 1] as Row).key < a.key ? 1 : b && right[j + 1] && (right[j + 1] as Row).key < b.key ? 2 : 0;
        warned = wrong !== 0 && a?.key !== b?.key;
        if (warned) yield* t.fail(`${wrong === 1 ? one : two}:${(wrong === 1 ? i : j) + 2}: is not sorted: ${(wrong === 1 ? left[i + 1] : right[j + 1])?.fields.join(glue)}`);
      }
      if (!b || (a && a.key < b.key)) {
        if (unpaired.has('1')) yield* show(a, undefined);
        i++;
      } else if (!a || b.key < a.key) {
        if (unpaired.has('2')) yield* show(undefined, b);
        j++;
      } else {
        let endA = i;
        let endB = j;
        while (left[endA]?.key === a.key) endA++;
        while (right[endB]?.key === a.key) endB++;
        if (!t.has('v')) for (let x = i; x < endA; x++) for (let y = j; y < endB; y++) yield* show(left[x], right[y]);
        i = endA;
        j = endB;
      }
    }
    if (warned) yield* t.fail('input is not in sorted order');
    return t.exit;
  },
});
