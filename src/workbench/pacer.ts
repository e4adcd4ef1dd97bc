// Lets a machine's virtual clock follow the real one. The real clock decides only when the simulation may go on.
import type { Lab } from './lab.ts';

/** Steps of the scheduler between two looks at the message queue: about 5 ms. */
const slice = 20_000;
/** Output that the page has not drawn yet, in bytes: more of it, and the machine waits. */
export const highWater = 256 * 1024;

export interface PacerClock {
  /** Real milliseconds. */
  now(): number;
  /** Calls back after so many milliseconds; 0: as soon as waiting messages are handled. */
  after(milliseconds: number, callback: () => void): () => void;
}

export class Pacer {
  readonly #lab: Lab;
  readonly #clock: PacerClock;
  readonly #afterRun: () => boolean;
  #anchorReal = 0;
  #anchorVirtual = 0;
  #hidden = false;
  #unacked = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /** `afterRun` is called after each slice, when what was said during it can be sent in one go; true: it gave the machine more to do. */
  constructor(lab: Lab, clock: PacerClock, afterRun: () => boolean) {
    this.#lab = lab;
    this.#clock = clock;
    this.#afterRun = afterRun;
    this.anchor();
  }

  /** From here on the virtual clock follows the real one again: after boot, undo, reset, a hidden page. */
  anchor(): void {
    this.#anchorReal = this.#clock.now();
    this.#anchorVirtual = this.#lab.now();
  }

  /** The virtual clock as the real one says, in ms: an idle machine's own stands still until it has something to do. */
  now(): number {
    return this.#hidden ? this.#lab.now() : Math.max(this.#lab.now(), this.#anchorVirtual + (this.#clock.now() - this.#anchorReal));
  }

  hide(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (!hidden) this.anchor();
    this.kick();
  }

  sent(bytes: number): void {
    this.#unacked += bytes;
  }

  acked(bytes: number): void {
    const wasFull = this.#unacked > highWater;
    this.#unacked = Math.max(0, this.#unacked - bytes);
    if (wasFull && this.#unacked <= highWater) {
      this.anchor();
      this.kick();
    }
  }

  /** Something has happened: go on at once. */
  kick(): void {
    this.#cancel?.();
    this.#cancel = this.#clock.after(0, () => this.#run());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #run(): void {
    this.#cancel = undefined;
    if (this.#stopped || this.#hidden || this.#unacked > highWater) return;
    const until = this.#anchorVirtual + (this.#clock.now() - this.#anchorReal);
    const result = this.#lab.run(until, slice);
    if (this.#afterRun()) this.kick();
    else if (result.why === 'budget') {
      // A machine that cannot keep up is slower than the real clock; it does not race to catch up afterwards.
      if (until - this.#lab.now() > 1000) this.anchor();
      this.kick();
    } else if (result.why === 'deadline') {
      this.#cancel = this.#clock.after(4, () => this.#run());
    } else if (result.why === 'idle' && result.next !== undefined) {
      const wait = Math.max(0, result.next - this.#anchorVirtual - (this.#clock.now() - this.#anchorReal));
      this.#cancel = this.#clock.after(Math.min(wait, 60_000), () => this.#run());
    }
  }
}
