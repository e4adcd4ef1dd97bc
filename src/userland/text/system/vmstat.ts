import { memoryInfo, processes } from '../../procps/process-list.ts';
import { tool } from '../../tool.ts';

export const vmstat = tool({
  name: 'vmstat',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options] [delay [count]]'],
  summary: 'Report virtual memory statistics.',
  options: [{ short: 'w', long: 'wide' }, { short: 't', long: 'timestamp' }, { short: 'n', long: 'one-header' }],
  *run(t) {
    const [delay, count] = t.operands.map(Number);
    yield* t.print('procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n');
    for (let turn = 0; turn < (delay === undefined ? 1 : (count ?? Infinity)); turn++) {
      if (turn > 0) yield* t.proc.sleep((delay ?? 1) * 1e9);
      const memory = memoryInfo(t.proc);
      const running = processes(t.proc).filter((each) => each.state === 'R').length;
      yield* t.print(`${String(running).padStart(2)}  0 ${'0'.padStart(6)} ${String(memory['MemFree'] ?? 0).padStart(6)} ${String(memory['Buffers'] ?? 0).padStart(6)} ${String(memory['Cached'] ?? 0).padStart(6)}    0    0     0     0    0    0  0  0 100  0  0\n`);
      yield* t.out.flush();
    }
    return 0;
  },
});
