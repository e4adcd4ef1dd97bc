import { allowedCpus } from '../../kernel/cpu-list.ts';
import { tool } from '../tool.ts';

export const nproc = tool({
  name: 'nproc',
  synopsis: ['[OPTION]...'],
  summary: 'Print the number of processing units available to the current process,\nwhich may be less than the number of online processors',
  options: [{ long: 'all', help: 'print the number of installed processors' }, { long: 'ignore', argument: 'N', help: 'if possible, exclude N processing units' }],
  *run(t) {
    const { cpus } = t.proc.host.facts;
    const count = t.has('all') ? cpus : allowedCpus(t.proc.cgroup, cpus).length;
    yield* t.print(`${Math.max(1, count - Number(t.value('ignore') ?? 0))}\n`);
    return 0;
  },
});
