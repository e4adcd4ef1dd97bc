import type { Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const uniq = tool({
  name: 'uniq',
  synopsis: ['[OPTION]... [INPUT [OUTPUT]]'],
  summary: 'Filter adjacent matching lines from INPUT (or standard input),\nwriting to OUTPUT (or standard output).',
  options: [
    { short: 'c', long: 'count', help: 'prefix lines by the number of occurrences' },
    { short: 'd', long: 'repeated', help: 'only print duplicate lines, one for each group' },
    { short: 'D', help: 'print all duplicate lines' },
    { short: 'f', long: 'skip-fields', argument: 'N', help: 'avoid comparing the first N fields' },
    { short: 'i', long: 'ignore-case', help: 'ignore differences in case when comparing' },
    { short: 's', long: 'skip-chars', argument: 'N', help: 'avoid comparing the first N characters' },
    { short: 'u', long: 'unique', help: 'only print unique lines' },
    { short: 'w', long: 'check-chars', argument: 'N', help: 'compare no more than N characters in lines' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const [from = '-', to, extra] = t.operands;
    if (extra !== undefined) return yield* t.usage(`extra operand ‘${extra}’`);
    let fd = 0;
    try {
      if (from !== '-') fd = t.proc.open(from, { read: true });
      if (t.proc.fstat(fd).kind === 'directory') return yield* t.fail(t.busybox ? 'read error: Is a directory' : `error reading '${from}'`);
      if (to !== undefined && to !== '-') t.proc.dup2(t.proc.open(to, { write: true, create: true, truncate: true }, 0o666), 1);
    } catch (error) {
      yield* t.failed(isSysError(error) ? from : '', error);
      return 1;
    }
    const delimiter = t.has('zero-terminated') ? 0 : 10;
    const end = delimiter === 0 ? '\0' : '\n';
    const fields = Number(t.value('skip-fields') ?? 0);
    const chars = Number(t.value('skip-chars') ?? 0);
    const width = t.value('check-chars') === undefined ? undefined : Number(t.value('check-chars'));
    const key = (line: string): string => {
      let text = line;
      for (let i = 0; i < fields; i++) text = text.replace(/^[ \t]*[^ \t]*/, '');
      text = text.slice(chars, width === undefined ? undefined : chars + width);
      return t.has('ignore-case') ? text.toLowerCase() : text;
    };
    const group = function* (line: string, count: number): Sys<void> {
      if (t.has('repeated') && count < 2) return;
      if (t.has('unique') && count > 1) return;
      yield* t.print(`${t.has('count') ? `${String(count).padStart(7)} ` : ''}${line}${end}`);
    };
    const input = new LineInput(t.proc, fd, { delimiter, beforeWait: () => t.out.flush() });
    let held: string | undefined;
    let heldKey = '';
    let count = 0;
    for (let number = 1; ; number++) {
      const line = input.buffered() ?? (yield* input.next());
      if ((number & 255) === 0) yield* t.proc.step(12_800);
      if (line !== undefined && held !== undefined && key(line) === heldKey) {
        if (t.has('D') && count === 1) yield* t.print(held + end);
        count++;
        if (t.has('D')) yield* t.print(line + end);
        continue;
      }
      if (held !== undefined && !t.has('D')) yield* group(held, count);
      if (line === undefined) return 0;
      held = line;
      heldKey = key(line);
      count = 1;
    }
  },
});
