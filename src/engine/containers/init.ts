/** docker-init (tini): runs the command as its child, forwards signals to it, reaps what is left behind and ends as the command did. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { signalNumber } from '../../kernel/signals.ts';
import type { Signal } from '../../kernel/signals.ts';

const FORWARDED: readonly Signal[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGTERM', 'SIGWINCH', 'SIGPWR'];

/** The main of the first process of a container with --init. */
export function* dockerInit(proc: Proc, path: string, argv: readonly string[]): Sys<number> {
  let child = 0;
  for (const signal of FORWARDED) {
    proc.sigaction(signal, function* (received) {
      if (child === 0) return;
      try {
        proc.kill(child, received);
      } catch (error) {
        if (!isSysError(error, 'ESRCH')) throw error;
      }
    });
  }
  try {
    child = yield* proc.spawn({ path, argv, pgid: 0, ...(proc.isatty(0) ? { foreground: 0 } : {}), defaultSignals: FORWARDED });
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `[FATAL tini (${proc.pid})] exec ${path} failed: ${error.message}\n`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
  for (;;) {
    const status = yield* proc.wait(-1);
    if (!status || status.pid !== child) continue;
    if (status.kind === 'exited') return status.code;
    if (status.kind === 'signaled') return 128 + signalNumber(status.signal);
  }
}
