import type { Program } from '../../kernel/sys.ts';
import { evaluateTest, TestError } from './test-command.ts';

export const bracket: Program = {
  name: '[',
  *main(proc) {
    try {
      if (proc.argv.at(-1) !== ']') throw new TestError('missing ‘]’');
      return evaluateTest(proc, proc.argv.slice(1, -1)) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof TestError)) throw error;
      yield* proc.write(2, `[: ${error.message}\n`);
      return 2;
    }
  },
};
