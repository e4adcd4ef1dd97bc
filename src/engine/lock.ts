/** A mutual exclusion lock between the daemon's threads (moby locks each container during start, stop and exit). */
import type { Proc, Sys } from '../kernel/sys.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';

export class Lock {
  #held = false;
  #queue = new WaitQueue();

  /** Blocks until the lock is free and takes it. */
  *acquire(proc: Proc): Sys<void> {
    while (this.#held) yield* proc.block([this.#queue]);
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#queue.wake();
  }

  /** Runs `body` under the lock; released also when it throws. */
  *run<T>(proc: Proc, body: Sys<T>): Sys<T> {
    yield* this.acquire(proc);
    try {
      return yield* body;
    } finally {
      this.release();
    }
  }
}
