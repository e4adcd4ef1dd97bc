import { runCommand } from '../../run-command.ts';
import { tool } from '../../tool.ts';

/** Programs here write lines as they come, so the buffering that is asked for is what they do anyway. */
export const stdbuf = tool({
  name: 'stdbuf',
  synopsis: ['OPTION... COMMAND'],
  summary: 'Run COMMAND, with modified buffering operations for its standard streams.',
  options: [{ short: 'i', long: 'input', argument: 'MODE' }, { short: 'o', long: 'output', argument: 'MODE' }, { short: 'e', long: 'error', argument: 'MODE' }],
  usageExit: 125,
  stopAtOperand: true,
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand', 125);
    if (t.options.given.length === 0) return yield* t.usage('you must specify a buffering mode option', 125);
    return yield* runCommand(t, t.operands);
  },
});
