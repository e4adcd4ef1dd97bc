// Bytes that have arrived and were not yet read. Linear whatever the chunks.

const decoder = new TextDecoder();
const EMPTY = new Uint8Array(0);
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Chunks up to this size are read as one text when lines are wanted: a head with the small body behind it. */
const WHOLE = 8192;

/** A queue of bytes. It keeps the chunks that it is given: they must not change. */
export class ByteQueue {
  private buffer: Uint8Array = EMPTY;
  private start = 0;
  private end = 0;
  /** The buffer is a chunk of somebody else: it may be read only. */
  private borrowed = true;
  /** No line feed before this offset from the start. */
  private scanned = 0;
  /** The buffer as text, where each byte is one character; undefined: not decoded, null: it cannot be. */
  private text: string | null | undefined;

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
      this.text = undefined;
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
    this.text = null;
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
    if (this.text === undefined) this.text = bytewise(buffer);
    if (this.text !== null && this.scanned === 0) return this.takeTextLine(this.text);
    let at = start + this.scanned;
    while (at < end && buffer[at] !== LINE_FEED) at++;
    if (at === end) {
      this.scanned = end - start;
      return undefined;
    }
    this.start = at + 1;
    this.scanned = 0;
    return decoder.decode(buffer.subarray(start, at > start && buffer[at - 1] === CARRIAGE_RETURN ? at - 1 : at));
  }

  private takeTextLine(text: string): string | undefined {
    const { start } = this;
    const at = text.indexOf('\n', start);
    if (at < 0) {
      this.scanned = this.end - start;
      return undefined;
    }
    this.start = at + 1;
    return text.slice(start, at > start && text.charCodeAt(at - 1) === CARRIAGE_RETURN ? at - 1 : at);
  }
}

/** A chunk as text if each byte is one character in it (ASCII, or what is no UTF-8 at all) and it is not large, else null. */
function bytewise(chunk: Uint8Array): string | null {
  if (chunk.length > WHOLE) return null;
  const text = decoder.decode(chunk);
  return text.length === chunk.length ? text : null;
}
