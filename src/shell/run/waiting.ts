/** Waiting for children, and what the shell says about how they ended. */
import { statusCode } from '../jobs.ts';
import { Interrupted, ExitShell } from '../errors.ts';
import { isSysError } from '../../kernel/errno.ts';
import { signalNumber } from '../../kernel/signals.ts';
import { signalText } from '../signal-text.ts';
import type { Shell } from '../shell.ts';
import type { Sys, WaitStatus } from '../../kernel/sys.ts';
import type { Job } from '../jobs.ts';

/** Waits for the processes of a foreground job and takes the terminal back. Their statuses in order. */
export function* waitForeground(sh: Shell, pgid: number, pids: readonly number[], command: string, existing?: Job): Sys<number[]> {
  const found = new Map<number, WaitStatus>();
  const restore = catchInterrupt(sh);
  while (found.size < pids.length) {
    let status: WaitStatus | undefined;
    try {
      status = yield* sh.proc.wait(-1, { untraced: sh.option('monitor') });
    } catch (error) {
      if (isSysError(error, 'EINTR')) continue;
      if (!isSysError(error, 'ECHILD')) throw error;
      break;
    }
    if (status === undefined) break;
    if (status.kind !== 'continued' && pids.includes(status.pid)) found.set(status.pid, status);
    if (existing || !pids.includes(status.pid)) sh.jobs.update(status);
  }
  const interrupted = restore();
  takeTerminal(sh);
  const statuses = pids.map((pid) => found.get(pid));
  const last = statuses.at(-1);
  const stopped = statuses.find((status) => status?.kind === 'stopped');
  if (stopped && sh.option('monitor')) {
    const job = existing ?? sh.jobs.add(pgid, pids, command);
    for (const status of found.values()) sh.jobs.update(status);
    job.notified = true;
    sh.jobs.touch(job);
    yield* sh.proc.write(2, `\n${jobLine(sh, job)}`);
    return pids.map(() => 128 + signalNumber(stopped.kind === 'stopped' ? stopped.signal : 'SIGTSTP'));
  }
  if (existing) sh.jobs.remove(existing);
  if (last) yield* announceSignal(sh, last, command);
  const codes = statuses.map((status) => (status ? statusCode(status) : 127));
  if (last?.kind === 'signaled' && last.signal === 'SIGINT') yield* afterInterrupt(sh, interrupted);
  return codes;
}

/** A child died of ^C: an interactive shell abandons the line, a script ends the same way. */
function* afterInterrupt(sh: Shell, interrupted: boolean): Sys<void> {
  sh.interrupted = false;
  if (sh.traps.has('SIGINT')) return;
  if (sh.interactive && sh.subshell === 0) throw new Interrupted(130);
  if (!interrupted) return;
  sh.proc.sigaction('SIGINT', 'default');
  sh.proc.kill(sh.proc.pid, 'SIGINT');
  yield* sh.proc.step();
  throw new ExitShell(130);
}

/** While a script waits for a command, ^C is the command's: whether it ends the script is decided afterwards. */
function catchInterrupt(sh: Shell): () => boolean {
  let seen = false;
  if (sh.interactive && sh.subshell === 0) return () => false;
  if (sh.traps.has('SIGINT') || sh.proc.getSigaction('SIGINT') !== 'default') return () => false;
  sh.proc.sigaction('SIGINT', function* () { seen = true; });
  return () => {
    sh.proc.sigaction('SIGINT', 'default');
    return seen;
  };
}

/** Gives the terminal back to the shell after a foreground job. */
export function takeTerminal(sh: Shell): void {
  if (sh.terminal === undefined || !sh.option('monitor')) return;
  try {
    sh.proc.tcsetpgrp(sh.terminal, sh.proc.pgid);
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
}

/** `Killed`, `Terminated` …: nothing is said of ^C and of broken pipes. */
function* announceSignal(sh: Shell, status: WaitStatus, command: string): Sys<void> {
  if (status.kind !== 'signaled' || status.signal === 'SIGPIPE') return;
  const top = sh.interactive && sh.subshell === 0;
  if (status.signal === 'SIGINT') {
    if (top) yield* sh.proc.write(2, '\n');
    return;
  }
  const text = signalText(status.signal) + (status.core ? ' (core dumped)' : '');
  if (top || !sh.isBash) yield* sh.proc.write(2, `${text}\n`);
  else yield* sh.proc.write(2, `${sh.prefix()}${String(status.pid).padStart(5)} ${text.padEnd(23)} ${command}\n`);
}

/** Takes in all changes of state without blocking. */
export function* reapChildren(sh: Shell): Sys<void> {
  for (;;) {
    try {
      const status = yield* sh.proc.wait(-1, { nohang: true, untraced: sh.option('monitor'), continued: sh.option('monitor') });
      if (status === undefined) return;
      sh.jobs.update(status);
    } catch (error) {
      if (isSysError(error, 'ECHILD', 'EINTR')) return;
      throw error;
    }
  }
}

/** One line of `jobs`: `[1]+  Running                 sleep 100 &`. */
export function jobLine(sh: Shell, job: Job, long = false): string {
  const state = jobState(job);
  const pid = long ? `${String(job.pgid).padStart(5)} ` : ' ';
  if (!sh.isBash) {
    const mark = sh.dialect === 'dash' ? ` ${sh.jobs.mark(job)} ` : `${sh.jobs.mark(job)}  `;
    return `[${job.number}]${mark}${long ? `${job.pgid} ` : ''}${state.padEnd(27)}${job.command}\n`;
  }
  return `[${job.number}]${sh.jobs.mark(job)} ${pid}${state.padEnd(24)}${job.command}${job.state === 'running' && !job.foreground ? ' &' : ''}\n`;
}

function jobState(job: Job): string {
  if (job.state === 'running') return 'Running';
  const last = job.processes.at(-1)?.status;
  if (job.state === 'stopped') return 'Stopped';
  if (last === undefined) return 'Done';
  if (last.kind === 'exited') return last.code === 0 ? 'Done' : `Exit ${last.code}`;
  return last.kind === 'signaled' ? signalText(last.signal) + (last.core ? ' (core dumped)' : '') : 'Done';
}

/** Says which background jobs have ended or stopped, once, before the prompt. */
export function* notifyJobs(sh: Shell): Sys<void> {
  yield* reapChildren(sh);
  for (const job of [...sh.jobs.list]) {
    if (!job.notified) yield* sh.proc.write(2, jobLine(sh, job));
    job.notified = true;
    if (job.state === 'done') sh.jobs.remove(job);
  }
}

/** Forgets ended jobs of a shell that tells nobody. */
export function forgetJobs(sh: Shell): void {
  for (const job of [...sh.jobs.list]) if (job.state === 'done') sh.jobs.remove(job);
}
