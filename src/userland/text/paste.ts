import { isSysError } from '../../kernel/errno.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const paste = tool({
  name: 'paste',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Write lines consisting of the sequentially corresponding lines from\neach FILE, separated by TABs, to standard output.',
  options: [
    { short: 'd', long: 'delimiters', argument: 'LIST', help: 'reuse characters from LIST instead of TABs' },
    { short: 's', long: 'serial', help: 'paste one file at a time instead of in parallel' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\', '\\0': '' };
    const delimiters = ((t.value('delimiters') ?? '\t').match(/\\[nt\\0]|[^]/gu) ?? ['']).map((text) => escapes[text] ?? text);
    const between = (index: number): string => delimiters[index % delimiters.length] ?? '';
    const end = t.has('zero-terminated') ? '\0' : '\n';
    const files = t.operands.length > 0 ? t.operands : ['-'];
    const inputs: LineInput[] = [];
    let standard: LineInput | undefined;
    for (const file of files) {
      try {
        const input = file === '-' ? (standard ?? new LineInput(t.proc, 0, { delimiter: end.charCodeAt(0) })) : new LineInput(t.proc, t.proc.open(file, { read: true }), { delimiter: end.charCodeAt(0) });
        if (file === '-') standard = input;
        inputs.push(input);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.failed(t.busybox ? `can't open '${file}'` : file, error);
        if (!t.has('serial')) return 1;
      }
    }
    if (t.has('serial')) {
      for (const input of inputs) {
        let any = false;
        for (let index = 0; ; index++) {
          const line = yield* input.next();
          if (line === undefined) break;
          yield* t.print(index === 0 ? line : between(index - 1) + line);
          any = true;
        }
        yield* t.print(any ? end : end);
      }
      return t.exit;
    }
    for (;;) {
      const cells: (string | undefined)[] = [];
      for (const input of inputs) cells.push(yield* input.next());
      if (cells.every((cell) => cell === undefined)) return t.exit;
      yield* t.print(cells.map((cell, index) => (index === 0 ? '' : between(index - 1)) + (cell ?? '')).join('') + end);
      yield* t.proc.step();
    }
  },
});
