import { tool } from '../tool.ts';

export const realpath = tool({
  name: 'realpath',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Print the resolved absolute file name;\nall but the last component must exist',
  options: [
    { short: 'e', long: 'canonicalize-existing', help: 'all components of the path must exist' },
    { short: 'm', long: 'canonicalize-missing', help: 'no path components need exist or be a directory' },
    { short: 'q', long: 'quiet', help: 'suppress most error messages' },
    { short: 's', long: 'strip', help: "don't expand symlinks" },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    for (const name of t.operands) {
      try {
        yield* t.print(`${t.proc.fs.realpath(name)}\n`);
      } catch (error) {
        if (t.has('quiet')) t.exit = 1;
        else yield* t.failed(name, error);
      }
    }
    return t.exit;
  },
});
