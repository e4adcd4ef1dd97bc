/** What is told about processes: to /proc, ps and top, and to whoever wants to know why nothing moves. */
import type { Namespaces } from './sys.ts';
import type { ProcessInfo } from './fs/proc-source.ts';
import type { Signal } from './signals.ts';
import type { KernelHost } from './kernel-host.ts';
import type { PidNamespace } from './pid-namespace.ts';
import type { Process } from './process.ts';
import { makedev } from './fs/devices.ts';
import { PTS_MAJOR } from './tty/pty-files.ts';

/** What /proc shows, and what only the kernel and the daemon may hold. */
export interface KernelProcessInfo extends ProcessInfo {
  /** `pts/0`; undefined without a controlling terminal. */
  readonly terminal: string | undefined;
  readonly namespaces: Required<Namespaces>;
}

const namespaceNumbers = new WeakMap<object, number>();

/** Numbers as nsfs gives them to namespaces, in the order in which they are asked for. */
function namespaceNumber(host: KernelHost, namespace: object): number {
  let number = namespaceNumbers.get(namespace);
  if (number === undefined) {
    number = host.nextNamespace();
    namespaceNumbers.set(namespace, number);
  }
  return number;
}

/** A process in the numbers of a pid namespace. */
export function describe(process: Process, namespace: PidNamespace): KernelProcessInfo {
  const { host, context, session } = process;
  const signals = (ignored: boolean): Signal[] => [...process.actions].filter(([, action]) => (action.disposition === 'ignore') === ignored).map(([signal]) => signal);
  // What is seldom looked at is computed when it is.
  return {
    pid: process.pid.in(namespace),
    ppid: process.parent?.pid.in(namespace) ?? 0,
    pgid: process.group.id.in(namespace),
    sid: session.id.in(namespace),
    comm: process.comm,
    argv: process.argv,
    env: process.env,
    exe: process.exe,
    cwd: process.fs.cwd,
    state: process.state,
    tty: session.tty === undefined ? 0 : makedev(PTS_MAJOR, session.tty.index),
    tpgid: session.tty?.foreground?.id.in(namespace) ?? -1,
    credentials: process.credentials,
    umask: process.fs.umask,
    threads: Math.max(1, process.threads.size),
    nice: 0,
    startTime: process.startTime,
    cpuTime: process.cpuTime,
    resident: process.resident,
    residentPeak: Math.max(process.resident, process.residentPeak),
    get fds() {
      return new Map(process.descriptors.list().map((fd) => [fd, process.descriptors.get(fd)]));
    },
    mounts: context.mounts,
    net: context.net,
    uts: context.uts,
    cgroup: context.cgroup,
    rlimits: process.rlimits,
    pendingSignals: process.pending,
    blockedSignals: process.mask,
    get ignoredSignals() {
      return signals(true);
    },
    get caughtSignals() {
      return signals(false);
    },
    get nsPids() {
      return [...process.pid.entries()].filter(([ns]) => namespace.contains(ns)).map(([, number]) => number).reverse();
    },
    get namespaceIds() {
      return {
        cgroup: namespaceNumber(host, process.pidNamespace === host.pidNamespace ? host.cgroup : context.cgroup),
        ipc: namespaceNumber(host, context.ipc),
        mnt: namespaceNumber(host, context.mounts),
        net: namespaceNumber(host, context.net),
        pid: namespaceNumber(host, process.pidNamespace),
        user: namespaceNumber(host, host.ptys),
        uts: namespaceNumber(host, context.uts),
      };
    },
    confinement: process.confinement,
    terminal: session.tty?.name.replace('/dev/', ''),
    get namespaces() {
      return process.namespaces();
    },
  };
}

export interface BlockedProcess {
  readonly host: string;
  readonly pid: number;
  readonly argv: readonly string[];
  readonly thread: string;
  /** `fd 0 (pipe:[10003])`, `child`, `child 12`, `stopped (SIGTSTP)`, `timer`, `external`, `frozen`; several joined by commas. */
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
    const child = [...process.children].find(({ changeQueue }) => changeQueue === queue);
    if (child !== undefined) {
      parts.push(`child ${child.pid.in(process.host.pidNamespace)}`);
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
