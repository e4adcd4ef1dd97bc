/** A thread of control: an explicit stack of generators that the scheduler resumes one system call at a time. */
import type { Sys, SystemCall } from './sys.ts';
import type { WaitQueue, Waiter } from './wait-queue.ts';
import type { Timer } from './timers.ts';
import type { Scheduler } from './scheduler.ts';
import { SysError } from './errno.ts';

/** What a thread belongs to; the scheduler asks it before and tells it after the thread ran. */
export interface ThreadOwner {
  /** The list to wait in while threads of this owner may not run (stopped, frozen, out of quota); undefined when they may. */
  parkedOn(): Thread[] | undefined;
  /** Steps before another thread gets its turn. */
  readonly quantum: number;
  /** Accounts nanoseconds of CPU. */
  charge(nanoseconds: number): void;
  /** True when handlers have to be pushed before this thread goes on. */
  interruptsFor(thread: Thread): boolean;
  /** Pushes the handlers of pending signals onto the thread. */
  interrupt(thread: Thread): void;
  /** The bottom of the stack was left: by a value, or by an error. */
  ended(thread: Thread, outcome: { value: unknown } | { error: unknown }): void;
  /** The stack is deeper than the limit. */
  overflowed(thread: Thread): void;
}

/** runnable: in the run queue; busy: a long step is being paid for. */
export type ThreadState = 'runnable' | 'blocked' | 'busy' | 'external' | 'parked' | 'done';

/** Virtual cost of a system call, nanoseconds. */
export const STEP_COST = 1000;

/** What to restore when a signal handler on the stack returns. */
interface Interruption {
  readonly depth: number;
  readonly value: unknown;
  readonly error: { error: unknown } | undefined;
  readonly restart: boolean;
  readonly blocked: boolean;
  readonly done: () => void;
}

export class Thread implements Timer, Waiter {
  readonly scheduler: Scheduler;
  readonly owner: ThreadOwner;
  readonly name: string;
  state: ThreadState = 'runnable';
  /** Next in the run queue. */
  nextReady: Thread | undefined = undefined;
  /** What the pending yield gives back. */
  value: unknown = undefined;
  error: { error: unknown } | undefined = undefined;
  /** Cost of the pending system call. */
  cost = STEP_COST;
  /** True from a block until the next resume. */
  wasBlocked = false;
  queues: readonly WaitQueue[] = [];
  ended: (() => void)[] = [];
  // Timer
  time = 0;
  order = 0;
  index = -1;
  #stack: Sys<unknown>[] = [];
  #interruptions: Interruption[] = [];

  constructor(scheduler: Scheduler, owner: ThreadOwner, body: Sys<unknown>, name: string) {
    this.scheduler = scheduler;
    this.owner = owner;
    this.name = name;
    this.#stack.push(body);
  }

  get depth(): number {
    return this.#stack.length;
  }

  /** A queue woke the thread. */
  wake(): void {
    if (this.state === 'blocked') this.scheduler.unblock(this, 'woken');
  }

  /** Its timer fired: a deadline passed, or a long step is paid for. */
  fire(): void {
    if (this.state === 'blocked') this.scheduler.unblock(this, 'timeout');
    else if (this.state === 'busy') this.scheduler.ready(this);
  }

  push(body: Sys<unknown>): void {
    this.#stack.push(body);
  }

  /** Puts a signal handler on top; `done` runs when it has returned or thrown. */
  pushHandler(body: Sys<unknown>, restart: boolean, done: () => void): void {
    this.#interruptions.push({ depth: this.#stack.length, value: this.value, error: this.error, restart, blocked: this.wasBlocked, done });
    this.value = undefined;
    this.error = undefined;
    this.wasBlocked = false;
    this.#stack.push(body);
  }

  /** Replaces everything on the stack (execve). Nothing of the old stack runs any more. */
  replace(body: Sys<unknown>): void {
    this.#stack = [body];
    this.#interruptions = [];
    this.value = undefined;
    this.error = undefined;
  }

  drop(): void {
    this.#stack = [];
    this.#interruptions = [];
    this.value = undefined;
    this.error = undefined;
  }

  /** Runs to the next system call. Undefined when the thread has ended. */
  resume(): SystemCall | undefined {
    const stack = this.#stack;
    for (;;) {
      const top = stack[stack.length - 1];
      if (top === undefined) return undefined;
      let result: IteratorResult<SystemCall, unknown>;
      try {
        const error = this.error;
        if (error === undefined) {
          const value = this.value;
          this.value = undefined;
          result = top.next(value);
        } else {
          this.error = undefined;
          result = top.throw(error.error);
        }
      } catch (error) {
        if (this.#stack !== stack) return undefined;
        stack.pop();
        if (this.#interruptions.length > 0) this.#unwound(stack.length);
        if (stack.length === 0) {
          this.owner.ended(this, { error });
          return undefined;
        }
        this.error = { error };
        continue;
      }
      if (!result.done) return result.value;
      if (this.#stack !== stack) return undefined;
      stack.pop();
      if (stack.length === 0) {
        this.owner.ended(this, { value: result.value });
        return undefined;
      }
      this.value = result.value;
      if (this.#interruptions.length > 0) this.#returned(stack.length);
    }
  }

  /** A handler returned: what it interrupted goes on as if it had not, or fails with EINTR. */
  #returned(depth: number): void {
    const last = this.#interruptions[this.#interruptions.length - 1];
    if (last?.depth !== depth) return;
    this.#interruptions.pop();
    last.done();
    this.value = last.value;
    this.error = last.error;
    if (!last.restart && last.blocked && last.error === undefined) this.error = { error: new SysError('EINTR') };
  }

  #unwound(depth: number): void {
    const last = this.#interruptions[this.#interruptions.length - 1];
    if (last?.depth !== depth) return;
    this.#interruptions.pop();
    last.done();
  }
}
