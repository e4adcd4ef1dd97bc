/** A stream socket to the daemon after HTTP was left on it (attach, exec): raw bytes in both directions. */
import type { Proc, Sys } from '../../kernel/sys.ts';

export const EMPTY = new Uint8Array(0);

export class Connection {
  readonly fd: number;
  readonly #proc: Proc;
  #surplus: Uint8Array;
  #open = true;

  constructor(proc: Proc, fd: number, surplus: Uint8Array = EMPTY) {
    this.#proc = proc;
    this.fd = fd;
    this.#surplus = surplus;
  }

  *write(data: Uint8Array | string): Sys<void> {
    yield* this.#proc.write(this.fd, data);
  }

  /** What arrives next; empty at the end of the stream. */
  *read(): Sys<Uint8Array> {
    if (this.#surplus.length > 0) {
      const taken = this.#surplus;
      this.#surplus = EMPTY;
      return taken;
    }
    return this.#open ? yield* this.#proc.read(this.fd) : EMPTY;
  }

  /** Tells the daemon that no more will be written. */
  closeWrite(): void {
    if (this.#open) this.#proc.shutdown(this.fd, 'write');
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#proc.close(this.fd);
  }
}
