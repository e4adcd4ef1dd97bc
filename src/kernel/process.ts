/** The state of a process. What happens to it stands in lifecycle.ts, signal-delivery.ts and wait.ts. */
import type { Confinement, Credentials, Namespaces, Proc, SignalDisposition, UtsNamespace, WaitStatus } from './sys.ts';
import type { FsView, MountNamespace } from './fs/types.ts';
import type { NetNamespace } from './net/types.ts';
import type { Signal } from './signals.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Pid, PidNamespace } from './pid-namespace.ts';
import type { ProcessGroup, Session } from './session.ts';
import type { CgroupNode } from './cgroup-tree.ts';
import { Thread } from './thread.ts';
import type { ThreadOwner } from './thread.ts';
import { DescriptorTable } from './descriptors.ts';
import { WaitQueue } from './wait-queue.ts';

/** How a signal is handled: the disposition and SA_RESTART. */
export interface SignalAction {
  readonly disposition: SignalDisposition;
  readonly restart: boolean;
}

/** What a process shares with its parent unless it was told otherwise. */
export interface ProcessContext {
  mounts: MountNamespace;
  net: NetNamespace;
  uts: UtsNamespace;
  ipc: object;
  cgroup: CgroupNode;
}

/** What the parts that act on processes are told by the scheduler. They are handed in, since those parts import this one. */
export interface ProcessEvents {
  /** Pushes handlers of pending signals. */
  deliver(process: Process, thread: Thread): void;
  /** Ends a process at once. */
  exit(process: Process, status: ExitStatus): void;
  /** The bottom of a thread's stack was left. */
  threadEnded(process: Process, thread: Thread, outcome: { value: unknown } | { error: unknown }): void;
}

export type ExitStatus = { readonly code: number } | { readonly signal: Signal };

const UNCONFINED: Confinement = { oomScoreAdj: 0, noNewPrivileges: false, seccomp: false };

/** Steps of a turn for a cgroup of 1024 shares. */
const QUANTUM = 64;

export class Process implements ThreadOwner {
  readonly host: KernelHost;
  readonly pid: Pid;
  /** The namespace it was born in: the one its own numbers are of. */
  readonly pidNamespace: PidNamespace;
  /** The namespace its children will be born in (setns(2) moves only these). */
  childNamespace: PidNamespace;
  parent: Process | undefined;
  readonly children = new Set<Process>();
  group: ProcessGroup;
  session: Session;
  context: ProcessContext;
  fs: FsView;
  /** The system call interface that its program holds; set once by the maker. */
  proc!: Proc;
  argv: readonly string[] = [];
  env: Map<string, string> = new Map();
  comm = '';
  exe = '';
  variant = '';
  rlimits: Map<string, number>;
  confinement: Confinement;
  readonly descriptors: DescriptorTable;
  readonly startTime: number;
  cpuTime = 0;
  resident = 0;
  residentPeak = 0;
  /** True once it has called exec: setpgid of the parent fails then. */
  hasExecuted = false;

  /** Nobody waits for it: it was started from outside. */
  forgotten = false;
  /** The PID 1 of a host runs nothing and forgets children as they end. */
  reapsAll = false;
  main: Thread | undefined = undefined;
  readonly threads = new Set<Thread>();
  zombie = false;
  /** True when it is gone from the table too. */
  reaped = false;
  exitStatus: WaitStatus | undefined = undefined;
  stopped: Signal | undefined = undefined;
  /** A stop or a continue that no wait has reported yet. */
  change: WaitStatus | undefined = undefined;
  readonly parked: Thread[] = [];
  /** Woken when it changes state: for a parent that waits for this child alone. */
  readonly changeQueue = new WaitQueue();
  /** Woken when any child changes state. */
  readonly childQueue = new WaitQueue();
  onExit: ((status: WaitStatus) => void) | undefined = undefined;
  /** What to do when it is continued: calls on its terminal that had to wait for the foreground. */
  readonly onContinue: (() => void)[] = [];

  actions = new Map<Signal, SignalAction>();
  mask: ReadonlySet<Signal> = new Set();
  readonly pending = new Set<Signal>();
  /** True when a pending signal has to be delivered to the main thread. */
  signalled = false;

  constructor(host: KernelHost, pid: Pid, parent: Process | undefined, context: ProcessContext, fs: FsView) {
    this.host = host;
    this.pid = pid;
    this.pidNamespace = pid.namespace;
    this.childNamespace = pid.namespace;
    this.parent = parent;
    this.context = context;
    this.fs = fs;
    this.group = parent?.group as ProcessGroup;
    this.session = parent?.session as Session;
    this.rlimits = parent?.rlimits ?? new Map();
    this.confinement = parent?.confinement ?? UNCONFINED;
    this.descriptors = new DescriptorTable(() => this.rlimits.get('RLIMIT_NOFILE') ?? 1024);
    this.startTime = host.kernel.now();
  }

  get credentials(): Credentials {
    return this.fs.credentials;
  }

  get isInit(): boolean {
    return this.pidNamespace.init === this;
  }

  /** One letter of ps(1): R runnable, S asleep, T stopped, Z zombie. */
  get state(): 'R' | 'S' | 'T' | 'Z' {
    if (this.zombie) return 'Z';
    if (this.stopped !== undefined) return 'T';
    for (const thread of this.threads) if (thread.state === 'runnable' || thread.state === 'busy' || thread.state === 'parked') return 'R';
    return 'S';
  }

  namespaces(): Required<Namespaces> {
    return { pid: this.pidNamespace, mount: this.context.mounts, net: this.context.net, uts: this.context.uts, ipc: this.context.ipc };
  }

  /** Starts a thread; the first one is the main thread. */
  start(body: Generator<never, unknown, unknown>, name: string): Thread {
    const thread = new Thread(this.host.kernel.scheduler, this, body as never, name);
    this.threads.add(thread);
    this.main ??= thread;
    this.host.kernel.scheduler.ready(thread);
    return thread;
  }

  // ThreadOwner

  parkedOn(): Thread[] | undefined {
    if (this.stopped !== undefined) return this.parked;
    return this.context.cgroup.constrained ? this.context.cgroup.parkedOn() : undefined;
  }

  get quantum(): number {
    const shares = this.context.cgroup.cpuShares;
    return shares === undefined ? QUANTUM : Math.min(1024, Math.max(2, Math.round((QUANTUM * shares) / 1024)));
  }

  charge(nanoseconds: number): void {
    this.cpuTime += nanoseconds;
    this.context.cgroup.chargeCpu(nanoseconds);
  }

  interruptsFor(thread: Thread): boolean {
    return this.signalled && thread === this.main;
  }

  interrupt(thread: Thread): void {
    this.host.kernel.events.deliver(this, thread);
  }

  ended(thread: Thread, outcome: { value: unknown } | { error: unknown }): void {
    this.host.kernel.events.threadEnded(this, thread, outcome);
  }

  overflowed(): void {
    this.host.kernel.events.exit(this, { signal: 'SIGSEGV' });
  }
}

/** Where a system call interface keeps its process. A WeakMap would hold every process that ever was until a full garbage collection. */
export const PROCESS: unique symbol = Symbol('process');

/** The process behind a system call interface: for the parts of the kernel that are handed a `Proc`. */
export function processOf(proc: Proc): Process {
  return (proc as Proc & { readonly [PROCESS]: Process })[PROCESS];
}
