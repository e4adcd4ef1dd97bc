/** The kernel: hosts, their processes and the one clock they share. What is outside of the simulation holds this object. */
import type { OpenFile } from './fs/types.ts';
import type { Credentials, Namespaces, Program, WaitStatus } from './sys.ts';
import type { Host } from './host.ts';
import type { Cgroup } from './cgroup.ts';
import type { RandomStream } from './random.ts';
import type { RunResult, RunUntil } from './scheduler.ts';
import type { Signal } from './signals.ts';
import type { WindowSize } from './tty/types.ts';
import type { ProgramTable } from './exec.ts';
import type { Crash } from './lifecycle.ts';
import type { Process, ProcessEvents } from './process.ts';
import type { HostOptions } from './kernel-host.ts';
import type { BlockedProcess, KernelProcessInfo } from './process-info.ts';
import type { PidNamespace } from './pid-namespace.ts';
import { SysError } from './errno.ts';
import { Externals } from './externals.ts';
import { KernelHost } from './kernel-host.ts';
import { exit, threadEnded } from './lifecycle.ts';
import { createView } from './fs/view.ts';
import { Network } from './net/network.ts';
import { connectOutside, listenOutside } from './net/outside.ts';
import type { OutsideConnection } from './net/outside.ts';
import type { NetNamespace, SocketAddress } from './net/types.ts';
import { sink, source } from './outside.ts';
import { blockedProcesses, describe } from './process-info.ts';
import { randomStream } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { deliver, send } from './signal-delivery.ts';
import { DEFAULT_RESIDENT, createIdle, createInit, enter, exec, fork, spawn } from './spawn.ts';
import { takeTerminal } from './tty/job-control.ts';
import { OutsideTerminal } from './tty/outside-terminal.ts';
import { SlaveFile } from './tty/pty-files.ts';

export type { ProgramTable };

export interface KernelLimits {
  /** Processes and zombies on one host. */
  readonly processes: number;
  /** RLIMIT_NOFILE of the first processes. */
  readonly openFiles: number;
}

export interface KernelOptions {
  readonly seed: number;
  /** CLOCK_REALTIME at the boot of the kernel, nanoseconds since 1970. */
  readonly epoch: bigint;
  readonly programs: ProgramTable;
  readonly limits?: Partial<KernelLimits>;
}

export interface KernelSpawnOptions {
  readonly argv?: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  readonly credentials?: Credentials;
  /** Standard input, output and error are this terminal, which becomes the controlling one of a new session. */
  readonly terminal?: OutsideTerminal;
  /** Standard input, output and error. The caller keeps its references. Default: nothing to read, output is thrown away. */
  readonly stdio?: readonly [OpenFile, OpenFile, OpenFile];
  readonly namespaces?: Namespaces;
  readonly cgroup?: Cgroup;
  readonly umask?: number;
}

/** A process that was started from outside. */
export interface ProcessHandle {
  /** In the host's own pid namespace. */
  readonly pid: number;
  /** Undefined while it runs. */
  status(): WaitStatus | undefined;
  onExit: ((status: WaitStatus) => void) | undefined;
}

export class Kernel {
  readonly scheduler = new Scheduler();
  readonly externals = new Externals(this.scheduler);
  readonly limits: KernelLimits;
  readonly seed: number;
  readonly epoch: bigint;
  readonly hosts: KernelHost[] = [];
  /** The network that all hosts are on. */
  readonly network: Network;
  /** Told of exceptions that no program caught. Default: they are kept in `crashes`. */
  onCrash: ((crash: Crash) => void) | undefined = undefined;
  readonly crashes: Crash[] = [];
  /** How processes are made, for the system calls: handed in, since the makers import those. */
  readonly calls = { spawn, fork, exec, enter };
  readonly events: ProcessEvents = { deliver, exit, threadEnded };
  readonly #programs: Map<string, Program | (() => Promise<Program>)>;
  readonly #streams = new Map<string, RandomStream>();

  constructor(options: KernelOptions) {
    this.seed = options.seed;
    this.epoch = options.epoch;
    this.#programs = new Map(options.programs);
    this.limits = { processes: 4096, openFiles: 1024, ...options.limits };
    this.network = new Network(this.scheduler, this.random('network'));
  }

  /** Nanoseconds since the boot of the kernel. */
  now(): number {
    return this.scheduler.now;
  }

  /** Steps that were run; with `now()` it names a point of a run exactly. */
  get steps(): number {
    return this.scheduler.steps;
  }

  /** Nanoseconds since 1970-01-01T00:00Z. */
  realtime(): bigint {
    return this.epoch + BigInt(this.scheduler.now);
  }

  /** The random stream of that name. */
  random(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = randomStream(this.seed, name);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  /** Runs `action` at `time`, as `now()`. Returns a function that cancels it. */
  at(time: number, action: () => void): () => void {
    return this.scheduler.at(time, action);
  }

  /** A new machine. What is spawned from outside is a child of its PID 1, which never sees it end. */
  addHost(options: HostOptions): KernelHost {
    const net = options.net ?? this.network.createNamespace(options.name);
    const host = new KernelHost(this, options, net);
    this.hosts.push(host);
    this.scheduler.cpus = Math.max(this.scheduler.cpus, options.facts.cpus);
    host.idle = createIdle(host);
    if (options.init !== false) createInit(host, options.init ?? ['/sbin/init']);
    return host;
  }

  /** Starts a program as a child of the host's PID 1. Throws what spawn throws. */
  spawn(host: Host, path: string, options: KernelSpawnOptions = {}): ProcessHandle {
    const parent = parentOf(host as KernelHost);
    const { terminal } = options;
    const child = spawn(
      parent,
      {
        path,
        argv: options.argv ?? [path],
        env: options.env ?? new Map(),
        cwd: options.cwd ?? '/',
        setsid: true,
        ...(options.credentials && { credentials: options.credentials }),
        ...(options.namespaces && { namespaces: options.namespaces }),
        ...(options.cgroup && { cgroup: options.cgroup }),
        ...(options.umask !== undefined && { umask: options.umask }),
      },
      (process) => {
        if (terminal !== undefined) {
          const slave = new SlaveFile(terminal.tty, { read: true, write: true }, terminal.name);
          process.descriptors.put(0, slave);
          process.descriptors.dup2(0, 1);
          process.descriptors.dup2(0, 2);
          return;
        }
        const stdio = options.stdio ?? [source(''), sink(() => {}), sink(() => {})];
        stdio.forEach((file, fd) => {
          file.retain();
          process.descriptors.put(fd, file);
        });
      },
    );
    child.forgotten = true;
    if (terminal !== undefined && terminal.tty.session === undefined) takeTerminal(child, terminal.tty);
    return new Handle(child);
  }

  /** Sends a signal from outside: nothing is spared. ESRCH. */
  kill(host: Host, pid: number, signal: Signal): void {
    const process = (host as KernelHost).pidNamespace.processes.get(pid);
    if (process === undefined) throw new SysError('ESRCH');
    send(process, signal, 'outside');
  }

  /** A pseudo-terminal of the host whose master is the caller. */
  openTerminal(host: Host, size?: WindowSize): OutsideTerminal {
    const { ptys } = host as KernelHost;
    const tty = ptys.create(size);
    return new OutsideTerminal(this.scheduler, tty, () => ptys.terminals.delete(tty.index));
  }

  /** A client outside of the simulation: it connects as a program on the host (or in a network namespace) would. Errors come by `onError`. */
  connectOutside(from: Host | NetNamespace, address: SocketAddress): OutsideConnection {
    if (!(from instanceof KernelHost)) return connectOutside(from as NetNamespace, address);
    return connectOutside(from.net, address, createView(from.mounts, { uid: 0, gid: 0, groups: [0] }));
  }

  /** A server outside of the simulation. EADDRINUSE, EADDRNOTAVAIL. The result stops it. */
  listenOutside(at: Host | NetNamespace, address: SocketAddress & { family: 'inet' }, onConnection: (connection: OutsideConnection, peer: SocketAddress) => void): () => void {
    return listenOutside(at instanceof KernelHost ? at.net : (at as NetNamespace), address, onConnection);
  }

  /** Lets the simulation go on until nothing is left to do, `until` is reached, or code outside has to finish. Never beyond `until.time`. */
  run(until?: RunUntil): RunResult {
    return this.scheduler.run(until);
  }

  /** Called from inside a run (`onExit`, `onOutput` …): lets it return 'deadline' after the current step or timer. */
  interrupt(): void {
    this.scheduler.interrupt();
  }

  /** Resolves when `run` can go on after it returned 'external'. */
  whenExternal(): Promise<void> {
    return this.externals.whenReady();
  }

  /** The processes of a pid namespace in its numbers (the host's when none is given), zombies included, by ascending pid. */
  processes(host: Host, namespace: PidNamespace = (host as KernelHost).pidNamespace): KernelProcessInfo[] {
    return [...namespace.processes.values()].map((process) => describe(process, namespace));
  }

  /** Processes that wait, and for what: after 'idle' these are the ones that will wait for ever. */
  blocked(): BlockedProcess[] {
    return blockedProcesses(this.hosts);
  }

  // For the modules of the kernel

  /** An executable whose program nobody wrote runs, says so, and fails. */
  program(name: string): Program | (() => Promise<Program>) {
    const program = this.#programs.get(name);
    return program ?? notSimulated(name);
  }

  loaded(name: string, program: Program): void {
    this.#programs.set(name, program);
  }

  residentOf(name: string): number {
    const program = this.#programs.get(name);
    return (typeof program === 'object' ? program.resident : undefined) ?? DEFAULT_RESIDENT;
  }

  crashed(crash: Crash): void {
    if (this.onCrash !== undefined) this.onCrash(crash);
    else this.crashes.push(crash);
  }
}

function notSimulated(name: string): Program {
  return {
    name,
    *main(proc) {
      yield* proc.write(2, `${name}: this program is not simulated here\n`);
      return 1;
    },
  };
}

class Handle implements ProcessHandle {
  readonly pid: number;
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
    this.pid = process.pid.in(process.host.pidNamespace);
  }

  status(): WaitStatus | undefined {
    return this.#process.exitStatus;
  }

  get onExit(): ((status: WaitStatus) => void) | undefined {
    return this.#process.onExit;
  }

  set onExit(tell: ((status: WaitStatus) => void) | undefined) {
    this.#process.onExit = tell;
  }
}

function parentOf(host: KernelHost): Process {
  const { init } = host.pidNamespace;
  if (init?.zombie) throw new SysError('ESRCH');
  return init ?? host.idle;
}
