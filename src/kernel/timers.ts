/** The timers of the kernel: a binary heap ordered by time, then by the order in which they were set. */

export interface Timer {
  /** When it fires, as `now()`. Owned by the heap while it is in it. */
  time: number;
  order: number;
  /** Position in the heap, -1 when it is not in it. */
  index: number;
  fire(): void;
}

export class TimerHeap {
  #heap: Timer[] = [];
  #order = 0;
  /** Time of the first timer, Infinity when there is none. A field, because the scheduler reads it at each step. */
  next = Infinity;

  get size(): number {
    return this.#heap.length;
  }

  /** Sets (or moves) a timer. Timers of equal time fire in the order in which they were set. */
  set(timer: Timer, time: number): void {
    if (timer.index >= 0) this.cancel(timer);
    timer.time = time;
    timer.order = this.#order++;
    timer.index = this.#heap.length;
    this.#heap.push(timer);
    this.#up(timer);
    this.next = (this.#heap[0] as Timer).time;
  }

  cancel(timer: Timer): void {
    const at = timer.index;
    if (at < 0) return;
    timer.index = -1;
    const last = this.#heap.pop() as Timer;
    if (last !== timer) {
      this.#heap[at] = last;
      last.index = at;
      this.#up(last);
      this.#down(last);
    }
    this.next = this.#heap[0]?.time ?? Infinity;
  }

  /** Fires all timers up to and including `now`, also those that are set while it does so. */
  fireUntil(now: number): void {
    while (this.next <= now) {
      const timer = this.#heap[0] as Timer;
      this.cancel(timer);
      timer.fire();
    }
  }

  #up(timer: Timer): void {
    const heap = this.#heap;
    let at = timer.index;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt] as Timer;
      if (!before(timer, parent)) break;
      heap[at] = parent;
      parent.index = at;
      at = parentAt;
    }
    heap[at] = timer;
    timer.index = at;
  }

  #down(timer: Timer): void {
    const heap = this.#heap;
    let at = timer.index;
    for (;;) {
      let childAt = 2 * at + 1;
      let child = heap[childAt];
      if (child === undefined) break;
      const right = heap[childAt + 1];
      if (right !== undefined && before(right, child)) {
        child = right;
        childAt++;
      }
      if (!before(child, timer)) break;
      heap[at] = child;
      child.index = at;
      at = childAt;
    }
    heap[at] = timer;
    timer.index = at;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
