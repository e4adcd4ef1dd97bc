import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

const UNITS = 'KMGTPEZY';

export const numfmt = tool({
  name: 'numfmt',
  synopsis: ['[OPTION]... [NUMBER]...'],
  summary: 'Reformat NUMBER(s), or the numbers from standard input if none are specified.',
  options: [
    { long: 'from', argument: 'UNIT', help: 'auto-scale input numbers to UNITs; default is none' }, { long: 'to', argument: 'UNIT', help: 'auto-scale output numbers to UNITs' }, { long: 'suffix', argument: 'SUFFIX', help: 'add SUFFIX to output numbers' },
    { long: 'field', argument: 'FIELDS', help: 'replace the numbers in these input fields (default=1)' }, { short: 'd', long: 'delimiter', argument: 'X', help: 'use X instead of whitespace for field delimiter' }, { long: 'padding', argument: 'N' }, { long: 'round', argument: 'METHOD' }, { long: 'header', argument: 'N', optional: true }, { long: 'format', argument: 'FORMAT' },
  ],
  *run(t) {
    const from = t.value('from') ?? 'none';
    const to = t.value('to') ?? 'none';
    const convert = (text: string): string | undefined => {
      const match = /^(-?\d+\.?\d*)([KMGTPEZYk]?)(i?)(B?)$/.exec(text);
      if (!match || (match[2] !== '' && from === 'none')) return undefined;
      const base = from === 'si' || (from === 'auto' && match[3] === '') ? 1000 : 1024;
      const value = Number(match[1]) * (match[2] ? base ** (UNITS.indexOf((match[2] ?? '').toUpperCase()) + 1) : 1);
      if (to === 'none') return String(value) + (t.value('suffix') ?? '');
      const outBase = to === 'si' ? 1000 : 1024;
      let power = 0;
      let rest = Math.abs(value);
      while (rest >= outBase && power < UNITS.length) {
        rest /= outBase;
        power++;
      }
      let shown = power > 0 && rest < 9.95 ? (Math.ceil(rest * 10) / 10).toFixed(1) : String(Math.ceil(rest));
      if (Number(shown) >= outBase) {
        power++;
        shown = '1.0';
      }
      return (value < 0 ? '-' : '') + shown + (power > 0 ? (UNITS[power - 1] ?? '') + (to === 'iec-i' ? 'i' : '') : '') + (t.value('suffix') ?? '');
    };
    const width = Number(t.value('padding') ?? 0);
    const line = function* (text: string): Sys<void> {
      const delimiter = t.value('delimiter');
      const field = Number(t.value('field') ?? 1);
      const parts = delimiter === undefined ? text.split(/(\s+)/) : text.split(delimiter);
      const lead = delimiter === undefined && parts[0] === '' ? 2 : 0;
      const index = delimiter === undefined ? lead + (field - 1) * 2 : field - 1;
      const converted = convert(parts[index] ?? '');
      if (converted === undefined) {
        yield* t.fail(`invalid number: ‘${parts[index] ?? ''}’`, 2);
        return;
      }
      parts[index] = width < 0 ? converted.padEnd(-width) : converted.padStart(width);
      yield* t.print(`${parts.join(delimiter ?? '')}\n`);
    };
    if (t.operands.length > 0) {
      for (const word of t.operands) yield* line(word);
      return t.exit;
    }
    const input = new LineInput(t.proc, 0, { beforeWait: () => t.out.flush() });
    let headers = t.has('header') ? Number(t.value('header') ?? 1) : 0;
    for (;;) {
      const text = yield* input.next();
      if (text === undefined) return t.exit;
      if (headers-- > 0) yield* t.print(`${text}\n`);
      else yield* line(text);
    }
  },
});
