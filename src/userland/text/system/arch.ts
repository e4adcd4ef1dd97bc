import { tool } from '../../tool.ts';

export const arch = tool({
  name: 'arch',
  synopsis: ['[OPTION]...'],
  summary: 'Print machine architecture.',
  options: [],
  *run(t) {
    yield* t.print(`${t.proc.host.facts.architecture}\n`);
    return 0;
  },
});
