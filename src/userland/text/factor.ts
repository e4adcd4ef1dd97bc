import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';

export const factor = tool({
  name: 'factor',
  synopsis: ['[NUMBER]...'],
  summary: 'Print the prime factors of each specified integer NUMBER.',
  options: [],
  *run(t) {
    const words = t.operands.length > 0 ? t.operands : new TextDecoder().decode(yield* t.readAll(0)).split(/\s+/).filter((word) => word !== '');
    const one = function* (word: string): Sys<void> {
      if (!/^\+?\d+$/.test(word) || Number(word) > Number.MAX_SAFE_INTEGER) {
        yield* t.fail(`‘${word}’ is not a valid positive integer`);
        return;
      }
      let rest = Number(word);
      const factors: number[] = [];
      for (let by = 2; by * by <= rest; by += by === 2 ? 1 : 2) {
        for (; rest % by === 0; rest /= by) factors.push(by);
        if ((by & 4095) === 1) yield* t.proc.step();
      }
      if (rest > 1) factors.push(rest);
      yield* t.print(`${Number(word)}:${factors.map((each) => ` ${each}`).join('')}\n`);
    };
    for (const word of words) yield* one(word);
    return t.exit;
  },
});
