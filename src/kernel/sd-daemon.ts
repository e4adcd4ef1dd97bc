/** What a service and its manager say to each other: sd_listen_fds(3) and sd_notify(3). The notification socket is a stream here. */
import type { Proc, Sys } from './sys.ts';

/** The first descriptor that is passed. */
export const LISTEN_FDS_START = 3;

/** The listening descriptors that the service manager has passed to this process; later calls, and its children, find none. */
export function listenFds(proc: Proc): number[] {
  const count = proc.env.get('LISTEN_PID') === String(proc.pid) ? Number(proc.env.get('LISTEN_FDS') ?? 0) : 0;
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) proc.env.delete(name);
  return Array.from({ length: count }, (_, i) => LISTEN_FDS_START + i);
}

/** Tells the service manager a change of state (`READY=1`); nothing happens when there is none. Throws SysError when it does not answer. */
export function* notify(proc: Proc, state: string): Sys<void> {
  const path = proc.env.get('NOTIFY_SOCKET');
  if (path === undefined) return;
  const fd = proc.socket('unix', 'stream');
  try {
    yield* proc.connect(fd, { family: 'unix', path });
    yield* proc.write(fd, `MAINPID=${proc.pid}\n${state}\n`);
  } finally {
    proc.close(fd);
  }
}
