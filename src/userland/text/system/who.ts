import { strftime } from '../../dates.ts';
import { uptimeSeconds } from '../../procps/process-list.ts';
import { tool } from '../../tool.ts';
import { sessions } from './sessions.ts';

export const who = tool({
  name: 'who',
  synopsis: ['[OPTION]... [ FILE | ARG1 ARG2 ]'],
  summary: 'Print information about users who are currently logged in.',
  options: [{ short: 'a', long: 'all' }, { short: 'b', long: 'boot', help: 'time of last system boot' }, { short: 'H', long: 'heading', help: 'print line of column headings' }, { short: 'q', long: 'count', help: 'all login names and number of users logged on' }, { short: 'm', help: 'only hostname and user associated with stdin' }, { short: 'u', long: 'users' }],
  *run(t) {
    const boot = t.proc.realtime() - BigInt(Math.round(uptimeSeconds(t.proc) * 1e9));
    const list = sessions(t.proc);
    if (t.has('boot')) {
      yield* t.print(`         system boot  ${strftime('%Y-%m-%d %H:%M', boot)}\n`);
      return 0;
    }
    if (t.has('count')) {
      yield* t.print(`${list.map((each) => each.user).join(' ')}\n# users=${list.length}\n`);
      return 0;
    }
    if (t.has('heading')) yield* t.print('NAME     LINE         TIME             COMMENT\n');
    for (const { user, tty, leader } of list) yield* t.print(`${user.padEnd(8)} ${tty.padEnd(12)} ${strftime('%Y-%m-%d %H:%M', boot + BigInt(Math.round(leader.start * 1e9)))}\n`);
    return 0;
  },
});
