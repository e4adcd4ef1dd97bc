/** history, fc */
import { readHistoryFile, writeHistoryFile } from '../history-file.ts';
import { strftime } from '../strftime.ts';
import { runText } from '../run/text.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';

function listing(sh: Shell, from: number): string {
  const format = sh.vars.get('HISTTIMEFORMAT');
  const stamp = format === undefined ? '' : strftime(format, sh.proc.realtime() / 1_000_000_000n, sh.vars.get('TZ'));
  return sh.history.lines.slice(Math.max(0, from)).map((line, i) => `${String(sh.history.base + Math.max(0, from) + i).padStart(5)}  ${stamp}${line}\n`).join('');
}

const history: Builtin = {
  name: 'history',
  usage: 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  shells: ['bash', 'ash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'cd:anrwps', history.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    const { lines } = sh.history;
    if (flags.has('c')) sh.history.clear();
    const offset = flags.get('d');
    if (offset !== undefined) {
      const index = Number(offset) < 0 ? lines.length + Number(offset) : Number(offset) - sh.history.base;
      if (!/^-?\d+$/.test(offset) || index < 0 || index >= lines.length) return yield* complain(sh, 'history', `${offset}: history position out of range`);
      lines.splice(index, 1);
      return 0;
    }
    if (flags.has('s')) {
      if (lines.length > 0) lines.pop();
      sh.history.add(rest.join(' '));
      return 0;
    }
    if (flags.has('w') || flags.has('a')) return writeHistoryFile(sh, rest[0], flags.has('a')) ? 0 : 1;
    if (flags.has('r') || flags.has('n')) return readHistoryFile(sh, rest[0]) ? 0 : 1;
    if (flags.size > 0) return 0;
    const count = rest[0];
    if (count !== undefined && !/^\d+$/.test(count)) return yield* complain(sh, 'history', `${count}: numeric argument required`);
    yield* sh.proc.write(1, listing(sh, count === undefined ? 0 : lines.length - Number(count)));
    return 0;
  },
};

const fc: Builtin = {
  name: 'fc',
  usage: 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
  shells: ['bash'],
  *run(sh, words) {
    // A number with a sign is a place in the list, not an option.
    const place = words.findIndex((word) => /^-\d+$/.test(word));
    const parsed = yield* parseOptions(sh, place < 0 ? words : [...words.slice(0, place), '--', ...words.slice(place)], 'e:lnrs', fc.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    // The fc command itself is the last line and does not count, unless it is the only one.
    const lines = sh.history.lines.slice(0, sh.interactive && sh.history.lines.length > 1 ? -1 : undefined);
    if (lines.length === 0 && flags.has('l')) return 0;
    const find = (spec: string): number => {
      if (/^-\d+$/.test(spec)) return lines.length + Number(spec);
      if (/^\d+$/.test(spec)) return Number(spec) - sh.history.base;
      return lines.findLastIndex((line) => line.startsWith(spec));
    };
    if (flags.has('s')) {
      const replace = rest.filter((word) => word.includes('='));
      const spec = rest.find((word) => !word.includes('='));
      let line = lines[spec === undefined ? lines.length - 1 : find(spec)];
      if (line === undefined) return yield* complain(sh, 'fc', 'no command found');
      for (const item of replace) line = line.replaceAll(item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1));
      yield* sh.proc.write(2, `${line}\n`);
      sh.history.lines.pop();
      sh.history.add(line);
      return yield* sh.proc.call(runText(sh, line, { name: sh.source.name }));
    }
    if (!flags.has('l')) return yield* complain(sh, 'fc', 'editing of commands is not simulated here, use fc -s or fc -l');
    const first = rest[0] === undefined ? Math.max(0, lines.length - 16) : find(rest[0]);
    const last = rest[1] === undefined ? lines.length - 1 : find(rest[1]);
    if (first < 0 || last < 0 || first >= lines.length) return yield* complain(sh, 'fc', 'history specification out of range');
    const shown = lines.slice(Math.min(first, last), Math.max(first, last) + 1).map((line, i) => `${flags.has('n') ? '' : sh.history.base + Math.min(first, last) + i}\t ${line}\n`);
    if (flags.has('r') || first > last) shown.reverse();
    yield* sh.proc.write(1, shown.join(''));
    return 0;
  },
};

export const HISTORY: readonly Builtin[] = [history, fc];
