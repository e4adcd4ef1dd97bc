import { isSysError } from '../../../kernel/errno.ts';
import type { Sys } from '../../../kernel/sys.ts';
import { tool, type Tool } from '../../tool.ts';
import { LineInput } from '../line-input.ts';
import { comparePrepared, prepare } from './compare.ts';
import { applyLetter, keyText, ordering, parseKey, type SortKey } from './keys.ts';

interface Row { readonly line: string; readonly keys: readonly (number | string)[] }

export const sort = tool({
  name: 'sort',
  synopsis: ['[OPTION]... [FILE]...', '[OPTION]... --files0-from=F'],
  summary: 'Write sorted concatenation of all FILE(s) to standard output.',
  usageExit: 2,
  options: [
    { short: 'b', long: 'ignore-leading-blanks', help: 'ignore leading blanks' },
    { short: 'd', long: 'dictionary-order', help: 'consider only blanks and alphanumeric characters' },
    { short: 'f', long: 'ignore-case', help: 'fold lower case to upper case characters' },
    { short: 'g', long: 'general-numeric-sort', help: 'compare according to general numerical value' },
    { short: 'i', long: 'ignore-nonprinting', help: 'consider only printable characters' },
    { short: 'M', long: 'month-sort', help: "compare (unknown) < 'JAN' < ... < 'DEC'" },
    { short: 'h', long: 'human-numeric-sort', help: 'compare human readable numbers (e.g., 2K 1G)' },
    { short: 'n', long: 'numeric-sort', help: 'compare according to string numerical value' },
    { short: 'R', long: 'random-sort', help: 'shuffle, but group identical keys.  See shuf(1)' },
    { short: 'r', long: 'reverse', help: 'reverse the result of comparisons' },
    { short: 'V', long: 'version-sort', help: 'natural sort of (version) numbers within text' },
    { long: 'sort', argument: 'WORD', help: 'sort according to WORD: general-numeric -g, human-numeric -h, month -M, numeric -n, random -R, version -V' },
    { short: 'c', long: 'check', argument: 'diagnose-first', optional: true, help: 'check for sorted input; do not sort' },
    { short: 'C', help: 'like -c, but do not report first bad line' },
    { short: 'k', long: 'key', argument: 'KEYDEF', help: 'sort via a key; KEYDEF gives location and type' },
    { short: 'm', long: 'merge', help: 'merge already sorted files; do not sort' },
    { short: 'o', long: 'output', argument: 'FILE', help: 'write result to FILE instead of standard output' },
    { short: 's', long: 'stable', help: 'stabilize sort by disabling last-resort comparison' },
    { short: 'S', long: 'buffer-size', argument: 'SIZE', help: 'use SIZE for main memory buffer' },
    { short: 't', long: 'field-separator', argument: 'SEP', help: 'use SEP instead of non-blank to blank transition' },
    { short: 'T', long: 'temporary-directory', argument: 'DIR', help: 'use DIR for temporaries, not $TMPDIR or /tmp' },
    { long: 'parallel', argument: 'N', help: 'change the number of sorts run concurrently to N' },
    { short: 'u', long: 'unique', help: 'with -c, check for strict ordering; without -c, output only the first of an equal run' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const global = ordering();
    const letters: Readonly<Record<string, string>> = { 'ignore-leading-blanks': 'b', 'dictionary-order': 'd', 'ignore-case': 'f', 'general-numeric-sort': 'g', 'ignore-nonprinting': 'i', 'month-sort': 'M', 'human-numeric-sort': 'h', 'numeric-sort': 'n', 'random-sort': 'R', reverse: 'r', 'version-sort': 'V' };
    for (const { name } of t.options.given) if (letters[name] !== undefined) applyLetter(global, letters[name] ?? '');
    const word = t.value('sort');
    if (word !== undefined) applyLetter(global, { 'general-numeric': 'g', 'human-numeric': 'h', month: 'M', numeric: 'n', random: 'R', version: 'V' }[word] ?? '');
    let separator = t.value('field-separator');
    if (separator === '\\0') separator = '\0';
    if (separator !== undefined && separator.length !== 1) return yield* t.fail(separator === '' ? 'empty tab' : `multi-character tab ‘${separator}’`, 2);
    const keys: SortKey[] = [];
    for (const text of t.options.values('key')) {
      const key = parseKey(text, global);
      if (!key) return yield* t.fail(t.busybox ? `bad field specification` : text.startsWith('0') ? `-: invalid field specification ‘${text}’: field number is zero`.replace('-: ', '') : `invalid number at field start: invalid count at start of ‘${text}’`, 2);
      keys.push(key);
    }
    const whole: SortKey = { from: 0, fromChar: 0, to: undefined, toChar: 0, order: global };
    const used = keys.length > 0 ? keys : [whole];
    const row = (line: string): Row => ({ line, keys: used.map((key) => prepare(key === whole && !global.blanksStart ? line : keyText(line, key, separator), key.order)) });
    const stable = t.has('stable') || t.has('unique');
    const salt = global.random ? t.proc.random('sort').u32() : 0;
    const compareRows = (a: Row, b: Row): number => {
      for (let i = 0; i < used.length; i++) {
        const key = used[i] as SortKey;
        const x = a.keys[i] as string;
        const y = b.keys[i] as string;
        const result = key.order.random ? scramble(String(x), salt) - scramble(String(y), salt) : comparePrepared(x, y, key.order);
        if (result !== 0) return result;
      }
      return stable ? 0 : (a.line < b.line ? -1 : a.line > b.line ? 1 : 0) * (global.reverse ? -1 : 1);
    };
    const delimiter = t.has('zero-terminated') ? 0 : 10;
    const files = t.operands.length > 0 ? t.operands : ['-'];
    if (t.has('check') || t.has('C')) return yield* check(t, files[0] ?? '-', delimiter, row, compareRows);
    const inputs: Row[][] = [];
    for (const file of files) {
      const fd = yield* openInput(t, file);
      if (fd === undefined) return 2;
      const input = new LineInput(t.proc, fd, { delimiter });
      const rows: Row[] = [];
      for (let count = 1; ; count++) {
        const line = input.buffered() ?? (yield* input.next());
        if (line === undefined) break;
        rows.push(row(line));
        if ((count & 255) === 0) yield* t.proc.step(12_800);
      }
      if (fd > 0) t.proc.close(fd);
      inputs.push(rows);
    }
    const rows = t.has('merge') ? [...merge(inputs, compareRows)] : inputs.flat().sort(compareRows);
    yield* t.proc.step(rows.length * 200);
    const end = delimiter === 0 ? '\0' : '\n';
    const output = t.value('output');
    let text = '';
    let last: Row | undefined;
    for (const each of rows) {
      if (t.has('unique') && last && compareRows(last, each) === 0) continue;
      last = each;
      text += each.line + end;
      if (output === undefined && text.length > 16384) {
        yield* t.out.write(text);
        text = '';
      }
    }
    if (output === undefined) yield* t.out.write(text);
    else {
      try {
        t.proc.writeFile(output, text);
      } catch (error) {
        if (!isSysError(error)) throw error;
        return yield* t.fail(`open failed: ${output}: ${error.message}`, 2);
      }
    }
    return 0;
  },
});

/** Takes the smallest of the first rows again and again: what is not sorted already stays in its order. */
function* merge(inputs: readonly (readonly Row[])[], compareRows: (a: Row, b: Row) => number): Generator<Row> {
  const left = inputs.filter((input) => input.length > 0).map((rows) => ({ rows, at: 0, first: rows[0] as Row }));
  while (left.length > 0) {
    let smallest = left[0] as (typeof left)[0];
    for (const input of left) if (compareRows(input.first, smallest.first) < 0) smallest = input;
    yield smallest.first;
    const next = smallest.rows[++smallest.at];
    if (next) smallest.first = next;
    else left.splice(left.indexOf(smallest), 1);
  }
}

function* openInput(t: Tool, file: string): Sys<number | undefined> {
  if (file === '-') return 0;
  try {
    if (t.proc.stat(file).kind === 'directory') {
      yield* t.fail(`read failed: ${file}: Is a directory`, 2);
      return undefined;
    }
    return t.proc.open(file, { read: true });
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* t.fail(t.busybox ? `${file}: ${error.message}` : `cannot read: ${file}: ${error.message}`, 2);
    return undefined;
  }
}

function* check(t: Tool, file: string, delimiter: number, row: (line: string) => Row, compareRows: (a: Row, b: Row) => number): Sys<number> {
  const fd = yield* openInput(t, file);
  if (fd === undefined) return 2;
  const input = new LineInput(t.proc, fd, { delimiter });
  let last: Row | undefined;
  for (let number = 1; ; number++) {
    const line = input.buffered() ?? (yield* input.next());
    if (line === undefined) return 0;
    const next = row(line);
    const result = last ? compareRows(last, next) : -1;
    if (result > 0 || (result === 0 && t.has('unique'))) {
      if (!t.has('C') && t.value('check') !== 'silent' && t.value('check') !== 'quiet') yield* t.warn(`${file}:${number}: disorder: ${line}`);
      return 1;
    }
    last = next;
    if ((number & 255) === 0) yield* t.proc.step(12_800);
  }
}

function scramble(text: string, salt: number): number {
  let hash = salt >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
