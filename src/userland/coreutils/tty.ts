import { tool } from '../tool.ts';

export const tty = tool({
  name: 'tty',
  synopsis: ['[OPTION]...'],
  summary: 'Print the file name of the terminal connected to standard input.',
  options: [{ short: 's', long: 'silent', help: 'print nothing, only return an exit status' }],
  *run(t) {
    const terminal = t.proc.isatty(0);
    if (!t.has('silent')) yield* t.print(`${terminal ? t.proc.file(0).description : 'not a tty'}\n`);
    return terminal ? 0 : 1;
  },
});
