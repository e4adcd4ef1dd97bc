/** What prints functions is loaded when one is first printed. */
import { Deferred } from '../kernel/deferred.ts';
import type { Proc, Sys } from '../kernel/sys.ts';
import type { ShellFunction } from './shell.ts';

const printer = new Deferred(() => import('./print-function.ts'));

/** The definitions with a newline at the end of each. */
export function* functionText(proc: Proc, functions: Iterable<ShellFunction>): Sys<string> {
  const { printFunction } = yield* printer.of(proc);
  return [...functions].map(printFunction).join('');
}
