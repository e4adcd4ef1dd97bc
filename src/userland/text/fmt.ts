import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const fmt = tool({
  name: 'fmt',
  synopsis: ['[-WIDTH] [OPTION]... [FILE]...'],
  summary: 'Reformat each paragraph in the FILE(s), writing to standard output.',
  options: [
    { short: 's', long: 'split-only', help: 'split long lines, but do not refill' },
    { short: 'u', long: 'uniform-spacing', help: 'one space between words, two after sentences' },
    { short: 'w', long: 'width', argument: 'WIDTH', help: 'maximum line width (default of 75 columns)' },
    ...'0123456789'.split('').map((short) => ({ short })),
  ],
  *run(t) {
    const old = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const width = Number(t.value('width') ?? (old || 75));
    const goal = t.has('width') || old !== '' ? Math.floor(width * 0.93) : 70;
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd);
      let indent = '';
      let words: string[] = [];
      const flush = function* (): Sys<void> {
        for (const line of breakLines(words, width - indent.length, goal - indent.length)) yield* t.print(`${indent}${line}\n`);
        words = [];
      };
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) break;
        const own = /^\s*/.exec(line)?.[0] ?? '';
        if (line.trim() === '') {
          yield* flush();
          yield* t.print('\n');
          continue;
        }
        if (words.length > 0 && (own !== indent || t.has('split-only'))) yield* flush();
        indent = own;
        words.push(...line.trim().split(/\s+/));
      }
      yield* flush();
    }, (name) => `cannot open '${name}' for reading`);
    return t.exit;
  },
});


/** Lines of at most `width` whose lengths are near `goal`: the least sum of squared distances, as fmt chooses. */
function breakLines(words: readonly string[], width: number, goal: number): string[] {
  const best: { cost: number; next: number }[] = Array.from({ length: words.length + 1 }, () => ({ cost: Infinity, next: words.length }));
  best[words.length] = { cost: 0, next: words.length };
  for (let i = words.length - 1; i >= 0; i--) {
    let length = -1;
    for (let j = i; j < words.length; j++) {
      length += 1 + (words[j] ?? '').length;
      if (length > width && j > i) break;
      const cost = (best[j + 1]?.cost ?? 0) + (j === words.length - 1 ? 0 : (goal - length) ** 2);
      if (cost < (best[i]?.cost ?? Infinity)) best[i] = { cost, next: j + 1 };
    }
  }
  const lines: string[] = [];
  for (let i = 0; i < words.length; i = best[i]?.next ?? words.length) lines.push(words.slice(i, best[i]?.next).join(' '));
  return lines;
}
