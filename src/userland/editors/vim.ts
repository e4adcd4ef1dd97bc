import type { Program } from '../../kernel/sys.ts';
import { vi as edit } from './vi-editor.ts';

export const vim: Program = {
  name: 'vim',
  *main(proc) {
    const words = proc.argv.slice(1);
    if (words[0] === '--version') {
      yield* proc.write(1, 'a small subset of vi: insert and normal mode, :w :q :x, / and u\n');
      return 0;
    }
    return yield* edit(proc, 'vim', words.find((word) => !/^[-+]/.test(word)));
  },
};
