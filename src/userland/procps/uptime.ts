import { strftime } from '../dates.ts';
import { tool } from '../tool.ts';
import { uptimeSeconds } from './process-list.ts';

export const uptime = tool({
  name: 'uptime',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options]'],
  summary: 'Tell how long the system has been running.',
  options: [{ short: 'p', long: 'pretty', help: 'show uptime in pretty format' }, { short: 's', long: 'since', help: 'system up since' }],
  *run(t) {
    const seconds = Math.floor(uptimeSeconds(t.proc));
    const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
    if (t.has('since')) yield* t.print(`${strftime('%Y-%m-%d %H:%M:%S', t.proc.realtime() - BigInt(seconds) * 1_000_000_000n)}\n`);
    else if (t.has('pretty')) {
      const part = (count: number, name: string): string[] => (count > 0 ? [`${count} ${name}${count === 1 ? '' : 's'}`] : []);
      yield* t.print(`up ${[...part(days, 'day'), ...part(hours, 'hour'), ...part(minutes, 'minute')].join(', ') || '0 minutes'}\n`);
    } else {
      const load = t.proc.readText('/proc/loadavg').split(' ').slice(0, 3).join(', ');
      const up = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`}`;
      yield* t.print(` ${strftime('%H:%M:%S', t.proc.realtime())} up ${up},  1 user,  load average: ${load}\n`);
    }
    return 0;
  },
});
