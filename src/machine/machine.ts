/** A whole machine: the kernel, the learner's host and the internet it is connected to, booted and ready at a login. */
import { parseRFC3339 } from '../formats/go-time/layout.ts';
import { Kernel, type ProcessHandle } from '../kernel/kernel.ts';
import type { KernelHost } from '../kernel/kernel-host.ts';
import type { HostFacts } from '../kernel/host.ts';
import type { Credentials } from '../kernel/sys.ts';
import type { WindowSize } from '../kernel/tty/types.ts';
import { createMemoryFs } from '../kernel/fs/memory.ts';
import { createView } from '../kernel/fs/view.ts';
import { sink, source } from '../kernel/outside.ts';
import type { RunningDaemon } from '../engine/main.ts';
import { learnerTree } from './hosts/learner.ts';
import { mountSystem } from './hosts/mounts.ts';
import { connectInternet, INTERNET_PROGRAMS, loadHub } from './hosts/internet.ts';
import { programTable } from './programs.ts';
import { BOOTED } from '../userland/systemd/protocol.ts';
import { StepFeed, stepShell } from './step-shell.ts';
import { TerminalSession } from './terminal/terminal-session.ts';
import type { World } from './world.ts';

const KERNEL_VERSION = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.140-1 (2025-05-22)';
const PATH_OF_USERS = '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';
const PATH_OF_ROOT = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Boot must be over by then, virtual nanoseconds. */
const BOOT_LIMIT = 120_000_000_000;

/** Where a boot may stop before the default target: sockets listen, no service runs. */
export type BootTarget = 'basic.target';

/** The code of dockerd. */
export const loadDaemon = (): Promise<typeof import('../engine/main.ts')> => import('../engine/main.ts');

export interface ExecuteOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run as root instead of the world's user. */
  readonly root?: boolean;
  /** Virtual nanoseconds after which it is killed; default one hour. */
  readonly limit?: number;
}

/** `combined` is standard output and error in the order in which they were written. */
export interface Execution { readonly stdout: string; readonly stderr: string; readonly combined: string; readonly code: number }

export class Machine {
  readonly kernel: Kernel;
  readonly world: World;
  readonly host: KernelHost;
  readonly terminals = new Map<number, TerminalSession>();
  /** Steps for a scripted shell. */
  readonly steps: StepFeed;
  onTerminal: ((session: TerminalSession) => void) | undefined;
  /** Told of the daemon of the host, and again of each one that is started after it. */
  onDaemon: ((daemon: RunningDaemon) => void) | undefined;
  /** The running daemon, to look at; nothing in the simulation is run by that. */
  daemon: RunningDaemon | undefined;

  private constructor(kernel: Kernel, world: World, host: KernelHost, steps: StepFeed) {
    this.kernel = kernel;
    this.steps = steps;
    this.world = world;
    this.host = host;
  }

  /**
   * Boots: hosts, network, services. Resolves when the daemon answers; with the target basic.target before any service was started, which
   * `startServices` makes up for. Equal worlds, seeds and targets give equal machines.
   */
  static async boot(world: World, seed = 1, target?: BootTarget): Promise<Machine> {
    const epoch = parseRFC3339(world.epoch) ?? 0n;
    const steps = new StepFeed();
    const kernel = new Kernel({ seed, epoch, programs: programTable([
      ...INTERNET_PROGRAMS,
      ['step-shell', stepShell(steps)],
      ['dockerd', async () => (await loadDaemon()).dockerd((daemon) => machine.daemonStarted(daemon))],
    ]) });
    const docker = world.pulled.length > 0 ? (await loadHub()).pulledImages(world, epoch) : undefined;
    const facts: HostFacts = { kernelRelease: world.kernel, ...(target && { kernelArguments: `systemd.unit=${target}` }), kernelVersion: KERNEL_VERSION, architecture: 'x86_64', operatingSystem: world.os, cpus: world.cpus, memory: world.memory, swap: 0, cgroupVersion: world.cgroupVersion };
    const root = createMemoryFs({ type: 'ext4', now: () => kernel.realtime(), tree: learnerTree(world, epoch, docker) });
    const host = kernel.addHost({ name: world.hostname, facts, root, init: false });
    mountSystem(host);
    connectInternet(kernel, host, world);
    const machine = new Machine(kernel, world, host, steps);
    kernel.spawn(host, '/sbin/init', { argv: ['/sbin/init'], env: new Map([['PATH', PATH_OF_ROOT]]) });
    const view = createView(host.mounts, { uid: 0, gid: 0, groups: [] });
    await machine.runUntil(() => view.exists(BOOTED), BOOT_LIMIT);
    return machine;
  }

  private daemonStarted(daemon: RunningDaemon): void {
    this.daemon = daemon;
    this.onDaemon?.(daemon);
  }

  /** Lets init go on to the default target: it starts the enabled services that do not run yet. */
  startServices(): void {
    this.kernel.kill(this.host, 1, 'SIGRTMIN');
  }

  /** Credentials of the world's user. */
  get credentials(): Credentials {
    return this.world.user === 'root' ? { uid: 0, gid: 0, groups: [0] } : { uid: 1000, gid: 1000, groups: [1000, 27, 998] };
  }

  /** Environment of a login of the world's user. */
  environment(extra: Readonly<Record<string, string>> = {}): Map<string, string> {
    const { user, home } = this.world;
    const base = { SHELL: '/bin/bash', HOME: home, LANG: 'C.UTF-8', USER: user, LOGNAME: user, PATH: user === 'root' ? PATH_OF_ROOT : PATH_OF_USERS };
    return new Map(Object.entries({ ...base, ...this.world.env, ...extra }));
  }

  /** Opens a terminal with a login shell in it. */
  openTerminal(tab: number, size: WindowSize): TerminalSession {
    const terminal = this.kernel.openTerminal(this.host, size);
    const env = this.environment({ TERM: 'xterm-256color', DRYDOCK_SHELL_INTEGRATION: '1' });
    const login = (): ProcessHandle => this.kernel.spawn(this.host, '/bin/bash', { argv: ['-bash'], env, cwd: this.world.cwd, credentials: this.credentials, terminal });
    const session = new TerminalSession(this.kernel, tab, terminal, login);
    this.terminals.set(tab, session);
    this.onTerminal?.(session);
    return session;
  }

  /** Hangs up a terminal: its shell gets SIGHUP, as when a window is closed. */
  closeTerminal(tab: number): void {
    const session = this.terminals.get(tab);
    if (!session) return;
    session.terminal.close();
    this.terminals.delete(tab);
  }

  /** Runs a script with bash, without a terminal, to its end. */
  async execute(script: string, options: ExecuteOptions = {}): Promise<Execution> {
    let stdout = '';
    let stderr = '';
    let combined = '';
    const [out, err] = [new TextDecoder(), new TextDecoder()];
    const process = this.kernel.spawn(this.host, '/bin/bash', {
      argv: ['bash', '-c', script],
      env: this.environment(options.env),
      cwd: options.cwd ?? this.world.cwd,
      credentials: options.root ? { uid: 0, gid: 0, groups: [0] } : this.credentials,
      stdio: [source(options.stdin ?? ''), sink((bytes) => {
        const text = out.decode(bytes, { stream: true });
        stdout += text;
        combined += text;
      }), sink((bytes) => {
        const text = err.decode(bytes, { stream: true });
        stderr += text;
        combined += text;
      })],
    });
    await this.runToExit(process, options.limit);
    const status = process.status();
    return { stdout, stderr, combined, code: status?.kind === 'exited' ? status.code : 137 };
  }

  /** Runs until the process has ended; after `limit` virtual nanoseconds it is killed. */
  async runToExit(process: ProcessHandle, limit = 3_600_000_000_000): Promise<void> {
    process.onExit = () => this.kernel.interrupt();
    await this.runWhile(() => process.status() === undefined, limit);
    if (process.status() !== undefined) return;
    this.kernel.kill(this.host, process.pid, 'SIGKILL');
    await this.runWhile(() => process.status() === undefined, 1_000_000_000);
  }

  /** Runs for so many virtual nanoseconds. */
  async runFor(nanoseconds: number): Promise<void> {
    await this.runWhile(() => true, nanoseconds);
  }

  /** Runs while `waiting` holds, at most `limit` virtual nanoseconds. What makes it false must call `kernel.interrupt()`. */
  async runWhile(waiting: () => boolean, limit: number): Promise<void> {
    const end = this.kernel.now() + limit;
    while (waiting() && this.kernel.now() < end) {
      if (this.kernel.run({ time: end }) === 'external') await this.kernel.whenExternal();
    }
  }

  /** Runs until `done` holds, looking after each step, at most `limit` virtual nanoseconds; whether it held. */
  async runUntil(done: () => boolean, limit: number): Promise<boolean> {
    const end = this.kernel.now() + limit;
    while (!done()) {
      if (this.kernel.now() >= end) return false;
      // Step by step, so that the clock does not run ahead of what is waited for.
      const result = this.kernel.run({ time: end, maxSteps: 1 });
      if (result === 'external') await this.kernel.whenExternal();
      else if (result === 'idle' && !done() && this.kernel.now() < end) return false;
    }
    return true;
  }
}
