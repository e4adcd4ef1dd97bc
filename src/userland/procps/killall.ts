import { isSysError } from '../../kernel/errno.ts';
import { parseSignal } from '../../kernel/signals.ts';
import { tool } from '../tool.ts';
import { processes } from './process-list.ts';

export const killall = tool({
  name: 'killall',
  package: 'PSmisc 23.6',
  synopsis: ['[OPTION]... [--] NAME...'],
  summary: 'Kill processes by name.',
  options: [{ short: 's', long: 'signal', argument: 'SIGNAL', help: 'send this signal instead of SIGTERM' }, { short: 'q', long: 'quiet', help: "don't print complaints" }, { short: 'v', long: 'verbose', help: 'report if the signal was successfully sent' }, ...'123456789'.split('').map((short) => ({ short }))],
  *run(t) {
    const digits = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const signal = parseSignal(t.value('signal') ?? (digits || 'TERM'));
    if (!signal) return yield* t.fail(`${t.value('signal')}: unknown signal; killall -l lists signals.`);
    for (const name of t.operands) {
      const found = processes(t.proc).filter((entry) => entry.comm === name && entry.pid !== t.proc.pid);
      if (found.length === 0 && !t.has('quiet')) yield* t.fail(`${name}: no process found`);
      for (const entry of found) {
        try {
          t.proc.kill(entry.pid, signal);
        } catch (error) {
          if (!isSysError(error)) throw error;
          yield* t.fail(`${name}(${entry.pid}): ${error.message}`);
        }
      }
    }
    return t.exit;
  },
});
