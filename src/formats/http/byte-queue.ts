// Bytes that have arrived and were not yet read. Linear whatever the chunks.

/** A queue of bytes. */
export class ByteQueue {
  private buffer = new Uint8Array(256);
  private start = 0;
  private end = 0;
  /** No line feed before this offset from the start. */
  private scanned = 0;

  get length(): number {
    return this.end - this.start;
  }

  push(chunk: Uint8Array): void {
    if (this.start === this.end) this.start = this.end = 0;
    if (this.end + chunk.length > this.buffer.length) {
      const size = this.length + chunk.length;
      const target = size * 2 > this.buffer.length ? new Uint8Array(size * 2) : this.buffer;
      target.set(this.buffer.subarray(this.start, this.end));
      this.buffer = target;
      this.end -= this.start;
      this.start = 0;
    }
    this.buffer.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** A copy of the next bytes, at most n. */
  take(n: number): Uint8Array {
    const size = Math.min(n, this.length);
    const bytes = this.buffer.slice(this.start, this.start + size);
    this.start += size;
    this.scanned = 0;
    return bytes;
  }

  /** The next line with its line feed, if it is whole. */
  takeLine(): Uint8Array | undefined {
    const at = this.buffer.indexOf(10, this.start + this.scanned);
    // What is behind the end was read before.
    if (at < 0 || at >= this.end) {
      this.scanned = this.length;
      return undefined;
    }
    return this.take(at + 1 - this.start);
  }
}
