import type { Program } from '../../kernel/sys.ts';

/** false(1) ignores its arguments. */
export const falseProgram: Program = {
  name: 'false',
  *main() {
    return 1;
  },
};
