import { tool } from '../../tool.ts';
import { memoryInfo } from '../../procps/process-list.ts';
import { strftime } from '../../dates.ts';
import { uptimeSeconds } from '../../procps/process-list.ts';

export const dmesg = tool({
  name: 'dmesg',
  package: 'util-linux 2.38.1',
  synopsis: ['[options]'],
  summary: 'Display or control the kernel ring buffer.',
  options: [{ short: 'T', long: 'ctime', help: 'show human-readable timestamp' }, { short: 't', long: 'notime', help: "don't show any timestamp with messages" }, { short: 'H', long: 'human' }, { short: 'w', long: 'follow' }, { short: 'k', long: 'kernel' }, { short: 'l', long: 'level', argument: 'list' }, { short: 'L', long: 'color', argument: 'when', optional: true }],
  *run(t) {
    if (t.proc.credentials.uid !== 0) return yield* t.fail('read kernel buffer failed: Operation not permitted');
    const total = memoryInfo(t.proc)['MemTotal'] ?? 0;
    const boot = t.proc.realtime() - BigInt(Math.round(uptimeSeconds(t.proc) * 1e9));
    const stamp = (seconds: string): string => (t.has('notime') ? '' : t.has('ctime') ? `[${strftime('%a %b %e %H:%M:%S %Y', boot)}] ` : `[${seconds.padStart(12)}] `);
    const cpus = (t.proc.readText('/proc/stat').match(/^cpu\d/gm) ?? []).length;
    for (const [seconds, line] of [['0.000000', t.proc.readText('/proc/version').trim()], ['0.000000', 'Drydock: a simulated kernel; it keeps no further log'], ['0.010000', `Memory: ${total}K available`], ['0.020000', `smp: Brought up 1 node, ${cpus} CPU${cpus === 1 ? '' : 's'}`]] as const) yield* t.print(`${stamp(seconds)}${line}\n`);
    return 0;
  },
});
