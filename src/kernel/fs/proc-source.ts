/** What /proc shows, as the process core hands it out. Numbers are those of the pid namespace that the /proc belongs to. */
import type { Cgroup } from '../cgroup.ts';
import type { HostFacts } from '../host.ts';
import type { NetNamespace } from '../net/types.ts';
import type { Signal } from '../signals.ts';
import type { Confinement, Credentials, UtsNamespace } from '../sys.ts';
import type { MountNamespace, OpenFile } from './types.ts';

/** One process. Times are nanoseconds, sizes bytes. */
export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly comm: string;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Path of the executable; '' for kernel threads. */
  readonly exe: string;
  readonly cwd: string;
  readonly state: 'R' | 'S' | 'D' | 'T' | 'Z';
  /** Device number of the controlling terminal and its foreground group; 0 and -1 without one. */
  readonly tty: number;
  readonly tpgid: number;
  readonly credentials: Credentials;
  readonly umask: number;
  readonly threads: number;
  readonly nice: number;
  /** Since the kernel booted. */
  readonly startTime: number;
  readonly cpuTime: number;
  readonly resident: number;
  readonly residentPeak: number;
  readonly fds: ReadonlyMap<number, OpenFile>;
  readonly mounts: MountNamespace;
  readonly net: NetNamespace;
  readonly uts: UtsNamespace;
  readonly cgroup: Cgroup;
  readonly rlimits: ReadonlyMap<string, number>;
  readonly pendingSignals: Iterable<Signal>;
  readonly blockedSignals: Iterable<Signal>;
  readonly ignoredSignals: Iterable<Signal>;
  readonly caughtSignals: Iterable<Signal>;
  /** Its numbers from this namespace inwards. */
  readonly nsPids: readonly number[];
  /** Numbers of its namespaces: what `readlink /proc/PID/ns/net` shows in brackets. */
  readonly namespaceIds: Readonly<Record<'cgroup' | 'ipc' | 'mnt' | 'net' | 'pid' | 'user' | 'uts', number>>;
  readonly confinement: Confinement;
}

/** The machine and the processes of one pid namespace. */
export interface ProcSource {
  /** Path of the root of the cgroup namespace. */
  readonly cgroupRoot: string;
  /** Ascending by pid. */
  processes(): Iterable<ProcessInfo>;
  process(pid: number): ProcessInfo | undefined;
  /** Pid here of the process that runs now; undefined when it is not of this namespace. */
  self(): number | undefined;
  /** Nanoseconds since the kernel booted. */
  now(): number;
  /** Nanoseconds since 1970. */
  realtime(): bigint;
  readonly facts: HostFacts;
  memory(): { total: number; free: number; available: number; buffers: number; cached: number; swapTotal: number; swapFree: number };
  /** Averages over 1, 5 and 15 minutes. */
  load(): readonly [number, number, number];
  /** CPU time of all processes together, nanoseconds. */
  cpuTime(): number;
  /** The last pid given out. */
  lastPid(): number;
}
