/** Traps: what `trap` sets, and when the actions run. */
import { runText } from './run/text.ts';
import { ExitShell, Interrupted } from './errors.ts';
import { isSysError } from '../kernel/errno.ts';
import type { Shell, TrapName } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Signal } from '../kernel/signals.ts';

/** Sets, ignores ('') or resets (undefined) a trap. Signals that were ignored at the start stay ignored. */
export function setTrap(sh: Shell, name: TrapName, action: string | undefined): void {
  sh.inheritedTraps = undefined;
  if (action === undefined) sh.traps.delete(name);
  else sh.traps.set(name, action);
  if (name.startsWith('SIG')) installTrap(sh, name as Signal, true);
}

/** Installs the disposition that the trap (or its absence) asks for. */
function installTrap(sh: Shell, signal: Signal, restart: boolean): void {
  const action = sh.traps.get(signal);
  try {
    if (action === undefined) sh.proc.sigaction(signal, sh.defaultDisposition(signal));
    else if (action === '') sh.proc.sigaction(signal, 'ignore');
    else sh.proc.sigaction(signal, function* () { sh.pendingTraps.push(signal); }, { restart });
  } catch (error) {
    if (!isSysError(error, 'EINVAL')) throw error;
  }
}

/** Runs `body` with blocking calls that a trapped signal interrupts (EINTR). */
export function* interruptible<T>(sh: Shell, body: Sys<T>): Sys<T> {
  const signals = [...sh.traps].filter(([name, action]) => name.startsWith('SIG') && action !== '').map(([name]) => name as Signal);
  for (const signal of signals) installTrap(sh, signal, false);
  sh.setInterruptRestart?.(false);
  try {
    return yield* body;
  } finally {
    for (const signal of signals) installTrap(sh, signal, true);
    sh.setInterruptRestart?.(true);
  }
}

/** Runs the traps whose signals have arrived; throws `Interrupted` after ^C at an interactive shell. */
export function* runPending(sh: Shell): Sys<void> {
  if (sh.interrupted) {
    sh.interrupted = false;
    if (sh.interactive && sh.subshell === 0) yield* sh.proc.write(2, '\n');
    throw new Interrupted(130);
  }
  while (sh.pendingTraps.length > 0) {
    const name = sh.pendingTraps.shift() as TrapName;
    const action = sh.traps.get(name);
    if (action) yield* runTrap(sh, action);
  }
}

/** Runs an action; `$?` is as before afterwards. */
export function* runTrap(sh: Shell, action: string): Sys<void> {
  const { status, pipeStatus } = sh;
  sh.inTrap++;
  try {
    yield* sh.proc.call(runText(sh, action, { name: sh.source.name, line: sh.line }));
    sh.status = status;
    sh.pipeStatus = pipeStatus;
  } finally {
    sh.inTrap--;
  }
}

/** The EXIT trap; the exit code afterwards. */
export function* runExitTrap(sh: Shell, status: number): Sys<number> {
  const action = sh.traps.get('EXIT');
  if (!action) return status;
  sh.traps.delete('EXIT');
  sh.status = status;
  try {
    yield* runTrap(sh, action);
  } catch (error) {
    if (error instanceof ExitShell) return error.status;
    throw error;
  }
  return status;
}
