/** System calls about the process itself, time and scheduling. */
import type { Cgroup } from '../cgroup.ts';
import type { Host } from '../host.ts';
import type { MountNamespace, FsView } from '../fs/types.ts';
import type { NetNamespace } from '../net/types.ts';
import type { RandomStream } from '../random.ts';
import type { Credentials, ExternalIo, Proc, Sys, SystemCall, Thread as ThreadHandle, UtsNamespace } from '../sys.ts';
import { PROCESS } from '../process.ts';
import type { Process } from '../process.ts';
import type { Thread } from '../thread.ts';
import type { WaitQueue } from '../wait-queue.ts';
import { WaitQueue as Queue } from '../wait-queue.ts';
import { STEP_COST } from '../thread.ts';

const STEP: SystemCall = { kind: 'step', cost: STEP_COST };
const MIN_COST = 100;
const NO_QUEUES: readonly WaitQueue[] = [];

export abstract class CoreCalls {
  protected readonly process: Process;
  readonly [PROCESS]: Process;

  constructor(process: Process) {
    this.process = process;
    this[PROCESS] = process;
  }

  get pid(): number {
    return this.process.pid.in(this.process.pidNamespace);
  }

  get ppid(): number {
    return this.process.parent?.pid.in(this.process.pidNamespace) ?? 0;
  }

  get pgid(): number {
    return this.process.group.id.in(this.process.pidNamespace);
  }

  get sid(): number {
    return this.process.session.id.in(this.process.pidNamespace);
  }

  get argv(): readonly string[] {
    return this.process.argv;
  }

  get env(): Map<string, string> {
    return this.process.env;
  }

  get cwd(): string {
    return this.process.fs.cwd;
  }

  get umask(): number {
    return this.process.fs.umask;
  }

  set umask(mask: number) {
    this.process.fs.umask = mask & 0o777;
  }

  get credentials(): Credentials {
    return this.process.fs.credentials;
  }

  get host(): Host {
    return this.process.host;
  }

  get exe(): string {
    return this.process.exe;
  }

  get variant(): string {
    return this.process.variant;
  }

  get uts(): UtsNamespace {
    return this.process.context.uts;
  }

  get net(): NetNamespace {
    return this.process.context.net;
  }

  get mounts(): MountNamespace {
    return this.process.context.mounts;
  }

  get cgroup(): Cgroup {
    return this.process.context.cgroup;
  }

  get fs(): FsView {
    return this.process.fs;
  }

  now(): number {
    return this.process.host.kernel.scheduler.now;
  }

  realtime(): bigint {
    return this.process.host.kernel.realtime();
  }

  random(stream: string): RandomStream {
    return this.process.host.kernel.random(stream);
  }

  *step(cost?: number): Sys<void> {
    // Never free: a loop must reach the end of the time that a run was given.
    yield cost === undefined ? STEP : { kind: 'step', cost: cost > MIN_COST ? Math.ceil(cost) : MIN_COST };
  }

  *sleep(nanoseconds: number): Sys<void> {
    const { scheduler } = this.process.host.kernel;
    const deadline = scheduler.now + Math.max(0, Math.ceil(nanoseconds));
    do yield { kind: 'block', queues: NO_QUEUES, deadline };
    while (scheduler.now < deadline);
  }

  *call<T>(body: Sys<T>): Sys<T> {
    return (yield { kind: 'call', body }) as T;
  }

  *block(queues: readonly WaitQueue[], deadline = Infinity): Sys<'woken' | 'timeout'> {
    return (yield { kind: 'block', queues, deadline }) as 'woken' | 'timeout';
  }

  thread(body: Sys<void>, name = 'thread'): ThreadHandle {
    return new Handle(this.process, this.process.start(body as never, name));
  }

  external<T>(work: Promise<T> | ((io: ExternalIo) => Promise<T>)): Sys<T> {
    return this.process.host.kernel.externals.perform(this as unknown as Proc, work);
  }
}

class Handle implements ThreadHandle {
  readonly #process: Process;
  readonly #thread: Thread;
  readonly #ended = new Queue();

  constructor(process: Process, thread: Thread) {
    this.#process = process;
    this.#thread = thread;
    thread.ended.push(() => this.#ended.wake());
  }

  get done(): boolean {
    return this.#thread.state === 'done';
  }

  *join(): Sys<void> {
    while (!this.done) yield* this.#process.proc.block([this.#ended]);
  }

  cancel(): void {
    this.#process.threads.delete(this.#thread);
    this.#process.host.kernel.scheduler.drop(this.#thread);
  }
}
