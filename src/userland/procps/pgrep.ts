import { isSysError } from '../../kernel/errno.ts';
import { parseSignal } from '../../kernel/signals.ts';
import type { Program } from '../../kernel/sys.ts';
import type { Option } from '../options.ts';
import { findUser } from '../accounts.ts';
import { tool, type Tool } from '../tool.ts';
import { processes, type ProcessEntry } from './process-list.ts';

const OPTIONS: readonly Option[] = [
  { short: 'f', long: 'full', help: 'use full process name to match' },
  { short: 'x', long: 'exact', help: 'match exactly with the command name' },
  { short: 'n', long: 'newest', help: 'select most recently started' },
  { short: 'o', long: 'oldest', help: 'select least recently started' },
  { short: 'P', long: 'parent', argument: 'PPID', help: 'match only child processes of the given parent' },
  { short: 'u', long: 'euid', argument: 'ID', help: 'match by effective IDs' },
  { short: 'v', long: 'inverse', help: 'negates the matching' },
  { short: 'i', long: 'ignore-case', help: 'match case insensitively' },
];

/** Processes that the pattern and the options choose, never the caller. */
function chosen(t: Tool): ProcessEntry[] {
  const pattern = t.operands[0];
  const source = pattern === undefined ? undefined : new RegExp(t.has('exact') ? `^(?:${pattern})$` : pattern, t.has('ignore-case') ? 'i' : '');
  const parents = t.options.values('parent').flatMap((value) => value.split(',')).map(Number);
  const owners = t.options.values('euid').flatMap((value) => value.split(',')).map((name) => findUser(t.proc.fs, name)?.uid ?? Number(name));
  const found = processes(t.proc).filter((entry) => {
    if (entry.pid === t.proc.pid) return false;
    const match = (source === undefined || source.test(t.has('full') ? entry.command : entry.comm)) && (parents.length === 0 || parents.includes(entry.ppid)) && (owners.length === 0 || owners.includes(entry.uid));
    return match !== t.has('inverse');
  });
  if (t.has('newest')) return found.slice(-1);
  return t.has('oldest') ? found.slice(0, 1) : found;
}

export const pgrep: Program = tool({
  name: 'pgrep',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options] <pattern>'],
  summary: 'Look up processes by name and other attributes.',
  usageExit: 2,
  options: [...OPTIONS, { short: 'l', long: 'list-name', help: 'list PID and process name' }, { short: 'a', long: 'list-full', help: 'list PID and full command line' }, { short: 'c', long: 'count', help: 'count of matching processes' }, { short: 'd', long: 'delimiter', argument: 'STRING', help: 'specify output delimiter' }],
  *run(t) {
    if (t.operands.length === 0 && !t.has('parent') && !t.has('euid')) return yield* t.usage('no matching criteria specified', 2);
    const found = chosen(t);
    if (t.has('count')) yield* t.print(`${found.length}\n`);
    else if (found.length > 0) yield* t.print(`${found.map((entry) => (t.has('list-full') ? `${entry.pid} ${entry.command}` : t.has('list-name') ? `${entry.pid} ${entry.comm}` : String(entry.pid))).join(t.value('delimiter') ?? '\n')}\n`);
    return found.length > 0 ? 0 : 1;
  },
});

export const pkill: Program = tool({
  name: 'pkill',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options] <pattern>'],
  summary: 'Signal processes by name and other attributes.',
  usageExit: 2,
  options: [...OPTIONS, { long: 'signal', argument: 'SIGNAL', help: 'signal to send (either number or name)' }, { short: 'e', long: 'echo', help: 'display what is killed' }, ...'123456789'.split('').map((short) => ({ short })), { short: 'H' }, { short: 'T' }, { short: 'K' }],
  *run(t) {
    const digits = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const letter = t.has('H') ? 'HUP' : t.has('K') ? 'KILL' : 'TERM';
    const signal = parseSignal(t.value('signal') ?? (digits || letter));
    if (!signal) return yield* t.usage(`unknown signal name`, 2);
    if (t.operands.length === 0 && !t.has('parent') && !t.has('euid')) return yield* t.usage('no matching criteria specified', 2);
    let killed = 0;
    for (const entry of chosen(t)) {
      try {
        t.proc.kill(entry.pid, signal);
        killed++;
        if (t.has('echo')) yield* t.print(`${entry.comm} killed (pid ${entry.pid})\n`);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.warn(`killing pid ${entry.pid} failed: ${error.message}`);
      }
    }
    return killed > 0 ? 0 : 1;
  },
});
