/** A terminal whose master is outside of the simulation: the page, a test. What is written drains at a virtual rate. */
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Terminal, WindowSize } from './types.ts';
import type { Tty } from './tty.ts';

/** Nanoseconds that a byte takes: 4 MB/s. */
const BYTE_TIME = 250;
const PIECE = 4096;

export class OutsideTerminal implements Terminal {
  readonly tty: Tty;
  onOutput: ((bytes: Uint8Array) => void) | undefined = undefined;
  readonly #scheduler: Scheduler;
  readonly #closed: () => void;
  #busyUntil = 0;
  #armed = false;

  constructor(scheduler: Scheduler, tty: Tty, closed: () => void) {
    this.#scheduler = scheduler;
    this.tty = tty;
    this.#closed = closed;
    tty.onPending = () => this.#arm();
  }

  get name(): string {
    return this.tty.name;
  }

  get size(): WindowSize {
    return this.tty.size;
  }

  input(bytes: Uint8Array | string): void {
    this.tty.input(typeof bytes === 'string' ? encodeUTF8(bytes) : bytes);
  }

  resize(size: WindowSize): void {
    this.tty.resize(size);
  }

  close(): void {
    if (this.tty.hungUp) return;
    this.tty.hangUp();
    this.#closed();
  }

  #arm(): void {
    if (this.#armed || this.tty.flowStopped || this.tty.output.length === 0) return;
    this.#armed = true;
    this.#scheduler.at(Math.max(this.#scheduler.now, this.#busyUntil), () => this.#drain());
  }

  #drain(): void {
    this.#armed = false;
    if (this.tty.flowStopped) return;
    const bytes = this.tty.drain(PIECE);
    this.#busyUntil = this.#scheduler.now + bytes.length * BYTE_TIME;
    if (bytes.length > 0) this.onOutput?.(bytes);
    this.#arm();
  }
}
