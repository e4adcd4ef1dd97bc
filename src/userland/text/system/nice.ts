import { runCommand } from '../../run-command.ts';
import { tool } from '../../tool.ts';

export const nice = tool({
  name: 'nice',
  synopsis: ['[OPTION] [COMMAND [ARG]...]'],
  summary: 'Run COMMAND with an adjusted niceness. The scheduler here treats all alike.',
  options: [{ short: 'n', long: 'adjustment', argument: 'N', help: 'add integer N to the niceness (default 10)' }, ...'0123456789'.split('').map((short) => ({ short }))],
  usageExit: 125,
  stopAtOperand: true,
  *run(t) {
    if (t.operands.length === 0) {
      yield* t.print('0\n');
      return 0;
    }
    const given = t.value('adjustment');
    if (given !== undefined && !/^[-+]?\d+$/.test(given)) return yield* t.fail(`invalid adjustment ‘${given}’`, 125);
    return yield* runCommand(t, t.operands);
  },
});
