/** How a child of the daemon ended, as a number. */
import { isSysError } from '../../kernel/errno.ts';
import { signalNumber } from '../../kernel/signals.ts';
import type { Proc, Sys, WaitStatus } from '../../kernel/sys.ts';

/** 128 + n for a signal, as a shell counts. */
function exitCodeOf(status: WaitStatus | undefined): number {
  if (status?.kind === 'exited') return status.code;
  if (status?.kind === 'signaled') return 128 + signalNumber(status.signal);
  return 255;
}

/** Waits for a child's end. What was killed with its pid namespace may be gone without a trace: it was SIGKILL. */
export function* waitChild(proc: Proc, pid: number): Sys<number> {
  try {
    return exitCodeOf(yield* proc.wait(pid));
  } catch (error) {
    if (!isSysError(error, 'ECHILD')) throw error;
    return 128 + signalNumber('SIGKILL');
  }
}
