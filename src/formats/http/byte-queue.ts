// Bytes that have arrived and were not yet read. Linear whatever the chunks.

const decoder = new TextDecoder();
const EMPTY = new Uint8Array(0);
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** For lines of this length a decoder costs more than the loop. */
const SHORT = 100;

/** A queue of bytes. It keeps the chunks that it is given: they must not change. */
export class ByteQueue {
  private buffer: Uint8Array = EMPTY;
  private start = 0;
  private end = 0;
  /** The buffer is a chunk of somebody else: it may be read only. */
  private borrowed = true;
  /** No line feed before this offset from the start. */
  private scanned = 0;

  get length(): number {
    return this.end - this.start;
  }

  push(chunk: Uint8Array): void {
    if (this.start === this.end) {
      // The usual case: all was read before more came.
      this.buffer = chunk;
      this.borrowed = true;
      this.start = 0;
      this.end = chunk.length;
      this.scanned = 0;
      return;
    }
    if (this.borrowed || this.end + chunk.length > this.buffer.length) {
      const size = this.length + chunk.length;
      const target = this.borrowed || size * 2 > this.buffer.length ? new Uint8Array(size * 2) : this.buffer;
      target.set(this.buffer.subarray(this.start, this.end));
      this.buffer = target;
      this.borrowed = false;
      this.end -= this.start;
      this.start = 0;
    }
    this.buffer.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** A copy of the next bytes, at most n. */
  take(n: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(n, this.length));
    bytes.set(this.buffer.subarray(this.start, this.start + bytes.length));
    this.start += bytes.length;
    this.scanned = 0;
    return bytes;
  }

  /** The next line as text without its line end, if it is whole. */
  takeLine(): string | undefined {
    const { buffer, start, end } = this;
    let at = start + this.scanned;
    while (at < end && buffer[at] !== LINE_FEED) at++;
    if (at === end) {
      this.scanned = end - start;
      return undefined;
    }
    this.start = at + 1;
    this.scanned = 0;
    return text(buffer, start, buffer[at - 1] === CARRIAGE_RETURN && at > start ? at - 1 : at);
  }
}

function text(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decoder.decode(bytes.subarray(start, end));
  let out = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte > 127) return decoder.decode(bytes.subarray(start, end));
    out += String.fromCharCode(byte);
  }
  return out;
}
