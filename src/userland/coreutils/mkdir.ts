import { isSysError } from '../../kernel/errno.ts';
import { parseMode } from '../file-mode.ts';
import { tool } from '../tool.ts';

export const mkdir = tool({
  name: 'mkdir',
  synopsis: ['[OPTION]... DIRECTORY...'],
  summary: 'Create the DIRECTORY(ies), if they do not already exist.',
  busybox: 'mpv',
  options: [
    { short: 'm', long: 'mode', argument: 'MODE', help: 'set file mode (as in chmod), not a=rwx - umask' },
    { short: 'p', long: 'parents', help: 'no error if existing, make parent directories as needed' },
    { short: 'v', long: 'verbose', help: 'print a message for each created directory' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const text = t.value('mode');
    const mode = text === undefined ? undefined : parseMode(text, 0o777, { umask: t.proc.umask, directory: true });
    if (text !== undefined && mode === undefined) return yield* t.fail(`invalid mode ‘${text}’`);
    for (const operand of t.operands) {
      const parts = t.has('parents') ? ancestors(operand) : [operand];
      for (const path of parts) {
        try {
          t.proc.fs.mkdir(path, 0o777);
          if (path === operand && mode !== undefined) t.proc.fs.chmod(path, mode);
          if (t.has('verbose')) yield* t.print(`${t.name}: created directory '${path}'\n`);
        } catch (error) {
          if (t.has('parents') && isSysError(error, 'EEXIST') && t.proc.stat(path).kind === 'directory') continue;
          if (t.has('parents') && path !== operand && isSysError(error, 'EEXIST')) {
            yield* t.fail(t.busybox ? `can't create directory '${operand}': Not a directory` : `cannot create directory ‘${path}’: Not a directory`);
            break;
          }
          yield* t.failed(t.busybox ? `can't create directory '${path}'` : `cannot create directory ‘${path}’`, error);
          break;
        }
      }
    }
    return t.exit;
  },
});

function ancestors(path: string): string[] {
  const out: string[] = [];
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    if (path[at - 1] !== '/') out.push(path.slice(0, at));
  }
  if (out.at(-1) !== path.replace(/\/+$/, '')) out.push(path);
  return out;
}
