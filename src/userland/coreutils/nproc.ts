import { tool } from '../tool.ts';

export const nproc = tool({
  name: 'nproc',
  synopsis: ['[OPTION]...'],
  summary: 'Print the number of processing units available to the current process,\nwhich may be less than the number of online processors',
  options: [{ long: 'all', help: 'print the number of installed processors' }, { long: 'ignore', argument: 'N', help: 'if possible, exclude N processing units' }],
  *run(t) {
    yield* t.print(`${Math.max(1, t.proc.host.facts.cpus - Number(t.value('ignore') ?? 0))}\n`);
    return 0;
  },
});
