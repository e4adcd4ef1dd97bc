/** Sessions and process groups (credentials(7)), and when a group is orphaned (POSIX.1, 3.264). */
import type { Pid } from './pid-namespace.ts';
import type { Process } from './process.ts';
import type { Tty } from './tty/tty.ts';
import { SysError } from './errno.ts';

export class Session {
  readonly id: Pid;
  /** The process that made the session, while it lives. */
  leader: Process | undefined;
  /** The controlling terminal. */
  tty: Tty | undefined = undefined;

  constructor(id: Pid, leader: Process) {
    this.id = id;
    this.leader = leader;
  }
}

export class ProcessGroup {
  readonly id: Pid;
  readonly session: Session;
  readonly members = new Set<Process>();

  constructor(id: Pid, session: Session) {
    this.id = id;
    this.session = session;
  }

  /** True when no member has a living parent in another group of the same session: nobody could continue it. */
  get orphaned(): boolean {
    for (const member of this.members) {
      const parent = member.parent;
      if (member.zombie || parent === undefined) continue;
      if (parent.group !== this && parent.session === this.session) return false;
    }
    return true;
  }

  get hasStopped(): boolean {
    for (const member of this.members) if (member.stopped !== undefined && !member.zombie) return true;
    return false;
  }
}

/** setsid(2) for a process that leads no group. */
export function newSession(process: Process): void {
  process.group?.members.delete(process);
  process.session = new Session(process.pid, process);
  process.group = new ProcessGroup(process.pid, process.session);
  process.group.members.add(process);
}

/** setpgid(2): `pgid` as `caller` sees it, 0 for a new group led by `process`. EPERM for a group of another session. */
export function setGroup(caller: Process, process: Process, pgid: number): void {
  if (process.session.leader === process) throw new SysError('EPERM');
  const own = process.pid.in(caller.pidNamespace);
  let group: ProcessGroup | undefined;
  if (pgid === 0 || pgid === own) {
    const existing = process.main === undefined ? undefined : findGroup(caller, own);
    group = existing ?? new ProcessGroup(process.pid, process.session);
  } else group = findGroup(caller, pgid);
  if (group === undefined || group.session !== process.session) throw new SysError('EPERM');
  process.group.members.delete(process);
  process.group = group;
  group.members.add(process);
}

/** The group of that number, as `viewer` sees it. */
export function findGroup(viewer: Process, pgid: number): ProcessGroup | undefined {
  for (const process of viewer.host.processes) {
    if (process.group.id.in(viewer.pidNamespace) === pgid && !process.reaped) return process.group;
  }
  return undefined;
}
