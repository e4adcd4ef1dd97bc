import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const expand = tool({
  name: 'expand',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Convert tabs in each FILE to spaces, writing to standard output.',
  options: [
    { short: 'i', long: 'initial', help: 'do not convert tabs after non blanks' },
    { short: 't', long: 'tabs', argument: 'N', help: 'have tabs N characters apart, not 8' },
  ],
  *run(t) {
    const size = Number(t.value('tabs') ?? 8);
    if (!(size > 0)) return yield* t.fail(`tab size contains invalid character(s): ‘${t.value('tabs')}’`);
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        let out = '';
        let column = 0;
        let text = false;
        for (const char of line) {
          if (char === '\t' && !(text && t.has('initial'))) {
            const fill = size - (column % size);
            out += ' '.repeat(fill);
            column += fill;
          } else {
            out += char;
            column++;
            if (char !== ' ') text = true;
          }
        }
        yield* t.print(out + (input.terminated ? '\n' : ''));
      }
    });
    return 0;
  },
});
