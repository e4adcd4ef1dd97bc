/** Job control at the start of an interactive shell: its own process group, the terminal, the signals it catches and ignores. */
import { isSysError } from '../kernel/errno.ts';
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Signal } from '../kernel/signals.ts';

const IGNORED: readonly Signal[] = ['SIGTERM', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

/** Takes the terminal; without one job control is off and bash says so. */
export function* startJobControl(sh: Shell): Sys<void> {
  const { proc } = sh;
  const catchInterrupt = (restart: boolean): void => proc.sigaction('SIGINT', function* () { sh.interrupted = true; }, { restart });
  sh.defaultDisposition = (signal) => {
    if (signal === 'SIGINT') return function* () { sh.interrupted = true; };
    return IGNORED.includes(signal) ? 'ignore' : 'default';
  };
  sh.setInterruptRestart = (restart) => {
    if (!sh.traps.has('SIGINT')) catchInterrupt(restart);
  };
  catchInterrupt(true);
  const fd = [0, 1, 2].find((candidate) => proc.fds().includes(candidate) && proc.isatty(candidate));
  try {
    if (fd === undefined) throw new NoTerminal();
    const own = proc.dup(fd, 255);
    proc.setCloseOnExec(own, true);
    sh.ownDescriptors.add(own);
    // A shell in the background waits until it is brought to the foreground.
    for (let tries = 0; proc.tcgetpgrp(own) !== proc.pgid && tries < 16; tries++) {
      proc.kill(0, 'SIGTTIN');
      yield* proc.step();
    }
    for (const signal of IGNORED) proc.sigaction(signal, 'ignore');
    if (proc.pgid !== proc.pid) proc.setpgid(0, proc.pid);
    proc.tcsetpgrp(own, proc.pgid);
    sh.terminal = own;
    sh.options.add('monitor');
  } catch (error) {
    if (!isSysError(error) && !(error instanceof NoTerminal)) throw error;
    sh.options.delete('monitor');
    for (const signal of ['SIGTERM', 'SIGQUIT'] as const) proc.sigaction(signal, 'ignore');
    if (sh.isBash) {
      yield* proc.write(2, `bash: cannot set terminal process group (${proc.pgid}): Inappropriate ioctl for device\nbash: no job control in this shell\n`);
    } else if (sh.dialect === 'dash') yield* proc.write(2, `${sh.name}: 0: can't access tty; job control turned off\n`);
    else yield* proc.write(2, `${sh.name}: can't access tty; job control turned off\n`);
  }
}

class NoTerminal extends Error {}
