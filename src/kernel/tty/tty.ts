/** A terminal: what both ends of a pseudo-terminal share (pty(7), tty_ioctl(4)). */
import type { Proc, Sys } from '../sys.ts';
import type { Signal } from '../signals.ts';
import type { ProcessGroup, Session } from '../session.ts';
import type { Termios, WindowSize } from './types.ts';
import { ByteQueue } from '../byte-queue.ts';
import { SysError } from '../errno.ts';
import { sendToGroup } from '../signal-delivery.ts';
import { WaitQueue } from '../wait-queue.ts';
import { LineDiscipline } from './line-discipline.ts';

/** Bytes that programs may have in flight to the master; echo may go a little beyond. */
const OUTPUT_LIMIT = 8192;
const OUTPUT_CAPACITY = 65536;
/** Typed bytes that nobody has read, before the master has to wait. */
const INPUT_LIMIT = 65536;
const NOTHING = new Uint8Array(0);

export class Tty {
  /** `/dev/pts/N` */
  readonly name: string;
  readonly index: number;
  /** Who opened it: the owner of its node in /dev/pts. */
  owner: { readonly uid: number } = { uid: 0 };
  size: WindowSize;
  session: Session | undefined = undefined;
  foreground: ProcessGroup | undefined = undefined;
  hungUp = false;
  /** Open slaves: without one the master reads EIO. */
  slaves = 0;
  hadSlave = false;
  /** Readers and writers of the slave. */
  readonly slaveQueue = new WaitQueue();
  readonly masterQueue = new WaitQueue();
  readonly output = new ByteQueue(OUTPUT_CAPACITY);
  /** Called when there is output: by the one that drains the terminal outside of the simulation. */
  onPending: (() => void) | undefined = undefined;
  flowStopped = false;
  readonly #discipline: LineDiscipline;

  constructor(name: string, index: number, size: WindowSize) {
    this.name = name;
    this.index = index;
    this.size = size;
    this.#discipline = new LineDiscipline({
      echo: (bytes) => this.#emit(bytes),
      signal: (signal) => this.#signal(signal),
      flow: (stopped) => this.#flow(stopped),
    });
  }

  get termios(): Termios {
    return this.#discipline.termios;
  }

  setTermios(termios: Termios): void {
    this.#discipline.set(termios);
    this.slaveQueue.wake();
  }

  resize(size: WindowSize): void {
    if (size.rows === this.size.rows && size.cols === this.size.cols) return;
    this.size = size;
    this.#signal('SIGWINCH');
  }

  // The slave's end

  get readable(): boolean {
    return this.hungUp || this.#discipline.readable;
  }

  get writable(): boolean {
    return this.hungUp || (!this.flowStopped && this.output.length < OUTPUT_LIMIT);
  }

  *read(proc: Proc, max: number, nonBlock: boolean, mayRead: () => boolean): Sys<Uint8Array> {
    for (;;) {
      if (this.hungUp) return NOTHING;
      if (!mayRead()) {
        yield* proc.step();
        continue;
      }
      const data = this.#discipline.take(max);
      if (data !== undefined) {
        this.masterQueue.wake();
        return data;
      }
      if (nonBlock) throw new SysError('EAGAIN');
      yield* proc.block([this.slaveQueue]);
    }
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    if (this.hungUp) throw new SysError('EIO');
    while (!this.writable) yield* proc.block([this.slaveQueue]);
    const shown = this.#discipline.output(data);
    let done = 0;
    for (;;) {
      if (this.hungUp) throw new SysError('EIO');
      const room = this.flowStopped ? 0 : OUTPUT_LIMIT - this.output.length;
      if (room > 0) {
        done += this.output.push(shown.subarray(done, done + room));
        this.#pending();
      }
      if (done >= shown.length) return;
      yield* proc.block([this.slaveQueue]);
    }
  }

  // The master's end

  get inputFree(): boolean {
    return this.hungUp || this.#discipline.queued < INPUT_LIMIT;
  }

  /** Typed bytes. */
  input(bytes: Uint8Array): void {
    if (this.hungUp) return;
    this.#discipline.input(bytes);
    if (this.#discipline.readable) this.slaveQueue.wake();
  }

  /** Removes shown bytes and lets writers go on. */
  drain(max: number): Uint8Array {
    const bytes = this.output.shift(max);
    if (this.output.length < OUTPUT_LIMIT) this.slaveQueue.wake();
    return bytes;
  }

  /** The other side is gone: the session's leader gets SIGHUP, reads end, writes fail with EIO. */
  hangUp(): void {
    if (this.hungUp) return;
    this.hungUp = true;
    this.slaveQueue.wake();
    this.masterQueue.wake();
    const { session, foreground } = this;
    const leader = session?.leader;
    this.session = undefined;
    this.foreground = undefined;
    if (session !== undefined) session.tty = undefined;
    if (foreground !== undefined && foreground !== leader?.group) {
      sendToGroup(foreground, 'SIGHUP', 'kernel');
      sendToGroup(foreground, 'SIGCONT', 'kernel');
    }
    if (leader !== undefined) {
      sendToGroup(leader.group, 'SIGHUP', 'kernel');
      sendToGroup(leader.group, 'SIGCONT', 'kernel');
    }
  }

  #emit(bytes: Uint8Array): void {
    this.output.push(bytes);
    this.#pending();
  }

  #pending(): void {
    if (this.output.length === 0) return;
    this.onPending?.();
    this.masterQueue.wake();
  }

  /** A signal key throws away what was written and not shown yet, so that it answers at once. */
  #signal(signal: Signal): void {
    if (signal !== 'SIGWINCH') {
      this.output.clear();
      this.flowStopped = false;
      this.slaveQueue.wake();
    }
    if (this.foreground !== undefined) sendToGroup(this.foreground, signal, 'kernel');
  }

  #flow(stopped: boolean): void {
    this.flowStopped = stopped;
    if (stopped) return;
    this.slaveQueue.wake();
    this.#pending();
  }
}
