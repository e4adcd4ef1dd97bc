/** The lists of systemctl: units, unit files and sockets. */
import type { Sys } from '../../kernel/sys.ts';
import type { Tool } from '../tool.ts';
import { control, notBooted } from './control.ts';
import { isEnabled, loadUnit, serviceOf, setting, unitName, words } from './unit.ts';

/** `list-units` and (`files`) `list-unit-files`, of `--type` and of the names that the operands match. */
export function* list(t: Tool, files: boolean): Sys<number> {
  const reply = yield* control(t.proc, { verb: 'list', unit: '', uid: t.proc.credentials.uid });
  if (!reply) return yield* notBooted(t);
  const rows = (reply.units ?? []).filter((unit) => isWanted(t, unit.name) && (files || t.has('all') || unit.active !== 'inactive')).map((unit) => {
    const loaded = loadUnit(t.proc.fs, unit.name);
    return files
      ? [unit.name, loaded && isEnabled(t.proc.fs, loaded) ? 'enabled' : 'disabled', 'enabled']
      : [unit.name, 'loaded', unit.active, unit.sub, (loaded && setting(loaded, 'Unit', 'Description')) ?? ''];
  });
  const heading = files ? ['UNIT FILE', 'STATE', 'PRESET'] : ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'];
  yield* printTable(t, heading, rows, files ? '' : '  ');
  if (!t.has('no-legend')) yield* t.print(`\n${rows.length} ${files ? 'unit files' : 'loaded units'} listed.\n`);
  return 0;
}

/** `list-sockets`: what is listened on, and for which service. */
export function* listSockets(t: Tool): Sys<number> {
  const reply = yield* control(t.proc, { verb: 'list', unit: '', uid: t.proc.credentials.uid });
  if (!reply) return yield* notBooted(t);
  const rows = (reply.units ?? []).filter((unit) => unit.name.endsWith('.socket') && (t.has('all') || unit.active === 'active')).flatMap(({ name }) => {
    const unit = loadUnit(t.proc.fs, name);
    return unit ? words(unit, 'Socket', 'ListenStream').map((address) => [address, name, serviceOf(unit)]) : [];
  });
  yield* printTable(t, ['LISTEN', 'UNIT', 'ACTIVATES'], rows, '');
  if (!t.has('no-legend')) yield* t.print(`\n${rows.length} sockets listed.\n${t.has('all') ? '' : 'Pass --all to see loaded but inactive sockets, too.\n'}`);
  return 0;
}

function isWanted(t: Tool, name: string): boolean {
  const type = t.value('type');
  const patterns = t.operands.slice(1).map(unitPattern);
  return (type === undefined || type.split(',').some((each) => name.endsWith(`.${each}`))) && (patterns.length === 0 || patterns.some((pattern) => pattern.test(name)));
}

function unitPattern(glob: string): RegExp {
  const text = /[*?]/.test(glob) ? glob : unitName(glob);
  return new RegExp(`^${text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function* printTable(t: Tool, heading: readonly string[], rows: readonly (readonly string[])[], indent: string): Sys<void> {
  const table = t.has('no-legend') ? rows : [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(0, ...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) yield* t.print(`${indent}${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join(' ')}\n`);
}
