import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { BcError, Calculator } from './bc-calculator.ts';
import { LineInput } from './line-input.ts';

export const bc = tool({
  name: 'bc',
  package: 'bc 1.07.1',
  synopsis: ['[options] [file ...]'],
  summary: 'An arbitrary precision calculator: arithmetic and variables.',
  options: [{ short: 'l', long: 'mathlib', help: 'use the predefined math routines (only the scale of 20 is simulated)' }, { short: 'q', long: 'quiet', help: "don't print initial banner" }, { short: 'i', long: 'interactive' }, { short: 's', long: 'standard' }, { short: 'w', long: 'warn' }],
  *run(t) {
    const calculator = new Calculator(t.has('mathlib'));
    const lines = function* (fd: number): Sys<boolean> {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return false;
        const text = line.replace(/#.*|\/\*.*?\*\//g, '');
        if (/^\s*(quit|halt)\s*$/.test(text)) return true;
        try {
          for (const result of calculator.run(text)) yield* t.print(result);
        } catch (error) {
          if (!(error instanceof BcError)) throw error;
          yield* t.out.flush();
          if (error.message.startsWith('bc: ')) t.exit = 1;
          yield* t.proc.write(2, error.message.startsWith('bc: ') ? `${error.message}\n` : error.message === 'syntax error' ? '(standard_in) 1: syntax error\n' : `Runtime error (func=(main), adr=3): ${error.message}\n`);
        }
        yield* t.proc.step();
      }
    };
    let quit = false;
    if (t.operands.length > 0) yield* t.eachInput(t.operands, function* (fd) { quit = quit || (yield* lines(fd)); });
    if (!quit) yield* lines(0);
    return t.exit;
  },
});
