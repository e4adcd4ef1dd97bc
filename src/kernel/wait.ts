/** wait4(2). */
import type { Proc, Sys, WaitOptions, WaitStatus } from './sys.ts';
import type { Process } from './process.ts';
import { SysError } from './errno.ts';
import { reap } from './lifecycle.ts';

/**
 * The next change of a child that `selector` chooses (as in `Proc.wait`): its end (which reaps it), and, when asked for, its being stopped
 * or continued. Blocks unless `nohang`. ECHILD when no such child exists.
 */
export function* waitFor(process: Process, proc: Proc, selector: number, options: WaitOptions): Sys<WaitStatus | undefined> {
  for (;;) {
    let last: Process | undefined;
    for (const child of candidates(process, selector)) {
      last = child;
      const status = collect(process, child, options);
      if (status !== undefined) return status;
    }
    if (last === undefined) throw new SysError('ECHILD');
    if (options.nohang) return undefined;
    yield* proc.block([selector > 0 ? last.changeQueue : process.childQueue]);
  }
}

function candidates(process: Process, selector: number): Iterable<Process> {
  const ns = process.pidNamespace;
  if (selector === -1) return process.children;
  if (selector > 0) {
    const child = ns.processes.get(selector);
    return child?.parent === process ? [child] : [];
  }
  return [...process.children].filter((child) => (selector === 0 ? child.group === process.group : child.group.id.in(ns) === -selector));
}

function collect(process: Process, child: Process, options: WaitOptions): WaitStatus | undefined {
  const pid = child.pid.in(process.pidNamespace);
  if (child.zombie) {
    reap(child);
    return { ...(child.exitStatus as WaitStatus), pid };
  }
  const { change } = child;
  if (change === undefined) return undefined;
  if (change.kind === 'stopped' ? options.untraced : options.continued) {
    child.change = undefined;
    return { ...change, pid };
  }
  return undefined;
}
