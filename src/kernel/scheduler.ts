/**
 * The scheduler: a virtual clock, timers and a round-robin run queue of threads. One resume of a thread is a step; each step has a
 * virtual cost. Only steps and timers move the clock, so equal inputs at equal (time, step) give equal runs, however the run is cut
 * into calls of `run`.
 */
import type { SystemCall } from './sys.ts';
import type { WaitQueue } from './wait-queue.ts';
import { STEP_COST, Thread } from './thread.ts';
import { TimerHeap } from './timers.ts';
import type { Timer } from './timers.ts';

/** Where a run has to stop. `time` is as `now()`, `step` as `steps`; `maxSteps` counts from the call. */
export interface RunUntil {
  readonly time?: number;
  readonly step?: number;
  readonly maxSteps?: number;
}

/** idle: nothing will ever happen without input; external: code outside the simulation has to finish first. */
export type RunResult = 'idle' | 'deadline' | 'external';

/** Above this cost a step is paid by waiting, as if it ran on a processor of its own, instead of by moving the clock. */
const LONG_STEP = 20_000;
const MAX_DEPTH = 10_000;

export class Scheduler {
  readonly timers = new TimerHeap();
  now = 0;
  steps = 0;
  /** The thread whose system call is running. */
  current: Thread | undefined = undefined;
  /** Processors: that many runnable threads share one stretch of time. */
  cpus = 1;
  /** True while code outside the simulation runs: nothing inside may move. */
  halted = false;
  #first: Thread | undefined = undefined;
  #last: Thread | undefined = undefined;
  #length = 0;
  #budget = 0;
  #used = 0;
  #parallel = 1;
  /** What the turn that runs has cost the clock. */
  #advance = 0;
  #interrupted = false;

  /** Runs `action` at `time` (at once after the current step when it is past). */
  at(time: number, action: () => void): () => void {
    // The clock counts whole nanoseconds.
    const whole = Math.ceil(time);
    const timer: Timer = { time: whole, order: 0, index: -1, fire: action };
    this.timers.set(timer, whole);
    return () => this.timers.cancel(timer);
  }

  /** Appends a thread to the run queue. */
  ready(thread: Thread): void {
    thread.state = 'runnable';
    thread.nextReady = undefined;
    if (this.#last === undefined) this.#first = thread;
    else this.#last.nextReady = thread;
    this.#last = thread;
    this.#length++;
  }

  /** Ends the wait of a blocked thread. */
  unblock(thread: Thread, how: 'woken' | 'timeout'): void {
    for (const queue of thread.queues) queue.remove(thread);
    thread.queues = [];
    this.timers.cancel(thread);
    thread.value = how;
    this.ready(thread);
  }

  /** Takes a thread out for good; nothing of it runs any more. */
  drop(thread: Thread): void {
    if (thread.state === 'done') return;
    if (thread.state === 'blocked') for (const queue of thread.queues) queue.remove(thread);
    if (thread.state === 'external') this.#leave();
    this.timers.cancel(thread);
    thread.queues = [];
    thread.state = 'done';
    thread.drop();
    const ended = thread.ended;
    thread.ended = [];
    for (const tell of ended) tell();
  }

  /** Makes the current run return 'deadline' after the current step or timer: for those who wait for an event. */
  interrupt(): void {
    this.#interrupted = true;
  }

  run(until: RunUntil = {}): RunResult {
    const timeLimit = Math.floor(until.time ?? Infinity);
    this.#interrupted = false;
    const stepLimit = Math.min(until.step ?? Infinity, until.maxSteps === undefined ? Infinity : this.steps + until.maxSteps);
    const timers = this.timers;
    for (;;) {
      if (this.halted) return 'external';
      // Wherever a run stops, what is due has fired and the next thread is chosen: input finds the same state however the run was cut.
      if (timers.next <= this.now) timers.fireUntil(this.now);
      const thread = this.current ?? this.#pick();
      if (this.#interrupted) return 'deadline';
      if (thread === undefined) {
        if (this.steps >= stepLimit && (until.time === undefined || until.maxSteps !== undefined)) return 'deadline';
        const next = timers.next;
        if (next > timeLimit || next === Infinity) {
          if (until.time !== undefined && this.now < timeLimit) this.now = timeLimit;
          return next === Infinity ? 'idle' : 'deadline';
        }
        this.now = next;
        continue;
      }
      this.#advance = this.#parallel === 1 ? thread.cost : Math.ceil(thread.cost / this.#parallel);
      if (this.steps >= stepLimit || this.now + this.#advance > timeLimit) return 'deadline';
      this.now += this.#advance;
      this.#used += thread.cost;
      this.steps++;
      this.#step(thread);
      if (this.current !== undefined && --this.#budget <= 0) this.#rotate();
    }
  }

  /** The next thread that may run; those that may not are parked with their owner. */
  #pick(): Thread | undefined {
    for (;;) {
      const thread = this.#first;
      if (thread === undefined) return undefined;
      this.#first = thread.nextReady;
      if (this.#first === undefined) this.#last = undefined;
      thread.nextReady = undefined;
      this.#length--;
      if (thread.state === 'done') continue;
      const parked = thread.owner.parkedOn();
      if (parked !== undefined) {
        thread.state = 'parked';
        parked.push(thread);
        continue;
      }
      this.current = thread;
      this.#budget = thread.owner.quantum;
      this.#used = 0;
      this.#parallel = Math.min(this.#length + 1, this.cpus);
      return thread;
    }
  }

  #rotate(): void {
    const thread = this.current as Thread;
    this.#leave();
    this.ready(thread);
  }

  /** The current thread stops running; its processor time is accounted. */
  #leave(): void {
    const thread = this.current as Thread;
    this.current = undefined;
    thread.owner.charge(this.#used);
    this.#used = 0;
  }

  #step(thread: Thread): void {
    const owner = thread.owner;
    const { cost } = thread;
    thread.cost = STEP_COST;
    if (owner.interruptsFor(thread)) owner.interrupt(thread);
    thread.wasBlocked = false;
    const call = thread.resume();
    if (call === undefined || thread.state === 'done') {
      this.drop(thread);
      if (this.current === thread) this.#leave();
      return;
    }
    if (call.kind === 'external') {
      // The turn is taken back, and made when code outside has answered: how long that took, and whether it was asked at all, leaves no trace.
      this.steps--;
      this.now -= this.#advance;
      this.#used -= cost;
      this.#budget++;
      thread.cost = cost;
      thread.state = 'external';
      return;
    }
    this.#perform(thread, call);
    // A stop or a freeze takes effect at the end of the step, not of the turn.
    if (this.current === thread && owner.parkedOn() !== undefined) this.#rotate();
  }

  #perform(thread: Thread, call: SystemCall): void {
    switch (call.kind) {
      case 'step':
        if (call.cost > LONG_STEP) {
          thread.owner.charge(call.cost);
          thread.cost = 0;
          thread.state = 'busy';
          this.timers.set(thread, this.now + call.cost);
          this.#leave();
        } else thread.cost = call.cost;
        return;
      case 'block':
        this.#block(thread, call.queues, call.deadline);
        return;
      case 'call':
        thread.push(call.body as never);
        if (thread.depth > MAX_DEPTH) {
          thread.owner.overflowed(thread);
          if ((thread.state as string) === 'done' && this.current === thread) this.#leave();
        }
        return;
      default:
        return;
    }
  }

  #block(thread: Thread, queues: readonly WaitQueue[], deadline: number): void {
    this.#leave();
    thread.wasBlocked = true;
    if (deadline <= this.now) {
      thread.value = 'timeout';
      this.ready(thread);
      return;
    }
    thread.state = 'blocked';
    thread.queues = queues;
    for (const queue of queues) queue.add(thread);
    if (deadline < Infinity) this.timers.set(thread, Math.ceil(deadline));
    if (thread.owner.interruptsFor(thread)) this.unblock(thread, 'woken');
  }
}
