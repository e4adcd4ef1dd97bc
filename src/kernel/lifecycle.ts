/** Birth and death of processes: fork(2), _exit(2), orphans, zombies and their reaping. */
import type { WaitStatus } from './sys.ts';
import type { ExitStatus } from './process.ts';
import type { Process } from './process.ts';
import type { ProcessGroup } from './session.ts';
import type { Thread } from './thread.ts';
import { isSysError } from './errno.ts';
import { defaultAction } from './signals.ts';
import { dispositionOf, send, sendToGroup } from './signal-delivery.ts';

/** An exception that no program caught: a fault of the simulation, not of the learner. */
export interface Crash {
  readonly host: string;
  readonly pid: number;
  readonly argv: readonly string[];
  readonly error: unknown;
}

/** The bottom of a thread's stack was left. */
export function threadEnded(process: Process, thread: Thread, outcome: { value: unknown } | { error: unknown }): void {
  process.threads.delete(thread);
  if (process.zombie) return;
  if ('error' in outcome) {
    if (isStackOverflow(outcome.error)) {
      exit(process, { signal: 'SIGSEGV' });
      return;
    }
    const { kernel } = process.host;
    kernel.crashed({ host: process.host.name, pid: process.pid.in(process.host.pidNamespace), argv: process.argv, error: outcome.error });
    exit(process, { signal: 'SIGABRT' });
  } else if (thread === process.main) exit(process, { code: Number(outcome.value ?? 0) & 255 });
}

/** Plain recursion in a program overflows the real stack before it reaches the limit of the simulated one. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && !isSysError(error) && /call stack/i.test(error.message);
}

/** Ends a process at once: nothing of it runs any more. It stays as a zombie until its parent has waited for it. */
export function exit(process: Process, status: ExitStatus): void {
  if (process.zombie) return;
  const { kernel } = process.host;
  const endangered = endangeredGroups(process);
  process.zombie = true;
  process.stopped = undefined;
  process.exitStatus = waitStatus(process, status);
  process.change = undefined;
  for (const thread of process.threads) kernel.scheduler.drop(thread);
  process.threads.clear();
  process.pending.clear();
  process.signalled = false;
  process.descriptors.closeAll();
  process.context.cgroup.delete(process);
  process.resident = 0;
  if (process.isInit) endNamespace(process);
  adopt(process);
  if (process.session.leader === process) endSession(process);
  for (const group of endangered) {
    if (!group.orphaned || !group.hasStopped) continue;
    sendToGroup(group, 'SIGHUP', 'kernel');
    sendToGroup(group, 'SIGCONT', 'kernel');
  }
  const exited = process.onExit;
  process.onExit = undefined;
  exited?.(process.exitStatus);
  bury(process);
}

function waitStatus(process: Process, status: ExitStatus): WaitStatus {
  const pid = process.pid.in(process.host.pidNamespace);
  if ('code' in status) return { pid, kind: 'exited', code: status.code };
  return { pid, kind: 'signaled', signal: status.signal, core: defaultAction(status.signal) === 'core' && (process.rlimits.get('RLIMIT_CORE') ?? 0) > 0 };
}

/** Groups that are not orphaned now, and may be when this process is gone. */
function endangeredGroups(process: Process): ProcessGroup[] {
  const groups = new Set<ProcessGroup>([process.group]);
  for (const child of process.children) if (child.session === process.session) groups.add(child.group);
  return [...groups].filter((group) => group.hasStopped && !group.orphaned);
}

/** The end of PID 1 kills everything in its namespace. */
function endNamespace(init: Process): void {
  const ns = init.pidNamespace;
  ns.dead = true;
  for (const other of [...ns.processes.values()]) {
    if (other === init || other.zombie) continue;
    other.parent = other.parent?.pidNamespace === ns ? undefined : other.parent;
    exit(other, { signal: 'SIGKILL' });
  }
  for (const other of [...ns.processes.values()]) if (other !== init) reap(other);
}

/** Orphans go to PID 1 of the namespace that their parent lived in. */
function adopt(process: Process): void {
  const ns = process.pidNamespace;
  const reaper = ns.init !== undefined && ns.init !== process && !ns.init.zombie ? ns.init : ns.parent?.init;
  for (const child of [...process.children]) {
    process.children.delete(child);
    if (child.reaped) continue;
    child.parent = reaper;
    if (reaper === undefined || reaper.zombie) {
      if (child.zombie) reap(child);
      continue;
    }
    reaper.children.add(child);
    if (child.zombie) bury(child);
  }
}

/** The end of a session's leader hangs up the terminal for all of it. */
function endSession(leader: Process): void {
  const { session } = leader;
  session.leader = undefined;
  const { tty } = session;
  if (tty === undefined) return;
  session.tty = undefined;
  const { foreground } = tty;
  tty.session = undefined;
  tty.foreground = undefined;
  if (foreground === undefined) return;
  sendToGroup(foreground, 'SIGHUP', 'kernel');
  sendToGroup(foreground, 'SIGCONT', 'kernel');
}

/** Tells the parent of the end, or takes the process out of the table when nobody will ask. */
function bury(process: Process): void {
  const { parent } = process;
  if (parent === undefined || parent.zombie || parent.reapsAll || process.forgotten || dispositionOf(parent, 'SIGCHLD') === 'ignore') {
    reap(process);
    parent?.childQueue.wake();
    return;
  }
  send(parent, 'SIGCHLD', 'kernel');
  process.changeQueue.wake();
  parent.childQueue.wake();
}

/** Takes a zombie out of the process table. */
export function reap(process: Process): void {
  if (process.reaped) return;
  process.reaped = true;
  process.changeQueue.wake();
  process.parent?.children.delete(process);
  process.group.members.delete(process);
  for (const [ns, number] of process.pid.entries()) ns.processes.delete(number);
}
