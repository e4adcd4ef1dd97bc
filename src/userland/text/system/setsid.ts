import { isSysError } from '../../../kernel/errno.ts';
import { findExecutable, runCommand } from '../../run-command.ts';
import { tool } from '../../tool.ts';
import { exitCode } from '../run-shell.ts';

export const setsid = tool({
  name: 'setsid',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] <program> [arguments ...]'],
  summary: 'Run a program in a new session.',
  options: [{ short: 'c', long: 'ctty', help: 'set the controlling terminal to the current one' }, { short: 'f', long: 'fork', help: 'always fork' }, { short: 'w', long: 'wait', help: 'wait program to exit, and use the same return' }],
  stopAtOperand: true,
  *run(t) {
    const { proc } = t;
    if (t.operands.length === 0) return yield* t.usage('no command specified');
    if (proc.pgid !== proc.pid && !t.has('fork')) {
      proc.setsid();
      return yield* runCommand(t, t.operands);
    }
    const path = findExecutable(proc, t.operands[0] ?? '');
    if (path === undefined) return yield* t.fail(`failed to execute ${t.operands[0]}: No such file or directory`, 127);
    try {
      const pid = yield* proc.spawn({ path, argv: t.operands, setsid: true });
      return t.has('wait') ? exitCode(yield* proc.wait(pid)) : 0;
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`failed to execute ${t.operands[0]}: ${error.message}`, 126);
    }
  },
});
