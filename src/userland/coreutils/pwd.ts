import { tool } from '../tool.ts';

export const pwd = tool({
  name: 'pwd',
  synopsis: ['[OPTION]...'],
  summary: 'Print the full filename of the current working directory.',
  options: [
    { short: 'L', long: 'logical', help: 'use PWD from environment, even if it contains symlinks' },
    { short: 'P', long: 'physical', help: 'avoid all symlinks' },
  ],
  *run(t) {
    const logical = t.options.last('logical', 'physical') === 'logical' ? t.proc.env.get('PWD') : undefined;
    yield* t.print(`${logical ?? t.proc.fs.realpath('.')}\n`);
    return 0;
  },
});
