/** Where threads wait for something to change. The scheduler is the only one that adds and removes waiters. */
export interface Waiter { wake(): void }

/**
 * A set of waiting threads. Whoever changes the state they wait for calls `wake`; each woken thread tests its condition again,
 * so waking too often is harmless and waking too seldom is a bug.
 */
export class WaitQueue {
  // Nearly all queues have no waiter or one; only more of them are worth a set.
  #only: Waiter | undefined = undefined;
  #more: Set<Waiter> | undefined = undefined;

  add(waiter: Waiter): void {
    if (this.#more !== undefined) this.#more.add(waiter);
    else if (this.#only === undefined) this.#only = waiter;
    else if (this.#only !== waiter) this.#more = new Set([this.#only, waiter]);
  }

  remove(waiter: Waiter): void {
    if (this.#more !== undefined) {
      this.#more.delete(waiter);
      if (this.#more.size > 0) return;
      this.#more = undefined;
      this.#only = undefined;
    } else if (this.#only === waiter) this.#only = undefined;
  }

  /** Makes all waiting threads runnable, in the order in which they began to wait. */
  wake(): void {
    const only = this.#only;
    if (only === undefined) return;
    const more = this.#more;
    this.#only = undefined;
    this.#more = undefined;
    if (more === undefined) only.wake();
    else for (const waiter of [...more]) waiter.wake();
  }

  get size(): number {
    return this.#more?.size ?? (this.#only === undefined ? 0 : 1);
  }
}
