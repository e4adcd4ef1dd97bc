import { runCommand } from '../../run-command.ts';
import { tool } from '../../tool.ts';

export const nohup = tool({
  name: 'nohup',
  synopsis: ['COMMAND [ARG]...'],
  summary: 'Run COMMAND, ignoring hangup signals.',
  options: [],
  usageExit: 125,
  stopAtOperand: true,
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand', 125);
    const { proc } = t;
    proc.sigaction('SIGHUP', 'ignore');
    const terminal = proc.isatty(1);
    if (proc.isatty(0)) proc.dup2(proc.open('/dev/null', { read: true }), 0);
    if (terminal) {
      yield* t.warn(`ignoring input and appending output to 'nohup.out'`);
      proc.dup2(proc.open('nohup.out', { write: true, create: true, append: true }, 0o600), 1);
    }
    if (proc.isatty(2)) proc.dup2(1, 2);
    return yield* runCommand(t, t.operands, `failed to run command '${t.operands[0]}'`);
  },
});
