/** The programs of a machine: the table of src, and the multi-call binaries over it. Modules once loaded are shared by all machines. */
import { loadDeferred } from '../kernel/deferred.ts';
import type { Program } from '../kernel/sys.ts';
import type { ProgramTable } from '../kernel/exec.ts';
import { busybox } from './busybox.ts';
import { PROGRAMS } from './program-table.ts';

const loaded = new Map<string, Program>();

/** The table for a new kernel: programs that were loaded before are there at once. `own` are those of one machine. */
export function programTable(own: Iterable<readonly [name: string, program: Program | (() => Promise<Program>)]> = []): ProgramTable {
  const table = new Map<string, Program | (() => Promise<Program>)>();
  for (const [name, load] of PROGRAMS) {
    table.set(name, loaded.get(name) ?? (async () => {
      const program = await load();
      loaded.set(name, program);
      return program;
    }));
  }
  table.set('busybox', busybox(table));
  for (const [name, program] of own) table.set(name, program);
  return table;
}

/** Loads programs and their deferred parts ahead of their first run; all without names. */
export async function preloadPrograms(...names: string[]): Promise<void> {
  await Promise.all(PROGRAMS.filter(([name]) => names.length === 0 || names.includes(name)).map(async ([name, load]) => void loaded.set(name, await load())));
  await loadDeferred();
}
