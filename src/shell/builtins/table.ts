/** The builtins of each shell. Adding one is adding it to the list of its file. */
import { ALIASES } from './alias.ts';
import { CONTROL } from './control.ts';
import { DECLARE } from './declare.ts';
import { DIRECTORY } from './directory.ts';
import { ECHO } from './echo.ts';
import { HISTORY } from './history.ts';
import { JOBS } from './jobs.ts';
import { LOOKUP } from './lookup.ts';
import { PRINTF } from './printf.ts';
import { READ } from './read.ts';
import { SETTINGS } from './settings.ts';
import { SYSTEM } from './system.ts';
import { TEST } from './test.ts';
import { HELP } from './help.ts';
import type { Shell, Dialect } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Assignment } from '../parse.ts';

/** A builtin: `words` begin with its name; `declared` are the assignments among the words by index (`declare a=(1 2)`). */
export interface Builtin {
  readonly name: string;
  /** One line for `help` and for errors in its options. */
  readonly usage: string;
  /** Shells that have it; all by default. */
  readonly shells?: readonly Dialect[];
  run(sh: Shell, words: readonly string[], declared: ReadonlyMap<number, Assignment> | undefined): Sys<number>;
}

const ALL = new Map<string, Builtin>();
for (const list of [ALIASES, CONTROL, DECLARE, DIRECTORY, ECHO, HISTORY, JOBS, LOOKUP, PRINTF, READ, SETTINGS, SYSTEM, TEST, HELP]) {
  for (const builtin of list) ALL.set(builtin.name, builtin);
}

/** The builtin of that name in this shell, unless `enable -n` turned it off. */
export function findBuiltin(sh: Shell, name: string, evenDisabled = false): Builtin | undefined {
  const builtin = ALL.get(name);
  if (builtin === undefined || (builtin.shells && !builtin.shells.includes(sh.dialect))) return undefined;
  return sh.disabledBuiltins.has(name) && !evenDisabled ? undefined : builtin;
}

/** Names in order. */
export function builtinNames(sh: Shell): string[] {
  return [...ALL.keys()].filter((name) => findBuiltin(sh, name, true)).sort();
}
