import { tool } from '../../tool.ts';

export const sync = tool({
  name: 'sync',
  synopsis: ['[OPTION] [FILE]...'],
  summary: 'Synchronize cached writes to persistent storage.',
  options: [{ short: 'd', long: 'data' }, { short: 'f', long: 'file-system' }],
  *run(t) {
    for (const name of t.operands) if (!t.proc.fs.exists(name)) yield* t.fail(`error opening '${name}': No such file or directory`);
    return t.exit;
  },
});
