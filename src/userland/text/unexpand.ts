import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const unexpand = tool({
  name: 'unexpand',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Convert blanks in each FILE to tabs, writing to standard output.',
  options: [
    { short: 'a', long: 'all', help: 'convert all blanks, instead of just initial blanks' },
    { long: 'first-only', help: 'convert only leading sequences of blanks (overrides -a)' },
    { short: 't', long: 'tabs', argument: 'N', help: 'have tabs N characters apart instead of 8 (enables -a)' },
  ],
  *run(t) {
    const size = Number(t.value('tabs') ?? 8) || 8;
    const all = (t.has('all') || t.has('tabs')) && !t.has('first-only');
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        let out = '';
        let column = 0;
        let blanks = '';
        let text = false;
        for (const char of line) {
          if ((char === ' ' || char === '\t') && (all || !text)) {
            column = char === '\t' ? (Math.floor(column / size) + 1) * size : column + 1;
            blanks += char;
            if (column % size === 0) {
              out += blanks.length > 1 || char === '\t' || !text ? '\t' : ' ';
              blanks = '';
            }
          } else {
            out += blanks + char;
            blanks = '';
            column++;
            text = true;
          }
        }
        yield* t.print(out + blanks + (input.terminated ? '\n' : ''));
      }
    });
    return 0;
  },
});
