import { tool } from '../tool.ts';

export const shuf = tool({
  name: 'shuf',
  synopsis: ['[OPTION]... [FILE]', '-e [OPTION]... [ARG]...', '-i LO-HI [OPTION]...'],
  summary: 'Write a random permutation of the input lines to standard output.',
  options: [
    { short: 'e', long: 'echo', help: 'treat each ARG as an input line' },
    { short: 'i', long: 'input-range', argument: 'LO-HI', help: 'treat each number LO through HI as an input line' },
    { short: 'n', long: 'head-count', argument: 'COUNT', help: 'output at most COUNT lines' },
    { short: 'o', long: 'output', argument: 'FILE', help: 'write result to FILE instead of standard output' },
    { short: 'r', long: 'repeat', help: 'output lines can be repeated' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const end = t.has('zero-terminated') ? '\0' : '\n';
    let lines: string[] = [];
    const range = t.value('input-range');
    if (range !== undefined) {
      const match = /^(\d+)-(\d+)$/.exec(range);
      if (!match || Number(match[2]) - Number(match[1]) > 1e6) return yield* t.fail(`invalid input range: ‘${range}’`);
      for (let n = Number(match[1]); n <= Number(match[2]); n++) lines.push(String(n));
    } else if (t.has('echo')) lines = [...t.operands];
    else {
      yield* t.eachInput(t.operands.slice(0, 1), function* (fd) {
        const text = new TextDecoder().decode(yield* t.readAll(fd));
        lines = text === '' ? [] : (text.endsWith(end) ? text.slice(0, -1) : text).split(end);
      });
    }
    const random = t.proc.random('shuf');
    const count = t.value('head-count') === undefined ? (t.has('repeat') ? Infinity : lines.length) : Number(t.value('head-count'));
    if (t.has('repeat')) {
      if (lines.length === 0) return yield* t.fail('no lines to repeat');
      for (let n = 0; n < count; n++) {
        yield* t.print(`${lines[random.below(lines.length)]}${end}`);
        yield* t.proc.step();
      }
      return 0;
    }
    for (let i = 0; i < Math.min(count, lines.length); i++) {
      const j = i + random.below(lines.length - i);
      [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
    }
    const text = lines.slice(0, count).map((line) => line + end).join('');
    if (t.has('output')) t.proc.writeFile(t.value('output') ?? '', text);
    else yield* t.print(text);
    return t.exit;
  },
});
