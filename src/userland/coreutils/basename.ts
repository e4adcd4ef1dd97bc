import { basename as baseOf } from '../paths.ts';
import { tool } from '../tool.ts';

export const basename = tool({
  name: 'basename',
  synopsis: ['NAME [SUFFIX]', 'OPTION... NAME...'],
  summary: 'Print NAME with any leading directory components removed.\nIf specified, also remove a trailing SUFFIX.',
  options: [
    { short: 'a', long: 'multiple', help: 'support multiple arguments and treat each as a NAME' },
    { short: 's', long: 'suffix', argument: 'SUFFIX', help: 'remove a trailing SUFFIX; implies -a' },
    { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const multiple = t.has('multiple') || t.has('suffix');
    if (!multiple && t.operands.length > 2) return yield* t.usage(`extra operand ‘${t.operands[2]}’`);
    const suffix = t.value('suffix') ?? (multiple ? '' : (t.operands[1] ?? ''));
    for (const name of multiple ? t.operands : t.operands.slice(0, 1)) {
      const base = baseOf(name);
      yield* t.print(`${suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base}${t.has('zero') ? '\0' : '\n'}`);
    }
    return 0;
  },
});
