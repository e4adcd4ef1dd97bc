/** The two ends of a pseudo-terminal as open files (pty(7)). */
import type { OpenFile, OpenFlags, Stat } from '../fs/types.ts';
import type { Proc, Sys } from '../sys.ts';
import type { WaitQueue } from '../wait-queue.ts';
import type { Tty } from './tty.ts';
import { SysError } from '../errno.ts';
import { CountedFile, anonymousStat } from '../open-file.ts';
import { processOf } from '../process.ts';
import { mayRead, mayWrite } from './job-control.ts';

export const PTS_MAJOR = 136;

export class SlaveFile extends CountedFile {
  readonly tty: Tty;
  readonly flags: OpenFlags;
  readonly description: string;
  readonly #stat: (() => Stat) | undefined;

  constructor(tty: Tty, flags: OpenFlags, description: string, stat?: () => Stat) {
    super();
    this.tty = tty;
    this.flags = flags;
    this.description = description;
    this.#stat = stat;
    tty.slaves++;
    tty.hadSlave = true;
  }

  get queue(): WaitQueue {
    return this.tty.slaveQueue;
  }

  read(proc: Proc, max: number): Sys<Uint8Array> {
    const process = processOf(proc);
    return this.tty.read(proc, max, this.flags.nonBlock ?? false, () => mayRead(process, this.tty));
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    const process = processOf(proc);
    while (!mayWrite(process, this.tty)) yield* proc.step();
    yield* this.tty.write(proc, data);
  }

  readable(): boolean {
    return this.tty.readable;
  }

  writable(): boolean {
    return this.tty.writable;
  }

  stat(): Stat {
    return this.#stat?.() ?? { ...anonymousStat('char', 3 + this.tty.index, PTS_MAJOR * 256 + this.tty.index), mode: 0o620, gid: 5 };
  }

  protected close(): void {
    this.tty.slaves--;
    this.tty.masterQueue.wake();
  }
}

export class MasterFile extends CountedFile {
  readonly tty: Tty;
  readonly flags: OpenFlags = { read: true, write: true };
  readonly description = '/dev/ptmx';
  readonly #closed: () => void;

  constructor(tty: Tty, closed: () => void) {
    super();
    this.tty = tty;
    this.#closed = closed;
  }

  get queue(): WaitQueue {
    return this.tty.masterQueue;
  }

  /** EIO when the last slave was closed, as on Linux. */
  *read(proc: Proc, max: number): Sys<Uint8Array> {
    const { tty } = this;
    while (tty.output.length === 0 || tty.flowStopped) {
      if (tty.output.length === 0 && tty.hadSlave && tty.slaves === 0) throw new SysError('EIO');
      yield* proc.block([tty.masterQueue]);
    }
    return tty.drain(max);
  }

  *write(proc: Proc, data: Uint8Array): Sys<void> {
    while (!this.tty.inputFree) yield* proc.block([this.tty.masterQueue]);
    this.tty.input(data);
  }

  readable(): boolean {
    return (this.tty.output.length > 0 && !this.tty.flowStopped) || (this.tty.hadSlave && this.tty.slaves === 0);
  }

  writable(): boolean {
    return this.tty.inputFree;
  }

  stat(): Stat {
    return anonymousStat('char', 2, 5 * 256 + 2);
  }

  protected close(): void {
    this.tty.hangUp();
    this.#closed();
  }
}

/** The terminal behind an open file, from either end. */
export function terminalOf(file: OpenFile): Tty | undefined {
  return file instanceof SlaveFile || file instanceof MasterFile ? file.tty : undefined;
}
