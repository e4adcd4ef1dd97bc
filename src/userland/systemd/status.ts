/** `systemctl status`: a unit's state, what triggers it or is triggered by it, its process and its last lines in the journal. */
import type { Sys } from '../../kernel/sys.ts';
import { humanDuration, strftime } from '../dates.ts';
import type { Tool } from '../tool.ts';
import { control, notBooted, query } from './control.ts';
import { JOURNAL, readJournal } from './journal.ts';
import type { UnitStatus } from './protocol.ts';
import { isEnabled, loadUnit, serviceOf, setting, socketsOf, words } from './unit.ts';

const DOTS: Readonly<Record<UnitStatus['active'], string>> = { active: '●', inactive: '○', failed: '×', activating: '●', deactivating: '●' };

/** Prints it, and sets the exit code as systemctl(1) says: 3 when the unit is not active, 4 when there is none. */
export function* status(t: Tool, name: string): Sys<void> {
  const unit = loadUnit(t.proc.fs, name);
  if (!unit) {
    yield* t.out.flush();
    yield* t.proc.write(2, `Unit ${name} could not be found.\n`);
    t.exit = 4;
    return;
  }
  const reply = yield* control(t.proc, { verb: 'status', unit: name, uid: t.proc.credentials.uid });
  const state = reply?.units?.[0];
  if (!state) {
    t.exit = yield* notBooted(t);
    return;
  }
  const enabled = isEnabled(t.proc.fs, unit) ? 'enabled' : 'disabled';
  yield* t.print(`${DOTS[state.active]} ${name} - ${setting(unit, 'Unit', 'Description') ?? name}\n     Loaded: loaded (${unit.fragment}; ${enabled}; preset: enabled)\n`);
  if (unit.dropIns.length > 0) yield* t.print(`    Drop-In: ${unit.dropIns[0]?.replace(/\/[^/]*$/, '')}\n             └─${unit.dropIns.map((path) => path.slice(path.lastIndexOf('/') + 1)).join(', ')}\n`);
  const since = BigInt(state.since);
  const detail = state.active === 'failed' ? ` (Result: ${state.result})` : ` (${state.sub})`;
  const when = since === 0n ? '' : ` since ${strftime('%a %Y-%m-%d %H:%M:%S UTC', since)}; ${humanDuration(Number((t.proc.realtime() - since) / 1_000_000_000n))} ago`;
  yield* t.print(`     Active: ${state.active}${detail}${when}\n`);
  const [label, others] = name.endsWith('.socket') ? ['   Triggers:', [serviceOf(unit)]] : ['TriggeredBy:', socketsOf(t.proc.fs, name)];
  for (const [i, other] of others.entries()) yield* t.print(`${i === 0 ? label : ' '.repeat(label.length)} ${DOTS[(yield* query(t.proc, other)).active]} ${other}\n`);
  const documentation = setting(unit, 'Unit', 'Documentation');
  if (documentation) yield* t.print(`       Docs: ${documentation}\n`);
  for (const [i, address] of words(unit, 'Socket', 'ListenStream').entries()) yield* t.print(`${i === 0 ? '     Listen:' : ' '.repeat(12)} ${address} (Stream)\n`);
  if (state.pid > 0) {
    const command = t.proc.fs.exists(`/proc/${state.pid}/cmdline`) ? t.proc.readText(`/proc/${state.pid}/cmdline`).replaceAll('\0', ' ').trim() : '';
    const executable = command.split(' ')[0] ?? '';
    yield* t.print(`   Main PID: ${state.pid} (${executable.slice(executable.lastIndexOf('/') + 1)})\n     CGroup: /system.slice/${name}\n             └─${state.pid} ${command}\n`);
  } else if (state.exit !== '') {
    yield* t.print(`    Process: ExecStart=${setting(unit, 'Service', 'ExecStart') ?? ''} (${state.exit})\n`);
  }
  if (!t.proc.access(JOURNAL, 4)) {
    yield* t.print('\n');
    yield* t.out.flush();
    yield* t.proc.write(2, 'Warning: some journal files were not opened due to insufficient permissions.\n');
    if (state.active !== 'active') t.exit = 3;
    return;
  }
  const lines = Number(t.value('lines') ?? 10);
  const identifier = (setting(unit, 'Service', 'ExecStart') ?? '').split(' ')[0]?.split('/').at(-1);
  const journal = readJournal(t.proc).filter((entry) => entry.identifier === identifier || entry.message.includes(name)).slice(-lines);
  if (journal.length > 0) yield* t.print('\n');
  for (const entry of journal) yield* t.print(`${strftime('%b %d %H:%M:%S', BigInt(entry.time))} ${t.proc.uts.hostname} ${entry.identifier}[${entry.pid}]: ${entry.message}\n`);
  if (state.active !== 'active') t.exit = 3;
}
