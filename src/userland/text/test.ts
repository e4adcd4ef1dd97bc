import type { Program } from '../../kernel/sys.ts';
import { evaluateTest, TestError } from './test-command.ts';

export const test: Program = {
  name: 'test',
  *main(proc) {
    try {
      return evaluateTest(proc, proc.argv.slice(1)) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof TestError)) throw error;
      yield* proc.write(2, `${proc.variant === 'busybox' ? 'test' : (proc.argv[0] ?? 'test')}: ${error.message}\n`);
      return 2;
    }
  },
};
