/** The cgroup tree of a host: accounting, and who has to wait or die when a limit is reached (cgroups(7)). */
import type { Cgroup } from './cgroup.ts';
import type { Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { Thread } from './thread.ts';
import { SysError } from './errno.ts';

/** CFS bandwidth period, nanoseconds (cpu.cfs_period_us). */
const PERIOD = 100_000_000;

export class CgroupNode implements Cgroup {
  readonly path: string;
  readonly parent: CgroupNode | undefined;
  readonly name: string;
  memoryLimit: number | undefined = undefined;
  memorySwapLimit: number | undefined = undefined;
  oomKillDisable = false;
  cpuShares: number | undefined = undefined;
  cpuset: string | undefined = undefined;
  pidsLimit: number | undefined = undefined;
  memoryPeak = 0;
  cpuUsage = 0;
  pidsCurrent = 0;
  blockRead = 0;
  blockWrite = 0;
  oomKills = 0;
  onOom: ((pid: number) => void) | undefined = undefined;
  readonly children = new Map<string, CgroupNode>();
  /** Processes directly in it, in the order in which they came. */
  readonly members = new Set<Process>();
  /** True when this group or one above may hold its threads back: saves the walk up in the usual case. */
  constrained = false;
  #scheduler: Scheduler;
  #resident = 0;
  #frozen = false;
  #quota: number | undefined = undefined;
  #periodStart = 0;
  #periodUsed = 0;
  #throttled = false;
  #parked: Thread[] = [];

  constructor(scheduler: Scheduler, name: string, parent: CgroupNode | undefined) {
    this.#scheduler = scheduler;
    this.name = name;
    this.parent = parent;
    this.path = parent === undefined ? '/' : `${parent.path === '/' ? '' : parent.path}/${name}`;
    this.constrained = parent?.constrained ?? false;
  }

  child(name: string): CgroupNode {
    const [first, ...rest] = name.split('/').filter(Boolean);
    if (first === undefined) return this;
    let child = this.children.get(first);
    if (child === undefined) {
      child = new CgroupNode(this.#scheduler, first, this);
      this.children.set(first, child);
    }
    return rest.length === 0 ? child : child.child(rest.join('/'));
  }

  remove(): void {
    if (this.members.size > 0 || this.children.size > 0 || this.parent === undefined) throw new SysError('EBUSY');
    this.parent.children.delete(this.name);
  }

  // Memory

  /** Resident bytes of this group and those below, what was swapped out not counted. */
  get memoryUsage(): number {
    return this.memoryLimit === undefined ? this.#resident : Math.min(this.#resident, this.memoryLimit);
  }

  get resident(): number {
    return this.#resident;
  }

  chargeMemory(bytes: number): void {
    this.#resident += bytes;
    this.memoryPeak = Math.max(this.memoryPeak, this.memoryUsage);
    this.parent?.chargeMemory(bytes);
  }

  /** What may be used before something has to die: memory and the swap that the host has and the limit allows. */
  ceiling(swap: number): number {
    if (this.memoryLimit === undefined) return Infinity;
    const allowed = this.memorySwapLimit === undefined ? swap : Math.max(0, this.memorySwapLimit - this.memoryLimit);
    return this.memoryLimit + Math.min(swap, allowed);
  }

  countOom(pid: number): void {
    this.oomKills++;
    this.onOom?.(pid);
  }

  // Processor

  get cpuQuota(): number | undefined {
    return this.#quota;
  }

  set cpuQuota(cpus: number | undefined) {
    this.#quota = cpus;
    this.#refresh();
    if (cpus === undefined) this.#unthrottle();
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  set frozen(on: boolean) {
    this.#frozen = on;
    this.#refresh();
    if (!on) this.#wake();
  }

  /** Accounts processor time; a group that has used up its quota of the period waits for the next ones. */
  chargeCpu(nanoseconds: number): void {
    this.cpuUsage += nanoseconds;
    if (this.#quota !== undefined) this.#consume(nanoseconds, this.#quota);
    this.parent?.chargeCpu(nanoseconds);
  }

  /** Where a thread of this group waits; undefined when it may run. */
  parkedOn(): Thread[] | undefined {
    return this.#frozen || this.#throttled ? this.#parked : this.parent?.parkedOn();
  }

  #consume(nanoseconds: number, quota: number): void {
    const now = this.#scheduler.now;
    const elapsed = Math.floor((now - this.#periodStart) / PERIOD);
    if (elapsed > 0) {
      this.#periodStart += elapsed * PERIOD;
      this.#periodUsed = Math.max(0, this.#periodUsed - elapsed * quota * PERIOD);
    }
    this.#periodUsed += nanoseconds;
    if (this.#throttled || this.#periodUsed < quota * PERIOD) return;
    this.#throttled = true;
    const periods = Math.floor(this.#periodUsed / (quota * PERIOD));
    this.#scheduler.at(this.#periodStart + periods * PERIOD, () => this.#unthrottle());
  }

  #unthrottle(): void {
    this.#throttled = false;
    this.#wake();
  }

  #wake(): void {
    const parked = this.#parked;
    this.#parked = [];
    for (const thread of parked) if (thread.state === 'parked') this.#scheduler.ready(thread);
  }

  #refresh(): void {
    this.constrained = this.#frozen || this.#quota !== undefined || (this.parent?.constrained ?? false);
    for (const child of this.children.values()) child.#refresh();
  }

  // Processes

  /** EAGAIN when one more process would exceed the limit of this group or one above. */
  checkPids(): void {
    if (this.pidsLimit !== undefined && this.pidsCurrent >= this.pidsLimit) throw new SysError('EAGAIN');
    this.parent?.checkPids();
  }

  add(process: Process): void {
    this.members.add(process);
    this.#countPids(1);
    this.chargeMemory(process.resident);
  }

  delete(process: Process): void {
    if (!this.members.delete(process)) return;
    this.#countPids(-1);
    this.chargeMemory(-process.resident);
  }

  #countPids(change: number): void {
    this.pidsCurrent += change;
    if (this.parent !== undefined) this.parent.#countPids(change);
  }

  /** All processes here and below. */
  *processes(): Generator<Process> {
    yield* this.members;
    for (const child of this.children.values()) yield* child.processes();
  }
}
