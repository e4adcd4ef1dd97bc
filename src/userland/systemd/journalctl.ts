import { strftime } from '../dates.ts';
import { parseDate } from '../parse-date.ts';
import { tool } from '../tool.ts';
import { readJournal } from './journal.ts';
import { loadUnit, setting, unitName } from './unit.ts';

export const journalctl = tool({
  name: 'journalctl',
  package: 'systemd 252',
  synopsis: ['[OPTIONS...] [MATCHES...]'],
  summary: 'Query the journal.',
  options: [
    { short: 'u', long: 'unit', argument: 'UNIT', help: 'Show logs from the specified unit' },
    { short: 'f', long: 'follow', help: 'Follow the journal' },
    { short: 'n', long: 'lines', argument: 'INTEGER', optional: true, help: 'Number of journal entries to show' },
    { short: 'e', long: 'pager-end', help: 'Immediately jump to the end in the pager' },
    { short: 'x', long: 'catalog', help: 'Add message explanations where available' },
    { short: 'r', long: 'reverse', help: 'Show the newest entries first' },
    { short: 'b', long: 'boot', argument: 'ID', optional: true, help: 'Show current boot or the specified boot' },
    { short: 'S', long: 'since', argument: 'DATE', help: 'Show entries not older than the specified date' },
    { short: 'U', long: 'until', argument: 'DATE', help: 'Show entries not newer than the specified date' },
    { short: 't', long: 'identifier', argument: 'STRING', help: 'Show entries with the specified syslog identifier' },
    { short: 'o', long: 'output', argument: 'STRING', help: 'Change journal output mode (short, cat)' },
    { short: 'q', long: 'quiet', help: 'Do not show info messages' },
    { long: 'no-pager', help: 'Do not pipe output into a pager' },
  ],
  *run(t) {
    const { proc } = t;
    if (proc.credentials.uid !== 0 && !proc.credentials.groups.includes(4)) {
      yield* proc.write(2, 'Hint: You are currently not seeing messages from other users and the system.\n      Users in groups \'adm\', \'systemd-journal\' can see all messages.\n');
      yield* t.print('No journal files were opened due to insufficient permissions.\n');
      return 1;
    }
    const units = t.options.values('unit').map(unitName);
    const identifiers = units.map((name) => {
      const unit = loadUnit(proc.fs, name);
      return (unit && setting(unit, 'Service', 'ExecStart')?.split(' ')[0]?.split('/').at(-1)) ?? name;
    });
    const tag = t.value('identifier');
    const since = t.value('since');
    const until = t.value('until');
    const from = since === undefined ? undefined : parseDate(since.replace(/^-(.*)/, '$1 ago'), proc.realtime());
    const to = until === undefined ? undefined : parseDate(until.replace(/^-(.*)/, '$1 ago'), proc.realtime());
    const chosen = (entry: { time: string; identifier: string; message: string }): boolean =>
      (units.length === 0 || identifiers.includes(entry.identifier) || (entry.identifier === 'systemd' && units.some((name) => entry.message.includes(name)))) &&
      (tag === undefined || entry.identifier === tag) && (from === undefined || BigInt(entry.time) >= from) && (to === undefined || BigInt(entry.time) <= to);
    let shown = 0;
    const limit = t.has('lines') ? Number(t.value('lines') ?? 10) : t.has('follow') ? 10 : Number.POSITIVE_INFINITY;
    let first = true;
    for (;;) {
      const all = readJournal(proc);
      let entries = all.slice(shown).filter(chosen);
      shown = all.length;
      if (first && Number.isFinite(limit)) entries = entries.slice(-limit);
      if (t.has('reverse')) entries.reverse();
      if (first && entries.length === 0 && !t.has('quiet')) yield* t.print('-- No entries --\n');
      first = false;
      for (const entry of entries) {
        yield* t.print(t.value('output') === 'cat' ? `${entry.message}\n` : `${strftime('%b %d %H:%M:%S', BigInt(entry.time))} ${proc.uts.hostname} ${entry.identifier}[${entry.pid}]: ${entry.message}\n`);
      }
      yield* t.out.flush();
      if (!t.has('follow')) return 0;
      yield* proc.sleep(250_000_000);
    }
  },
});
