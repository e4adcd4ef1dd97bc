import { displayWidth } from '../columns.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const fold = tool({
  name: 'fold',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Wrap input lines in each FILE, writing to standard output.',
  options: [
    { short: 'b', long: 'bytes', help: 'count bytes rather than columns' },
    { short: 's', long: 'spaces', help: 'break at spaces' },
    { short: 'w', long: 'width', argument: 'WIDTH', help: 'use WIDTH columns instead of 80' },
    ...'0123456789'.split('').map((short) => ({ short })),
  ],
  *run(t) {
    const old = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const width = Number(t.value('width') ?? (old || 80));
    if (!(width > 0)) return yield* t.fail(`invalid number of columns: ‘${t.value('width')}’`);
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        let piece = '';
        let column = 0;
        for (const char of line) {
          const after = char === '\t' && !t.has('bytes') ? (Math.floor(column / 8) + 1) * 8 : column + displayWidth(char);
          if (after > width && piece !== '') {
            const blank = t.has('spaces') ? piece.lastIndexOf(' ') : -1;
            const cut = blank >= 0 ? blank + 1 : piece.length;
            yield* t.print(`${piece.slice(0, cut)}\n`);
            piece = piece.slice(cut) + char;
            column = displayWidth(piece);
          } else {
            piece += char;
            column = after;
          }
        }
        yield* t.print(piece + (input.terminated ? '\n' : ''));
      }
    });
    return 0;
  },
});
