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
    let any = false;
    for (const child of process.children) {
      if (!selected(process, child, selector)) continue;
      any = true;
      const status = collect(process, child, options);
      if (status !== undefined) return status;
    }
    if (!any) throw new SysError('ECHILD');
    if (options.nohang) return undefined;
    yield* proc.block([process.childQueue]);
  }
}

function selected(process: Process, child: Process, selector: number): boolean {
  const ns = process.pidNamespace;
  if (selector === -1) return true;
  if (selector > 0) return child.pid.in(ns) === selector;
  if (selector === 0) return child.group === process.group;
  return child.group.id.in(ns) === -selector;
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
