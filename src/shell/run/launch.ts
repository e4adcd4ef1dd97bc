/** Making child processes: subshells, members of pipelines, external commands; and reporting what became of them. */
import { ExitShell, ReturnFrom, LoopJump, CommandFailed, Interrupted } from '../errors.ts';
import { runExitTrap } from '../traps.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { Proc, Sys, SpawnOptions } from '../../kernel/sys.ts';
import type { Signal } from '../../kernel/signals.ts';

/** What an interactive shell catches or ignores and its children do not. */
export const JOB_SIGNALS: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

export interface ChildOptions {
  /** Process group with job control: 0 for a new one. */
  readonly pgid?: number;
  /** Gets the terminal. */
  readonly foreground?: boolean;
  /** Without job control: ignores ^C and reads nothing. */
  readonly background?: boolean;
}

/** Options of spawn and fork that job control asks for. */
export function jobOptions(sh: Shell, options: ChildOptions): Partial<SpawnOptions> {
  const jobs = sh.option('monitor');
  return {
    defaultSignals: sh.interactive || jobs ? JOB_SIGNALS : trapped(sh),
    ...(jobs && options.pgid !== undefined ? { pgid: options.pgid } : {}),
    ...(jobs && options.foreground && sh.terminal !== undefined ? { foreground: sh.terminal } : {}),
  };
}

function trapped(sh: Shell): Signal[] {
  const names: Signal[] = ['SIGINT'];
  if (sh.proc.getSigaction('SIGINT') === 'ignore') names.pop();
  for (const [name, action] of sh.traps) if (name.startsWith('SIG') && action !== '') names.push(name as Signal);
  return names;
}

/** Forks a subshell that runs `body`; the pid. A full process table is tried again as bash does. */
export function* forkShell(sh: Shell, options: ChildOptions, body: (child: Shell) => Sys<number>): Sys<number> {
  const monitor = sh.option('monitor');
  // The copy is taken here: when the child runs, the parent has gone on.
  const child = sh.fork();
  const main = (proc: Proc): Sys<number> => childMain(child, proc, body, options.background === true && !monitor);
  for (let delay = 1; ; delay *= 2) {
    try {
      return sh.proc.fork(main, jobOptions(sh, options));
    } catch (error) {
      if (!isSysError(error, 'EAGAIN', 'ENOMEM')) throw error;
      if (!sh.isBash) return yield* sh.fail(sh.dialect === 'dash' ? 'Cannot fork' : `can't fork: ${error.message}`, 2, true);
      if (delay > 16) return yield* sh.fail(`fork: ${error.message}`, 254);
      yield* sh.warn(`fork: retry: ${error.message}`);
      yield* sh.proc.sleep(delay * 1e9);
    }
  }
}

function* childMain(child: Shell, proc: Proc, body: (child: Shell) => Sys<number>, quiet: boolean): Sys<number> {
  child.proc = proc;
  if (quiet) {
    proc.sigaction('SIGINT', 'ignore');
    proc.sigaction('SIGQUIT', 'ignore');
  }
  return yield* subshellMain(child, body(child));
}

/** Runs a subshell's body to its exit code, its EXIT trap included. */
export function* subshellMain(sh: Shell, body: Sys<number>): Sys<number> {
  let status = yield* endStatus(sh, body);
  status = yield* runExitTrap(sh, status);
  return status & 0xff;
}

/** The status with which control left `body`, whatever way it did. */
export function* endStatus(sh: Shell, body: Sys<number>): Sys<number> {
  try {
    return yield* body;
  } catch (error) {
    if (error instanceof ExitShell || error instanceof ReturnFrom || error instanceof CommandFailed || error instanceof Interrupted) return error.status;
    if (error instanceof LoopJump) return sh.status;
    if (isSysError(error, 'EPIPE')) return 1;
    throw error;
  }
}
