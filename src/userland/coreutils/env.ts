import { isSysError } from '../../kernel/errno.ts';
import { runCommand } from '../run-command.ts';
import { tool } from '../tool.ts';

export const env = tool({
  name: 'env',
  synopsis: ['[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]'],
  summary: 'Set each NAME to VALUE in the environment and run COMMAND.',
  options: [
    { short: 'i', long: 'ignore-environment', help: 'start with an empty environment' },
    { short: '0', long: 'null', help: 'end each output line with NUL, not newline' },
    { short: 'u', long: 'unset', argument: 'NAME', help: 'remove variable from the environment' },
    { short: 'C', long: 'chdir', argument: 'DIR', help: 'change working directory to DIR' },
    { short: 'S', long: 'split-string', argument: 'S', help: 'process and split S into separate arguments' },
  ],
  usageExit: 125,
  stopAtOperand: true,
  *run(t) {
    const operands = [...(t.value('split-string')?.trim().split(/\s+/) ?? []), ...t.operands];
    if (t.has('ignore-environment') || operands[0] === '-') t.proc.env.clear();
    if (operands[0] === '-') operands.shift();
    for (const name of t.options.values('unset')) t.proc.env.delete(name);
    while (operands[0]?.includes('=')) {
      const assignment = operands.shift() ?? '';
      const at = assignment.indexOf('=');
      t.proc.env.set(assignment.slice(0, at), assignment.slice(at + 1));
    }
    const directory = t.value('chdir');
    if (directory !== undefined) {
      try {
        t.proc.chdir(directory);
      } catch (error) {
        if (!isSysError(error)) throw error;
        return yield* t.fail(`cannot change directory to ‘${directory}’: ${error.message}`, 125);
      }
    }
    if (operands.length > 0) return yield* runCommand(t, operands);
    const end = t.has('null') ? '\0' : '\n';
    for (const [name, value] of t.proc.env) yield* t.print(`${name}=${value}${end}`);
    return 0;
  },
});
