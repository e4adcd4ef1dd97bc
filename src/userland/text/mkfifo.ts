import { isSysError } from '../../kernel/errno.ts';
import { parseMode } from '../file-mode.ts';
import { tool } from '../tool.ts';

export const mkfifo = tool({
  name: 'mkfifo',
  synopsis: ['[OPTION]... NAME...'],
  summary: 'Create named pipes (FIFOs) with the given NAMEs.',
  options: [{ short: 'm', long: 'mode', argument: 'MODE', help: 'set file permission bits to MODE, not a=rw - umask' }],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const { uid, gid } = t.proc.credentials;
    const mode = t.has('mode') ? parseMode(t.value('mode') ?? '', 0o666, { umask: 0, directory: false }) : 0o666 & ~t.proc.umask;
    if (mode === undefined) return yield* t.fail('invalid mode');
    for (const name of t.operands) {
      try {
        t.proc.fs.mknod(name, { kind: 'fifo', mode, uid, gid });
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(`cannot create fifo '${name}': ${error.message}`);
      }
    }
    return t.exit;
  },
});
