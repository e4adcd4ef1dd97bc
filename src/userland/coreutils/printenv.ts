import { tool } from '../tool.ts';

export const printenv = tool({
  name: 'printenv',
  synopsis: ['[OPTION]... [VARIABLE]...'],
  summary: 'Print the values of the specified environment VARIABLE(s).',
  options: [{ short: '0', long: 'null', help: 'end each output line with NUL, not newline' }],
  usageExit: 2,
  *run(t) {
    const end = t.has('null') ? '\0' : '\n';
    if (t.operands.length === 0) for (const [name, value] of t.proc.env) yield* t.print(`${name}=${value}${end}`);
    let missing = false;
    for (const name of t.operands) {
      const value = t.proc.env.get(name);
      if (value === undefined) missing = true;
      else yield* t.print(`${value}${end}`);
    }
    return missing ? 1 : 0;
  },
});
