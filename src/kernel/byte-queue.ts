/** A bounded first-in first-out queue of bytes: the buffer of pipes and terminals. */

const SMALL = 512;

export class ByteQueue {
  readonly capacity: number;
  #ring = new Uint8Array(0);
  #start = 0;
  #length = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  get free(): number {
    return this.capacity - this.#length;
  }

  /** Copies in as much of `data` from `offset` as there is room for; returns how much that was. */
  push(data: Uint8Array, offset = 0): number {
    const count = Math.min(data.length - offset, this.capacity - this.#length);
    if (count <= 0) return 0;
    if (this.#length + count > this.#ring.length) this.#grow(this.#length + count);
    const ring = this.#ring;
    const end = (this.#start + this.#length) % ring.length;
    const first = Math.min(count, ring.length - end);
    ring.set(data.subarray(offset, offset + first), end);
    if (first < count) ring.set(data.subarray(offset + first, offset + count), 0);
    this.#length += count;
    return count;
  }

  /** Removes at most `max` bytes. */
  shift(max: number): Uint8Array {
    const count = Math.min(max, this.#length);
    const ring = this.#ring;
    const first = Math.min(count, ring.length - this.#start);
    let out: Uint8Array;
    if (first === count) out = ring.slice(this.#start, this.#start + count);
    else {
      out = new Uint8Array(count);
      out.set(ring.subarray(this.#start));
      out.set(ring.subarray(0, count - first), first);
    }
    this.#length -= count;
    this.#start = this.#length === 0 ? 0 : (this.#start + count) % ring.length;
    return out;
  }

  /** Takes back the last `count` bytes. */
  unpush(count: number): void {
    this.#length = Math.max(0, this.#length - count);
  }

  clear(): void {
    this.#start = 0;
    this.#length = 0;
  }

  #grow(needed: number): void {
    let size = Math.max(SMALL, this.#ring.length);
    while (size < needed) size *= 4;
    const length = this.#length;
    const bytes = this.shift(length);
    this.#ring = new Uint8Array(Math.min(size, this.capacity));
    this.#ring.set(bytes);
    this.#start = 0;
    this.#length = length;
  }
}
