/** Sending and delivering signals: signal(7), and pid_namespaces(7) for what PID 1 is spared. */
import type { Signal } from './signals.ts';
import type { WaitStatus } from './sys.ts';
import type { Process } from './process.ts';
import type { ProcessGroup } from './session.ts';
import type { Thread } from './thread.ts';
import { defaultAction } from './signals.ts';

/** Who sends: a process, the kernel (terminals, limits), or somebody who may do anything, outside of the simulation. */
export type Sender = Process | 'kernel' | 'outside';

const STOPS: readonly Signal[] = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

export function dispositionOf(process: Process, signal: Signal): 'default' | 'ignore' | 'handler' {
  const disposition = process.actions.get(signal)?.disposition ?? 'default';
  return typeof disposition === 'function' ? 'handler' : disposition;
}

export function isBlocked(process: Process, signal: Signal): boolean {
  return process.mask.size > 0 && process.mask.has(signal);
}

/** Sends a signal. It acts at once, stays pending, or is lost, as signal(7) says. */
export function send(process: Process, signal: Signal, from: Sender): void {
  if (process.zombie) return;
  if (signal === 'SIGCONT') resume(process);
  else if (STOPS.includes(signal)) process.pending.delete('SIGCONT');
  const how = signal === 'SIGKILL' || signal === 'SIGSTOP' ? 'default' : dispositionOf(process, signal);
  if (how === 'default' && sparesInit(process, signal, from)) return;
  if (isBlocked(process, signal) && signal !== 'SIGKILL' && signal !== 'SIGSTOP') {
    process.pending.add(signal);
    return;
  }
  if (how === 'ignore') return;
  if (process.stopped !== undefined && signal !== 'SIGKILL') {
    // A stopped process takes nothing but KILL and CONT before it goes on.
    if (how === 'handler' || !['ignore', 'stop', 'continue'].includes(defaultAction(signal))) process.pending.add(signal);
    return;
  }
  if (how === 'handler') {
    process.pending.add(signal);
    notice(process);
    return;
  }
  act(process, signal);
}

/** Sends to all members of a group. */
export function sendToGroup(group: ProcessGroup, signal: Signal, from: Sender): void {
  for (const member of [...group.members]) send(member, signal, from);
}

/** PID 1 of a namespace gets only what it handles; KILL and STOP reach it from outside of its namespace alone. */
function sparesInit(process: Process, signal: Signal, from: Sender): boolean {
  if (!process.isInit || from === 'outside') return process.isInit && process.main === undefined;
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') return from === 'kernel' ? signal !== 'SIGSEGV' : true;
  return from !== 'kernel' && process.pidNamespace.contains(from.pidNamespace);
}

function act(process: Process, signal: Signal): void {
  switch (defaultAction(signal)) {
    case 'terminate':
    case 'core':
      process.host.kernel.events.exit(process, { signal });
      return;
    case 'stop':
      if (signal !== 'SIGSTOP' && process.group.orphaned) return;
      stop(process, signal);
      return;
    default:
      return;
  }
}

function stop(process: Process, signal: Signal): void {
  if (process.stopped !== undefined) return;
  process.stopped = signal;
  report(process, { pid: 0, kind: 'stopped', signal });
}

function resume(process: Process): void {
  for (const signal of STOPS) process.pending.delete(signal);
  if (process.stopped === undefined) return;
  process.stopped = undefined;
  notice(process);
  if (process.zombie) return;
  for (const again of process.onContinue.splice(0)) again();
  for (const thread of process.parked.splice(0)) if (thread.state === 'parked') thread.scheduler.ready(thread);
  report(process, { pid: 0, kind: 'continued' });
}

/** Tells the parent of a stop or a continue. */
function report(process: Process, change: WaitStatus): void {
  process.change = change;
  const parent = process.parent;
  if (parent === undefined) return;
  send(parent, 'SIGCHLD', 'kernel');
  process.changeQueue.wake();
  parent.childQueue.wake();
}

/** Looks whether a pending signal can be delivered now, and interrupts the main thread if so. */
export function notice(process: Process): void {
  if (process.pending.size === 0 || process.zombie) return;
  for (const signal of [...process.pending]) {
    if (isBlocked(process, signal)) continue;
    const how = dispositionOf(process, signal);
    if (how === 'handler') {
      process.signalled = true;
      continue;
    }
    process.pending.delete(signal);
    if (how === 'default' && !process.isInit) act(process, signal);
    if (process.zombie) return;
  }
  const main = process.main;
  if (process.signalled && main?.state === 'blocked') main.scheduler.unblock(main, 'woken');
}

/** Puts the handlers of pending signals on the main thread's stack; a handled signal is blocked while its handler runs. */
export function deliver(process: Process, thread: Thread): void {
  process.signalled = false;
  for (const signal of [...process.pending]) {
    if (isBlocked(process, signal)) continue;
    const action = process.actions.get(signal);
    if (typeof action?.disposition !== 'function') continue;
    process.pending.delete(signal);
    const before = process.mask;
    process.mask = new Set([...before, signal]);
    thread.pushHandler(action.disposition(signal), action.restart, () => {
      process.mask = before;
      notice(process);
    });
  }
}
