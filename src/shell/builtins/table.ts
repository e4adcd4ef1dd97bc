/** The builtins of each shell. Adding one is adding it to the list of its file; what few lines use is named in `LATER` too. */
import { Deferred } from '../../kernel/deferred.ts';
import { ALIASES } from './alias.ts';
import { CONTROL } from './control.ts';
import { DECLARE } from './declare.ts';
import { DIRECTORY } from './directory.ts';
import { ECHO } from './echo.ts';
import { SET } from './set.ts';
import { TEST } from './test.ts';
import type { Shell, Dialect } from '../shell.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
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

/** Builtins that are loaded when one of their file is first run. */
const LATER: readonly (readonly [names: readonly string[], load: () => Promise<readonly Builtin[]>, shells?: readonly Dialect[]])[] = [
  [['history'], () => import('./history.ts').then((module) => module.HISTORY), ['bash', 'ash']],
  [['fc'], () => import('./history.ts').then((module) => module.HISTORY), ['bash']],
  [['help'], () => import('./help.ts').then((module) => module.HELP), ['bash', 'ash']],
  [['jobs', 'fg', 'bg', 'wait', 'kill'], () => import('./jobs.ts').then((module) => module.JOBS)],
  [['disown', 'suspend'], () => import('./jobs.ts').then((module) => module.JOBS), ['bash']],
  [['type', 'command'], () => import('./lookup.ts').then((module) => module.LOOKUP)],
  [['builtin'], () => import('./lookup.ts').then((module) => module.LOOKUP), ['bash']],
  [['complete', 'compgen', 'compopt', 'bind'], () => import('./programmable.ts').then((module) => module.PROGRAMMABLE), ['bash']],
  [['printf'], () => import('./printf.ts').then((module) => module.PRINTF)],
  [['pushd', 'popd', 'dirs'], () => import('./directory-stack.ts').then((module) => module.DIRECTORY_STACK), ['bash']],
  [['read', 'getopts'], () => import('./read.ts').then((module) => module.READ)],
  [['mapfile', 'readarray'], () => import('./read.ts').then((module) => module.READ), ['bash']],
  [['umask', 'ulimit', 'hash'], () => import('./settings.ts').then((module) => module.SETTINGS)],
  [['enable'], () => import('./settings.ts').then((module) => module.SETTINGS), ['bash']],
  [['times'], () => import('./system.ts').then((module) => module.SYSTEM)],
  [['caller'], () => import('./system.ts').then((module) => module.SYSTEM), ['bash']],
];

const ALL = new Map<string, Builtin>();
const files: Deferred<readonly Builtin[]>[] = [];

function add(list: readonly Builtin[]): void {
  for (const builtin of list) ALL.set(builtin.name, builtin);
}

for (const list of [ALIASES, CONTROL, DECLARE, DIRECTORY, ECHO, SET, TEST]) add(list);
for (const [names, load, shells] of LATER) {
  const file = new Deferred(async () => {
    const list = await load();
    add(list);
    return list;
  });
  files.push(file);
  for (const name of names) {
    ALL.set(name, {
      name, usage: '', ...(shells && { shells }),
      *run(sh, words, declared) {
        yield* file.of(sh.proc);
        return yield* (ALL.get(name) as Builtin).run(sh, words, declared);
      },
    });
  }
}

/** Loads the builtins that were not used yet: their usage lines come with them. */
export function* loadBuiltins(proc: Proc): Sys<void> {
  for (const file of files) yield* file.of(proc);
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
