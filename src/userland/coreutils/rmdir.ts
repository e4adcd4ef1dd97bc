import { dirname } from '../paths.ts';
import { tool } from '../tool.ts';

export const rmdir = tool({
  name: 'rmdir',
  synopsis: ['[OPTION]... DIRECTORY...'],
  summary: 'Remove the DIRECTORY(ies), if they are empty.',
  options: [
    { long: 'ignore-fail-on-non-empty', help: 'ignore each failure to remove a non-empty directory' },
    { short: 'p', long: 'parents', help: 'remove DIRECTORY and its ancestors' },
    { short: 'v', long: 'verbose', help: 'output a diagnostic for every directory processed' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    for (const operand of t.operands) {
      for (let path = operand; path !== '.' && path !== '/'; path = dirname(path)) {
        try {
          t.proc.fs.rmdir(path);
          if (t.has('verbose')) yield* t.print(`rmdir: removing directory, '${path}'\n`);
        } catch (error) {
          if (t.has('ignore-fail-on-non-empty') && (error as { code?: string }).code === 'ENOTEMPTY') break;
          yield* t.failed(t.busybox ? `'${path}'` : `failed to remove '${path}'`, error);
          break;
        }
        if (!t.has('parents')) break;
      }
    }
    return t.exit;
  },
});
