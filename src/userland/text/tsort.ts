import { tool } from '../tool.ts';

export const tsort = tool({
  name: 'tsort',
  synopsis: ['[OPTION] [FILE]'],
  summary: 'Write totally ordered list consistent with the partial ordering in FILE.',
  options: [],
  *run(t) {
    yield* t.eachInput(t.operands.slice(0, 1), function* (fd, name) {
      const words = new TextDecoder().decode(yield* t.readAll(fd)).split(/\s+/).filter((word) => word !== '');
      if (words.length % 2 === 1) {
        yield* t.fail(`${name}: input contains an odd number of tokens`);
        return;
      }
      const after = new Map<string, Set<string>>();
      const before = new Map<string, number>();
      for (const word of words) {
        if (!after.has(word)) after.set(word, new Set());
        if (!before.has(word)) before.set(word, 0);
      }
      for (let i = 0; i < words.length; i += 2) {
        const [a = '', b = ''] = [words[i], words[i + 1]];
        if (a === b || after.get(a)?.has(b)) continue;
        after.get(a)?.add(b);
        before.set(b, (before.get(b) ?? 0) + 1);
      }
      const ready = [...before].filter(([, count]) => count === 0).map(([word]) => word);
      while (before.size > 0) {
        let word = ready.shift();
        if (word === undefined) {
          yield* t.fail(`${name}: input contains a loop:`);
          [word = ''] = before.keys();
          yield* t.warn(word);
        }
        before.delete(word);
        yield* t.print(`${word}\n`);
        for (const next of after.get(word) ?? []) {
          if (!before.has(next)) continue;
          before.set(next, (before.get(next) ?? 0) - 1);
          if (before.get(next) === 0) ready.push(next);
        }
      }
    });
    return t.exit;
  },
});
