/**
 * The one exit to what is truly asynchronous. While code outside runs, nothing inside moves: no step, no time. Code outside may
 * perform system calls of the process that waits for it; they are queued in order, and while one runs the simulation goes on.
 */
import type { ExternalIo, Proc, Sys } from './sys.ts';
import type { Scheduler } from './scheduler.ts';
import type { Thread } from './thread.ts';

interface Request {
  readonly body: Sys<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class Work implements ExternalIo {
  readonly requests: Request[] = [];
  outcome: { value: unknown } | { error: unknown } | undefined = undefined;
  thread: Thread | undefined = undefined;
  readonly #externals: Externals;

  constructor(externals: Externals) {
    this.#externals = externals;
  }

  get ready(): boolean {
    return this.outcome !== undefined || this.requests.length > 0;
  }

  call<T>(body: Sys<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.requests.push({ body, resolve: resolve as (value: unknown) => void, reject });
      this.#externals.changed();
    });
  }

  settle(outcome: { value: unknown } | { error: unknown }): void {
    this.outcome = outcome;
    this.#externals.changed();
  }
}

export class Externals {
  readonly #scheduler: Scheduler;
  /** At most one: while it waits, no other thread comes to run. */
  #waiting: Work | undefined;
  #listeners: (() => void)[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Resolves when the simulation can go on; at once when it can already. */
  whenReady(): Promise<void> {
    if (!this.#scheduler.halted) return Promise.resolve();
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  /** Starts `work` (or waits for a promise that runs already) and blocks the calling thread until it is settled. */
  *perform<T>(proc: Proc, start: Promise<T> | ((io: ExternalIo) => Promise<T>)): Sys<T> {
    const work = new Work(this);
    const promise = typeof start === 'function' ? start(work) : start;
    promise.then((value) => work.settle({ value }), (error: unknown) => work.settle({ error }));
    for (;;) {
      const request = work.requests.shift();
      if (request !== undefined) {
        try {
          request.resolve(yield* proc.call(request.body));
        } catch (error) {
          request.reject(error);
        }
        continue;
      }
      if (work.outcome !== undefined) {
        if ('error' in work.outcome) throw work.outcome.error;
        return work.outcome.value as T;
      }
      this.#wait(work);
      yield { kind: 'external', promise };
    }
  }

  /** Looks whether what is outside has come back or asks for something; then the waiting thread goes on. */
  changed(): void {
    const { thread, ready } = this.#waiting ?? {};
    if (thread === undefined) return;
    if (thread.state !== 'done') {
      if (!ready) return;
      thread.state = 'runnable';
    }
    this.#waiting = undefined;
    this.#scheduler.halted = false;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  #wait(work: Work): void {
    const thread = this.#scheduler.current as Thread;
    if (work.thread === undefined) {
      work.thread = thread;
      thread.ended.push(() => this.changed());
    }
    this.#waiting = work;
    this.#scheduler.halted = true;
  }
}
