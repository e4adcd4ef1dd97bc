/** System calls about processes, signals and limits. */
import type { Cgroup } from '../cgroup.ts';
import type { CgroupNode } from '../cgroup-tree.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import type { Process } from '../process.ts';
import type { Signal } from '../signals.ts';
import type { Credentials, Namespaces, Proc, SignalActionOptions, SignalDisposition, SpawnOptions, Sys, WaitOptions, WaitStatus } from '../sys.ts';
import { capable } from '../capabilities.ts';
import { SysError } from '../errno.ts';
import { isShort, relieveMemory } from '../memory.ts';
import { notice, send } from '../signal-delivery.ts';
import { newSession, setGroup } from '../session.ts';
import { waitFor } from '../wait.ts';
import { FileCalls } from './files.ts';

/** Virtual cost of fork and exec, nanoseconds. */
const SPAWN_COST = 15_000;

export abstract class ProcessCalls extends FileCalls {
  *spawn(options: SpawnOptions): Sys<number> {
    const child = this.process.host.kernel.calls.spawn(this.process, options);
    yield { kind: 'step', cost: SPAWN_COST };
    if (isShort(child)) yield* relieveMemory(child);
    return child.pid.in(this.process.pidNamespace);
  }

  fork(main: (child: Proc) => Sys<number>, options: Partial<SpawnOptions> = {}): number {
    return this.process.host.kernel.calls.fork(this.process, main, options).pid.in(this.process.pidNamespace);
  }

  setTitle(title: string): void {
    this.process.argv = [title];
  }

  exec(path: string, argv: readonly string[], env?: ReadonlyMap<string, string>): Sys<never> {
    return this.process.host.kernel.calls.exec(this.process, path, argv, env);
  }

  *exit(code: number): Sys<never> {
    this.process.host.kernel.events.exit(this.process, { code: code & 255 });
    yield { kind: 'exit', code };
    throw new SysError('ESRCH');
  }

  wait(pid = -1, options: WaitOptions = {}): Sys<WaitStatus | undefined> {
    return waitFor(this.process, this as unknown as Proc, pid, options);
  }

  kill(pid: number, signal: Signal | 0): void {
    const targets = this.#targets(pid);
    if (targets.length === 0) throw new SysError('ESRCH');
    const allowed = targets.filter((target) => this.#maySignal(target, signal));
    if (allowed.length === 0) throw new SysError('EPERM');
    if (signal !== 0) for (const target of allowed) send(target, signal, this.process);
  }

  #targets(pid: number): Process[] {
    const ns = this.process.pidNamespace;
    if (pid > 0) {
      const target = ns.processes.get(pid);
      return target === undefined ? [] : [target];
    }
    if (pid === 0) return [...this.process.group.members];
    const all = [...ns.processes.values()];
    if (pid === -1) return all.filter((target) => target !== ns.init && target !== this.process);
    return all.filter((target) => target.group.id.in(ns) === -pid);
  }

  #maySignal(target: Process, signal: Signal | 0): boolean {
    const own = this.process.credentials;
    if (own.uid === target.credentials.uid || capable(own, 'KILL')) return true;
    return signal === 'SIGCONT' && target.session === this.process.session;
  }

  sigaction(signal: Signal, disposition: SignalDisposition, options: SignalActionOptions = {}): void {
    if (signal === 'SIGKILL' || signal === 'SIGSTOP') throw new SysError('EINVAL');
    if (disposition === 'default') this.process.actions.delete(signal);
    else this.process.actions.set(signal, { disposition, restart: options.restart ?? true });
    notice(this.process);
  }

  getSigaction(signal: Signal): SignalDisposition {
    return this.process.actions.get(signal)?.disposition ?? 'default';
  }

  sigmask(signals: ReadonlySet<Signal>): ReadonlySet<Signal> {
    const before = this.process.mask;
    this.process.mask = new Set(signals);
    notice(this.process);
    return before;
  }

  setpgid(pid: number, pgid: number): void {
    const { process } = this;
    const target = pid === 0 ? process : process.pidNamespace.processes.get(pid);
    if (target === undefined || (target !== process && target.parent !== process)) throw new SysError('ESRCH');
    if (target !== process && target.hasExecuted && target.session !== process.session) throw new SysError('EPERM');
    setGroup(process, target, pgid);
  }

  getpgid(pid: number): number {
    return this.#find(pid).group.id.in(this.process.pidNamespace);
  }

  setsid(): number {
    const { process } = this;
    if (process.group.id === process.pid) throw new SysError('EPERM');
    newSession(process);
    return this.pid;
  }

  setCredentials(credentials: Credentials): void {
    const own = this.process.credentials;
    if (own.uid !== credentials.uid && !capable(own, 'SETUID')) throw new SysError('EPERM');
    if (own.gid !== credentials.gid && !capable(own, 'SETGID')) throw new SysError('EPERM');
    this.process.fs.credentials = credentials;
  }

  setCgroup(cgroup: Cgroup): void {
    const { process } = this;
    process.context.cgroup.delete(process);
    process.context.cgroup = cgroup as CgroupNode;
    process.context.cgroup.add(process);
  }

  setNamespaces(namespaces: Namespaces): void {
    const { process } = this;
    if (!capable(process.credentials, 'SYS_ADMIN')) throw new SysError('EPERM');
    process.host.kernel.calls.enter(process, namespaces);
  }

  namespacesOf(pid: number): Required<Namespaces> {
    return this.#find(pid).namespaces();
  }

  getrlimit(name: string): number {
    return this.process.rlimits.get(name) ?? Infinity;
  }

  setrlimit(name: string, value: number): void {
    const before = this.getrlimit(name);
    if (value > before && !capable(this.process.credentials, 'SYS_RESOURCE')) throw new SysError('EPERM');
    this.process.rlimits = new Map(this.process.rlimits).set(name, value);
  }

  *setResident(bytes: number): Sys<void> {
    const { process } = this;
    process.context.cgroup.chargeMemory(bytes - process.resident);
    process.resident = bytes;
    process.residentPeak = Math.max(process.residentPeak, bytes);
    yield* relieveMemory(process);
  }

  #find(pid: number): Process {
    const target = pid === 0 ? this.process : (this.process.pidNamespace as PidNamespace).processes.get(pid);
    if (target === undefined) throw new SysError('ESRCH');
    return target;
  }
}
