import { strftime } from '../../dates.ts';
import { uptimeSeconds } from '../../procps/process-list.ts';
import { tool } from '../../tool.ts';
import { sessions } from './sessions.ts';

export const w = tool({
  name: 'w',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options]'],
  summary: 'Show who is logged on and what they are doing.',
  options: [{ short: 'h', long: 'no-header', help: 'do not print header' }, { short: 's', long: 'short', help: 'short format' }],
  *run(t) {
    const uptime = uptimeSeconds(t.proc);
    const boot = t.proc.realtime() - BigInt(Math.round(uptime * 1e9));
    const list = sessions(t.proc);
    const hours = Math.floor(uptime / 3600) % 24;
    const minutes = Math.floor(uptime / 60) % 60;
    const days = Math.floor(uptime / 86400);
    const up = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`}`;
    if (!t.has('no-header')) {
      yield* t.print(` ${strftime('%H:%M:%S', t.proc.realtime())} up ${up},  ${list.length} user${list.length === 1 ? '' : 's'},  load average: ${t.proc.readText('/proc/loadavg').split(' ').slice(0, 3).join(', ')}\n`);
      yield* t.print('USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n');
    }
    for (const { user, tty, leader, foreground } of list) yield* t.print(`${user.padEnd(8)} ${tty.padEnd(8)} ${'-'.padEnd(16)} ${strftime('%H:%M', boot + BigInt(Math.round(leader.start * 1e9)))}    0.00s  ${leader.cpu.toFixed(2)}s  ${foreground.cpu.toFixed(2)}s ${foreground.command}\n`);
    return 0;
  },
});
