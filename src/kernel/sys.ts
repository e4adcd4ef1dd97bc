/**
 * What a program sees of the kernel: the system calls (`Proc`), their errors, signals and the shape of a program.
 * This file is the contract between the kernel and everything that runs on it; it holds no behaviour of its own.
 */
import type { OpenFile, FsView, Stat, OpenFlags, DirEntry, MountNamespace } from './fs/types.ts';
import type { NetNamespace, SocketAddress, SocketType, AddressFamily } from './net/types.ts';
import type { Signal } from './signals.ts';
import type { WaitQueue } from './wait-queue.ts';
import type { RandomStream } from './random.ts';
import type { Host } from './host.ts';
import type { Cgroup } from './cgroup.ts';
import type { Termios, WindowSize } from './tty/types.ts';

/** Requests to the scheduler. Programs never make them by hand: they `yield*` the methods of `Proc`. */
export type SystemCall =
  | { readonly kind: 'step'; readonly cost: number }
  | { readonly kind: 'block'; readonly queues: readonly WaitQueue[]; readonly deadline: number }
  | { readonly kind: 'call'; readonly body: Sys<unknown> }
  | { readonly kind: 'external'; readonly promise: Promise<unknown> }
  | { readonly kind: 'exec' }
  | { readonly kind: 'exit'; readonly code: number };

/** A computation that may perform system calls and ends with a `T`. */
export type Sys<T> = Generator<SystemCall, T, unknown>;

/**
 * A program of the simulated machine. `main` returns the exit code (0–255).
 * An uncaught `SysError` ends the process like an abort (exit code 134) and is reported to the kernel's crash handler.
 */
export interface Program {
  readonly name: string;
  /** Nanoseconds of CPU from exec to the first line of main: what loading and initialising a large binary takes. */
  readonly startup?: number;
  /** Resident memory after its start, bytes. Default: 1 MiB. */
  readonly resident?: number;
  main(proc: Proc): Sys<number>;
}

/** How a child ended or changed state (wait(2)). */
export type WaitStatus =
  | { readonly pid: number; readonly kind: 'exited'; readonly code: number }
  | { readonly pid: number; readonly kind: 'signaled'; readonly signal: Signal; readonly core: boolean }
  | { readonly pid: number; readonly kind: 'stopped'; readonly signal: Signal }
  | { readonly pid: number; readonly kind: 'continued' };

export interface WaitOptions {
  /** WNOHANG: do not block; the result is undefined when no child has changed state. */
  readonly nohang?: boolean;
  /** WUNTRACED: report stopped children too. */
  readonly untraced?: boolean;
  /** WCONTINUED. */
  readonly continued?: boolean;
}

/** 'default' and 'ignore' are SIG_DFL and SIG_IGN. A handler runs on the stack of the main thread, as a signal handler would. */
export type SignalDisposition = 'default' | 'ignore' | ((signal: Signal) => Sys<void>);

export interface SignalActionOptions {
  /** Without SA_RESTART a blocking call fails with EINTR after the handler ran. Default: restart. */
  readonly restart?: boolean;
}

/** Namespaces of a process; a missing one is shared with the parent, 'new' makes a fresh one. */
export interface Namespaces {
  readonly pid?: PidNamespaceRef | 'new';
  readonly mount?: MountNamespace;
  readonly net?: NetNamespace;
  readonly uts?: UtsNamespace;
  readonly ipc?: object;
}
/** The process whose pid namespace to join (setns(2)). */
export interface PidNamespaceRef { readonly level: number }
export interface UtsNamespace { hostname: string; domainname: string }

export interface Credentials {
  /** Effective user. */
  readonly uid: number;
  /** Real user, where it differs: a set-user-ID program was started by it. */
  readonly realUid?: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** Effective capabilities by their Linux names without CAP_, upper case. Absent: all for uid 0, none otherwise. */
  readonly capabilities?: ReadonlySet<string>;
}

/** What the kernel holds against a process and all that it starts: only /proc tells. */
export interface Confinement {
  /** -1000 to 1000, /proc/PID/oom_score_adj. */
  readonly oomScoreAdj: number;
  /** PR_SET_NO_NEW_PRIVS. */
  readonly noNewPrivileges: boolean;
  /** A seccomp filter is in force. */
  readonly seccomp: boolean;
}

export interface SpawnOptions {
  /** Absolute or relative path of the executable, looked up in the child's mount namespace. */
  readonly path: string;
  readonly argv: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** File descriptors of the child: number there → descriptor of the caller. Default: 0, 1, 2 shared. */
  readonly fds?: ReadonlyMap<number, number>;
  /** Put the child into this process group before it runs; 0 makes it the leader of a new one. */
  readonly pgid?: number;
  /** Start a new session (setsid(2)). */
  readonly setsid?: boolean;
  /** Make the terminal on this descriptor *of the child* its controlling terminal (TIOCSCTTY). */
  readonly ctty?: number;
  /** Give the child's group the terminal on this descriptor of the caller (tcsetpgrp). */
  readonly foreground?: number;
  readonly credentials?: Credentials;
  readonly umask?: number;
  readonly namespaces?: Namespaces;
  readonly cgroup?: Cgroup;
  /** Signals set back to SIG_DFL in the child; ignored ones are inherited otherwise. */
  readonly defaultSignals?: readonly Signal[];
  /** Nice name for limits: RLIMIT_NOFILE etc. Missing ones are inherited. */
  readonly rlimits?: Readonly<Record<string, number>>;
  /** Default: the caller's. */
  readonly confinement?: Confinement;
}

/** A second thread of control in the same process (dockerd serves each connection in one). */
export interface Thread {
  readonly done: boolean;
  /** Blocks until the thread has ended. */
  join(): Sys<void>;
  /** Ends the thread without running anything more of it. */
  cancel(): void;
}

/** How asynchronous code reaches the simulation: its calls are system calls of the process that waits for it, performed in the order they were made. */
export interface ExternalIo {
  call<T>(body: Sys<T>): Promise<T>;
}

/** One socket or file to watch in `poll`. */
export interface PollFd { readonly fd: number; readonly read?: boolean; readonly write?: boolean }

/**
 * The system call interface of one process. Methods that return a plain value never block; methods that return `Sys<T>` may, and are used
 * with `yield*`. Every failure is a thrown `SysError` (errno.ts). Paths are resolved in the process's mount namespace, root and cwd
 * with its credentials.
 */
export interface Proc {
  // Identity. `pid` and `ppid` are numbers in the process's own pid namespace.
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly argv: readonly string[];
  /** The environment; the process may change it, children inherit it. */
  readonly env: Map<string, string>;
  readonly cwd: string;
  umask: number;
  readonly credentials: Credentials;
  readonly host: Host;
  /** Path of the running executable (/proc/self/exe) and the variant its bytes name (`busybox`, `gnu`, ...; '' when none). */
  readonly exe: string;
  readonly variant: string;
  readonly uts: UtsNamespace;
  readonly net: NetNamespace;
  readonly mounts: MountNamespace;
  readonly cgroup: Cgroup;

  // Time and scheduling. Times are nanoseconds.
  /** CLOCK_MONOTONIC: nanoseconds since the kernel booted. */
  now(): number;
  /** CLOCK_REALTIME: nanoseconds since 1970-01-01T00:00Z. */
  realtime(): bigint;
  /** Seeded stream of that name; equal names give the same stream object in one kernel. */
  random(stream: string): RandomStream;
  /** Spends CPU: a loop that makes no other system call must do this each turn, so that it stays interruptible. */
  step(cost?: number): Sys<void>;
  sleep(nanoseconds: number): Sys<void>;
  /** Enters `body` on the explicit stack: O(1) however deep. Use it for whatever user input can nest. */
  call<T>(body: Sys<T>): Sys<T>;
  /**
   * Blocks until one of the queues is woken or the deadline (as `now()`) has passed. May return early ('woken') after a signal handler ran:
   * loop and test the condition again. Throws EINTR when a handler without restart ran.
   */
  block(queues: readonly WaitQueue[], deadline?: number): Sys<'woken' | 'timeout'>;
  thread(body: Sys<void>, name?: string): Thread;
  /**
   * Waits for something truly asynchronous (WASM, a chunk of code) without virtual time passing. A function gets an `io` through which it
   * may perform system calls of this process while it runs.
   */
  external<T>(work: Promise<T> | ((io: ExternalIo) => Promise<T>)): Sys<T>;

  // Processes
  /** fork + exec. Throws ENOENT, EACCES, ENOEXEC, EAGAIN (process limit). */
  spawn(options: SpawnOptions): Sys<number>;
  /**
   * fork: a child of the same executable that runs `main`; descriptors, cwd, environment, ignored signals and the mask are copied. Handlers are
   * not: they belong to the parent's `Proc`, so they are back to the default in the child.
   */
  fork(main: (child: Proc) => Sys<number>, options?: Partial<SpawnOptions>): number;
  /** Replaces the program of this process. */
  exec(path: string, argv: readonly string[], env?: ReadonlyMap<string, string>): Sys<never>;
  /** What `ps` shows as the command line from now on (setproctitle(3)). */
  setTitle(title: string): void;
  exit(code: number): Sys<never>;
  /** pid > 0: that child; -1: any; 0: own group; < -1: that group. ECHILD when there is none. */
  wait(pid?: number, options?: WaitOptions): Sys<WaitStatus | undefined>;
  /** kill(2): pid < -1 signals a group, 0 the own group, -1 everything it may. Signal 0 only tests. ESRCH, EPERM. */
  kill(pid: number, signal: Signal | 0): void;
  sigaction(signal: Signal, disposition: SignalDisposition, options?: SignalActionOptions): void;
  getSigaction(signal: Signal): SignalDisposition;
  /** Blocks delivery of these signals (sigprocmask); they stay pending. Replaces the mask, returns the old one. */
  sigmask(signals: ReadonlySet<Signal>): ReadonlySet<Signal>;
  setpgid(pid: number, pgid: number): void;
  getpgid(pid: number): number;
  setsid(): number;
  setCredentials(credentials: Credentials): void;
  setCgroup(cgroup: Cgroup): void;
  setNamespaces(namespaces: Namespaces): void;
  /** The namespaces of a process (0: the own ones), as /proc/PID/ns offers them to setns(2). ESRCH. */
  namespacesOf(pid: number): Required<Namespaces>;
  /** A limit by its name (RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_CORE …); Infinity when there is none. */
  getrlimit(name: string): number;
  /** EPERM when it is raised without the capability. Inherited by children. */
  setrlimit(name: string, value: number): void;
  /** Accounts memory to the process and its cgroup (bytes, resident). May get the process or another of its cgroup killed (OOM). */
  setResident(bytes: number): Sys<void>;

  // Descriptors
  open(path: string, flags: OpenFlags, mode?: number): number;
  close(fd: number): void;
  dup(fd: number, atLeast?: number): number;
  dup2(from: number, to: number): number;
  pipe(): [read: number, write: number];
  /** At most `max` bytes (default 65536); an empty array is end of file. */
  read(fd: number, max?: number): Sys<Uint8Array>;
  /** Writes all of it (a string as UTF-8); blocks on a full pipe. EPIPE after SIGPIPE when ignored. */
  write(fd: number, data: Uint8Array | string): Sys<void>;
  seek(fd: number, offset: number, whence?: 'set' | 'current' | 'end'): number;
  ftruncate(fd: number, size: number): void;
  fstat(fd: number): Stat;
  isatty(fd: number): boolean;
  /** Readable and writable descriptors of the list; an empty list after the timeout. No timeout: waits for ever. */
  poll(fds: readonly PollFd[], timeout?: number): Sys<number[]>;
  setCloseOnExec(fd: number, on: boolean): void;
  /** Open descriptors, ascending. */
  fds(): number[];
  /** The open file behind a descriptor (for fd passing inside the kernel and for /proc). */
  file(fd: number): OpenFile;
  /** Installs an open file as the lowest free descriptor and takes over the caller's reference: `retain` first what is kept or installed elsewhere. EMFILE. */
  install(file: OpenFile): number;

  // Files
  /** The same calls, as seen from this process, as an object (see fs/types.ts): stat, readFile, mkdir, rename … */
  readonly fs: FsView;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  readdir(path: string): DirEntry[];
  /** Whole content of a regular file (holes as zeros). EFBIG above 256 MiB. */
  readFile(path: string): Uint8Array;
  readText(path: string): string;
  writeFile(path: string, data: Uint8Array | string, mode?: number): void;
  chdir(path: string): void;
  /** access(2): 4 read, 2 write, 1 execute; false instead of an error. */
  access(path: string, mode: number): boolean;

  // Terminals
  tcgetattr(fd: number): Termios;
  tcsetattr(fd: number, termios: Termios): void;
  tcgetpgrp(fd: number): number;
  tcsetpgrp(fd: number, pgid: number): void;
  windowSize(fd: number): WindowSize;
  setWindowSize(fd: number, size: WindowSize): void;
  /** TIOCSCTTY: the terminal on `fd` becomes the controlling one of the caller's session. EPERM unless the caller leads a session that has none. */
  setControllingTerminal(fd: number): void;
  /** A new pseudo-terminal: descriptors of master and slave; `name` is /dev/pts/N. `mounts`: allocate it in the devpts of that mount namespace (a container's). */
  openpty(size?: WindowSize, mounts?: MountNamespace): { master: number; slave: number; name: string };

  // Sockets
  socket(family: AddressFamily, type: SocketType): number;
  bind(fd: number, address: SocketAddress): void;
  listen(fd: number, backlog?: number): void;
  accept(fd: number): Sys<{ fd: number; peer: SocketAddress }>;
  /** ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ETIMEDOUT (virtual time passes), ENOENT and EACCES for Unix sockets. */
  connect(fd: number, address: SocketAddress, timeout?: number): Sys<void>;
  sendto(fd: number, data: Uint8Array, to?: SocketAddress): Sys<void>;
  recvfrom(fd: number, timeout?: number): Sys<{ data: Uint8Array; from: SocketAddress; ttl: number }>;
  shutdown(fd: number, how: 'read' | 'write' | 'both'): void;
  getsockname(fd: number): SocketAddress;
  getpeername(fd: number): SocketAddress;
}
