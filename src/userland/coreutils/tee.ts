import { isSysError } from '../../kernel/errno.ts';
import { tool } from '../tool.ts';

export const tee = tool({
  name: 'tee',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Copy standard input to each FILE, and also to standard output.',
  options: [
    { short: 'a', long: 'append', help: 'append to the given FILEs, do not overwrite' },
    { short: 'i', long: 'ignore-interrupts', help: 'ignore interrupt signals' },
  ],
  *run(t) {
    if (t.has('ignore-interrupts')) t.proc.sigaction('SIGINT', 'ignore');
    const targets = [1];
    for (const name of t.operands) {
      try {
        targets.push(t.proc.open(name, { write: true, create: true, ...(t.has('append') ? { append: true } : { truncate: true }) }, 0o666));
      } catch (error) {
        yield* t.failed(name, error);
      }
    }
    for (;;) {
      const chunk = yield* t.proc.read(0);
      if (chunk.length === 0) return t.exit;
      for (const fd of targets) {
        try {
          yield* t.proc.write(fd, chunk);
        } catch (error) {
          if (!isSysError(error)) throw error;
          t.exit = 1;
        }
      }
    }
  },
});
