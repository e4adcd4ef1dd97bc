/** One end of a reliable byte stream: receive buffer, flow control, half-close and reset. TCP and Unix sockets differ in the carrier only. */
import { SysError } from '../errno.ts';
import { WaitQueue } from '../wait-queue.ts';
import type { Errno } from '../errno.ts';

/** Brings a message of `size` payload bytes to the other end, in order, and calls `arrive` there; never, when the way is cut for good. */
export type Carrier = (size: number, arrive: () => void) => void;

export class StreamEnd {
  readonly queue = new WaitQueue();
  readonly limit: number;
  peer: StreamEnd | undefined;
  /** FIN received; FIN sent; descriptor gone. */
  readEnded = false;
  writeEnded = false;
  closed = false;
  /** Why it is dead. Read once by `read`, later reads are end of file. */
  error: Errno | undefined;
  /** Called after every change, for ends outside of the simulation. */
  onChange: (() => void) | undefined;
  /** Called once, when both directions are over. */
  onDone: (() => void) | undefined;
  /** Sees what this end sends, for whoever captures traffic. */
  onSend: ((bytes: Uint8Array) => void) | undefined;
  #carry: Carrier;
  #chunks: Uint8Array[] = [];
  #received = 0;
  #inFlight = 0;
  #done = false;
  #reset = false;

  constructor(carry: Carrier, limit: number) {
    this.#carry = carry;
    this.limit = limit;
  }

  /** Bytes received and not read. */
  get received(): number {
    return this.#received;
  }

  /** Bytes sent that the other end has not got. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Bytes that may be sent now. */
  get room(): number {
    return Math.max(0, this.limit - this.#inFlight - (this.peer?.received ?? 0));
  }

  get readable(): boolean {
    return this.#received > 0 || this.readEnded || this.error !== undefined;
  }

  get writable(): boolean {
    return this.room > 0 || this.writeEnded || this.error !== undefined || this.#reset;
  }

  /** Up to `max` bytes; empty at the end; undefined when there is nothing yet. Throws the error of a dead connection. */
  read(max: number): Uint8Array | undefined {
    if (this.#received > 0) {
      const bytes = this.#take(Math.min(max, this.#received));
      this.peer?.changed();
      return bytes;
    }
    if (this.error) {
      const code = this.error;
      this.error = undefined;
      this.readEnded = true;
      throw new SysError(code);
    }
    return this.readEnded ? new Uint8Array(0) : undefined;
  }

  /** Sends what fits and returns how many bytes that was. EPIPE after the end, or the error of a dead connection. */
  write(data: Uint8Array): number {
    if (this.error && !this.writeEnded) {
      const code = this.error;
      this.error = undefined;
      this.readEnded = true;
      throw new SysError(code);
    }
    if (this.writeEnded || this.#reset) throw new SysError('EPIPE');
    const size = Math.min(data.length, this.room);
    if (size === 0) return 0;
    const bytes = data.slice(0, size);
    const peer = this.peer;
    this.onSend?.(bytes);
    this.#inFlight += size;
    this.#carry(size, () => {
      this.#inFlight -= size;
      peer?.arrived(bytes);
    });
    return size;
  }

  /** shutdown(SHUT_WR). */
  end(): void {
    if (this.writeEnded || this.#reset) return;
    this.writeEnded = true;
    const peer = this.peer;
    this.#carry(0, () => {
      if (!peer) return;
      peer.readEnded = true;
      peer.changed();
      peer.settle();
    });
    this.changed();
    this.settle();
  }

  /** shutdown(SHUT_RD). */
  endRead(): void {
    this.readEnded = true;
    this.changed();
  }

  /** close(2): unread data make it a reset. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.#received > 0 && !this.#reset) this.reset();
    else this.end();
    this.#drop();
    this.settle();
  }

  /** Tells the other end that the connection is gone. */
  reset(): void {
    if (this.#reset) return;
    const peer = this.peer;
    this.#carry(0, () => peer?.fail('ECONNRESET'));
    this.fail(undefined);
  }

  /** The connection is dead: by a reset of the other end, a timeout, the loss of the namespace. */
  fail(error: Errno | undefined): void {
    if (this.#reset) return;
    this.#reset = true;
    // A writer whose FIN was answered by a reset learns nothing of it; one that still talks does (tcp(7)).
    if (!this.closed) this.error = error;
    this.changed();
    this.settle();
  }

  changed(): void {
    this.queue.wake();
    this.onChange?.();
  }

  get dead(): boolean {
    return this.#reset;
  }

  arrived(bytes: Uint8Array): void {
    if (this.#reset) return;
    if (this.closed) {
      this.reset();
      return;
    }
    if (this.readEnded) return;
    this.#chunks.push(bytes);
    this.#received += bytes.length;
    this.changed();
  }

  settle(): void {
    if (this.#done || !(this.#reset || (this.writeEnded && this.readEnded))) return;
    this.#done = true;
    this.onDone?.();
  }

  #take(size: number): Uint8Array {
    const first = this.#chunks[0];
    this.#received -= size;
    if (first && first.length > size) {
      this.#chunks[0] = first.subarray(size);
      return first.slice(0, size);
    }
    if (first && first.length === size) {
      this.#chunks.shift();
      return first;
    }
    const bytes = new Uint8Array(size);
    let filled = 0;
    let used = 0;
    while (filled < size) {
      const chunk = this.#chunks[used];
      if (!chunk) break;
      const part = Math.min(chunk.length, size - filled);
      bytes.set(part === chunk.length ? chunk : chunk.subarray(0, part), filled);
      filled += part;
      if (part < chunk.length) this.#chunks[used] = chunk.subarray(part);
      else used++;
    }
    this.#chunks.splice(0, used);
    return bytes;
  }

  #drop(): void {
    this.#chunks = [];
    this.#received = 0;
  }
}
