import { humanSize } from '../human-size.ts';
import { tool } from '../tool.ts';
import { memoryInfo } from './process-list.ts';

export const free = tool({
  name: 'free',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options]'],
  summary: 'Display amount of free and used memory in the system.',
  options: [
    { short: 'b', long: 'bytes', help: 'show output in bytes' },
    { short: 'k', long: 'kibi', help: 'show output in kibibytes' },
    { short: 'm', long: 'mebi', help: 'show output in mebibytes' },
    { short: 'g', long: 'gibi', help: 'show output in gibibytes' },
    { short: 'h', long: 'human', help: 'show human-readable output' },
    { short: 't', long: 'total', help: 'show total for RAM + swap' },
    { short: 'w', long: 'wide', help: 'wide output' },
  ],
  *run(t) {
    const info = memoryInfo(t.proc);
    const kib = (name: string): number => info[name] ?? 0;
    const unit = t.options.last('bytes', 'kibi', 'mebi', 'gibi', 'human');
    const show = (value: number): string => (unit === 'human' ? `${humanSize(value * 1024)}${value > 0 ? 'i' : 'B'}` : String(unit === 'bytes' ? value * 1024 : Math.floor(value / (unit === 'mebi' ? 1024 : unit === 'gibi' ? 1024 ** 2 : 1))));
    const cache = kib('Buffers') + kib('Cached');
    const used = kib('MemTotal') - kib('MemFree') - cache;
    const row = (label: string, cells: readonly number[]): string => `${label.padEnd(8)}${cells.map((cell) => show(cell).padStart(12)).join('')}\n`;
    yield* t.print(`${' '.repeat(8)}${['total', 'used', 'free', 'shared', 'buff/cache', 'available'].map((heading) => heading.padStart(12)).join('')}\n`);
    yield* t.print(row('Mem:', [kib('MemTotal'), used, kib('MemFree'), kib('Shmem'), cache, kib('MemAvailable')]));
    const swapUsed = kib('SwapTotal') - kib('SwapFree');
    yield* t.print(row('Swap:', [kib('SwapTotal'), swapUsed, kib('SwapFree')]));
    if (t.has('total')) yield* t.print(row('Total:', [kib('MemTotal') + kib('SwapTotal'), used + swapUsed, kib('MemFree') + kib('SwapFree')]));
    return 0;
  },
});
