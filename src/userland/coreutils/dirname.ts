import { dirname as directoryOf } from '../paths.ts';
import { tool } from '../tool.ts';

export const dirname = tool({
  name: 'dirname',
  synopsis: ['[OPTION] NAME...'],
  summary: 'Output each NAME with its last non-slash component and trailing slashes\nremoved; if NAME contains no /\'s, output \'.\' (meaning the current directory).',
  options: [{ short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' }],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    for (const name of t.operands) yield* t.print(`${directoryOf(name)}${t.has('zero') ? '\0' : '\n'}`);
    return 0;
  },
});
