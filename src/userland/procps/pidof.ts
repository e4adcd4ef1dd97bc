import { tool } from '../tool.ts';
import { processes } from './process-list.ts';

export const pidof = tool({
  name: 'pidof',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options] [program [...]]'],
  summary: 'Find the process ID of a running program.',
  options: [{ short: 's', long: 'single-shot', help: 'return one PID only' }, { short: 'x', help: 'also find shells running the named scripts' }],
  *run(t) {
    const names = t.operands;
    const found = processes(t.proc).filter((entry) => entry.pid !== t.proc.pid && names.some((name) => entry.comm === name || entry.argv[0] === name || entry.argv[0]?.endsWith(`/${name}`))).map((entry) => entry.pid).reverse();
    if (found.length > 0) yield* t.print(`${(t.has('single-shot') ? found.slice(0, 1) : found).join(' ')}\n`);
    return found.length > 0 ? 0 : 1;
  },
});
