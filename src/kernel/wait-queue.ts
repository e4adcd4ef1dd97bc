/** Where threads wait for something to change. The scheduler is the only one that adds and removes waiters. */
export interface Waiter { wake(): void }

/**
 * A set of waiting threads. Whoever changes the state they wait for calls `wake`; each woken thread tests its condition again,
 * so waking too often is harmless and waking too seldom is a bug.
 */
export class WaitQueue {
  #waiters = new Set<Waiter>();

  add(waiter: Waiter): void {
    this.#waiters.add(waiter);
  }

  remove(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  /** Makes all waiting threads runnable, in the order in which they began to wait. */
  wake(): void {
    if (this.#waiters.size === 0) return;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.wake();
  }

  get size(): number {
    return this.#waiters.size;
  }
}
