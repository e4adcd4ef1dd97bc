/** What is told about processes: to /proc, ps and top, and to whoever wants to know why nothing moves. */
import type { Credentials, Namespaces } from './sys.ts';
import type { OpenFile } from './fs/types.ts';
import type { Cgroup } from './cgroup.ts';
import type { Signal } from './signals.ts';
import type { KernelHost } from './kernel-host.ts';
import type { PidNamespace } from './pid-namespace.ts';
import type { Process } from './process.ts';

export interface ProcessInfo {
  /** Numbers in the host's own pid namespace. */
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  /** The number as another namespace sees it; 0 when it does not. */
  pidIn(namespace: PidNamespace): number;
  /** Its numbers from the host's namespace inwards (NSpid of /proc/PID/status). */
  readonly pids: readonly number[];
  readonly state: 'R' | 'S' | 'T' | 'Z';
  readonly argv: readonly string[];
  readonly comm: string;
  readonly exe: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly umask: number;
  readonly credentials: Credentials;
  /** As `now()`. */
  readonly startTime: number;
  /** Nanoseconds. */
  readonly cpuTime: number;
  /** Bytes. */
  readonly resident: number;
  readonly residentPeak: number;
  readonly threads: number;
  /** `pts/0`; undefined without a controlling terminal. */
  readonly tty: string | undefined;
  /** The foreground group of that terminal, -1 without. */
  readonly foreground: number;
  readonly cgroup: Cgroup;
  readonly namespaces: Required<Namespaces>;
  readonly rlimits: ReadonlyMap<string, number>;
  readonly pendingSignals: readonly Signal[];
  readonly blockedSignals: readonly Signal[];
  readonly ignoredSignals: readonly Signal[];
  readonly caughtSignals: readonly Signal[];
  fds(): readonly { readonly fd: number; readonly file: OpenFile; readonly closeOnExec: boolean }[];
}

export function processInfo(process: Process): ProcessInfo {
  const ns = process.host.pidNamespace;
  const { tty } = process.session;
  const signals = (how: 'ignore' | 'handler'): Signal[] =>
    [...process.actions].filter(([, action]) => (action.disposition === 'ignore') === (how === 'ignore')).map(([signal]) => signal);
  return {
    pid: process.pid.in(ns),
    ppid: process.parent?.pid.in(ns) ?? 0,
    pgid: process.group.id.in(ns),
    sid: process.session.id.in(ns),
    pidIn: (namespace) => process.pid.in(namespace),
    pids: [...process.pid.entries()].map(([, number]) => number).reverse(),
    state: process.state,
    argv: process.argv,
    comm: process.comm,
    exe: process.exe,
    env: process.env,
    cwd: process.fs.cwd,
    umask: process.fs.umask,
    credentials: process.credentials,
    startTime: process.startTime,
    cpuTime: process.cpuTime,
    resident: process.resident,
    residentPeak: process.residentPeak,
    threads: Math.max(1, process.threads.size),
    tty: tty?.name.replace('/dev/', ''),
    foreground: tty?.foreground?.id.in(ns) ?? -1,
    cgroup: process.context.cgroup,
    namespaces: process.namespaces(),
    rlimits: process.rlimits,
    pendingSignals: [...process.pending],
    blockedSignals: [...process.mask],
    ignoredSignals: signals('ignore'),
    caughtSignals: signals('handler'),
    fds: () => process.descriptors.list().map((fd) => ({ fd, file: process.descriptors.get(fd), closeOnExec: process.descriptors.closeOnExec(fd) })),
  };
}

export interface BlockedProcess {
  readonly host: string;
  readonly pid: number;
  readonly argv: readonly string[];
  readonly thread: string;
  /** `read fd 0 (pipe:[10003])`, `child`, `stopped (SIGTSTP)`, `timer`, `external`, `frozen`. */
  readonly waitsFor: string;
}

export function blockedProcesses(hosts: readonly KernelHost[]): BlockedProcess[] {
  const out: BlockedProcess[] = [];
  for (const host of hosts) {
    for (const process of host.processes) {
      for (const thread of process.threads) {
        const waitsFor = reason(process, thread.state, thread.queues, thread.index >= 0);
        if (waitsFor === undefined) continue;
        out.push({ host: host.name, pid: process.pid.in(host.pidNamespace), argv: process.argv, thread: thread.name, waitsFor });
      }
    }
  }
  return out;
}

function reason(process: Process, state: string, queues: readonly object[], timed: boolean): string | undefined {
  if (process.stopped !== undefined) return `stopped (${process.stopped})`;
  if (state === 'parked') return 'frozen';
  if (state === 'external') return 'external';
  if (state !== 'blocked') return undefined;
  const parts: string[] = [];
  for (const queue of queues) {
    if (queue === process.childQueue) {
      parts.push('child');
      continue;
    }
    const fd = process.descriptors.list().find((number) => process.descriptors.get(number).queue === queue);
    if (fd === undefined) parts.push('something in the kernel');
    else {
      const file = process.descriptors.get(fd);
      parts.push(`fd ${fd} (${file.description})`);
    }
  }
  if (timed) parts.push('timer');
  return parts.length === 0 ? 'nothing (a signal)' : parts.join(', ');
}
