import type { Program } from '../../kernel/sys.ts';

/** true(1) ignores its arguments. */
export const trueProgram: Program = {
  name: 'true',
  *main() {
    return 0;
  },
};
