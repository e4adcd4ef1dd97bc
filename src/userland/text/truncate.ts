import { isSysError } from '../../kernel/errno.ts';
import { parseCount } from '../counts.ts';
import { tool } from '../tool.ts';

export const truncate = tool({
  name: 'truncate',
  synopsis: ['OPTION... FILE...'],
  summary: 'Shrink or extend the size of each FILE to the specified size',
  options: [
    { short: 'c', long: 'no-create', help: 'do not create any files' },
    { short: 'r', long: 'reference', argument: 'RFILE', help: 'base size on RFILE' },
    { short: 's', long: 'size', argument: 'SIZE', help: 'set or adjust the file size by SIZE bytes' },
  ],
  *run(t) {
    const text = t.value('size') ?? (t.has('reference') ? String(t.proc.stat(t.value('reference') ?? '').size) : undefined);
    if (text === undefined) return yield* t.usage('you must specify either ‘--size’ or ‘--reference’');
    const sign = /^[-+]/.test(text) ? text[0] : '';
    const size = parseCount(text.replace(/^[-+]/, ''));
    if (size === undefined) return yield* t.fail(`Invalid number: ‘${text}’`);
    if (t.operands.length === 0) return yield* t.usage('missing file operand');
    for (const file of t.operands) {
      try {
        if (!t.proc.fs.exists(file)) {
          if (t.has('no-create')) continue;
          t.proc.writeFile(file, '', 0o666 & ~t.proc.umask);
        }
        const old = t.proc.stat(file).size;
        t.proc.fs.truncate(file, Math.max(0, sign === '+' ? old + size : sign === '-' ? old - size : size));
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(`cannot open '${file}' for writing: ${error.message}`);
      }
    }
    return t.exit;
  },
});
