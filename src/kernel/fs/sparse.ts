/** The content of one regular file: runs of bytes with holes between them. */
import type { Extent, FileData } from './types.ts';

/** A run longer than this is continued by a new one, so that growing never copies more than this. */
const MAX_RUN = 4 * 1024 * 1024;
const BLOCK = 4096;

/** `bytes` may be larger than `length` (room to grow); undefined means zeros that are allocated but need no memory. */
interface Run {
  offset: number;
  length: number;
  bytes: Uint8Array | undefined;
  /** False when the bytes are shared with an exported or immutable `FileData`: they are copied before they change. */
  owned: boolean;
}

function allZero(data: Uint8Array): boolean {
  if (data.length < BLOCK || data[0] !== 0 || data[data.length - 1] !== 0) return false;
  // Whole words first: this runs over every large write.
  const start = (4 - (data.byteOffset & 3)) & 3;
  const words = new Int32Array(data.buffer, data.byteOffset + start, (data.length - start) >> 2);
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false;
  for (let i = 0; i < start; i++) if (data[i] !== 0) return false;
  for (let i = start + words.length * 4; i < data.length; i++) if (data[i] !== 0) return false;
  return true;
}

/** Bytes with holes. Appending and rewriting cost what is written, not what is there. */
export class SparseBytes {
  #size = 0;
  #runs: Run[] = [];
  #stored = 0;
  #held = 0;

  constructor(data?: FileData) {
    if (!data) return;
    this.#size = data.size;
    for (const { offset, bytes } of data.extents) {
      if (bytes.length === 0) continue;
      this.#runs.push({ offset, length: bytes.length, bytes, owned: false });
      this.#stored += bytes.length;
    }
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes in runs: what the file takes on its file system. */
  get stored(): number {
    return this.#stored;
  }

  /** Bytes of real memory that belong to this file alone. */
  get held(): number {
    return this.#held;
  }

  /** Bytes in whole blocks of 4096, as st_blocks counts them. */
  get allocated(): number {
    let blocks = 0;
    let next = 0;
    for (const run of this.#runs) {
      const first = Math.max(next, Math.floor(run.offset / BLOCK));
      const end = Math.ceil((run.offset + run.length) / BLOCK);
      if (end > first) blocks += end - first;
      next = Math.max(next, end);
    }
    return blocks * BLOCK;
  }

  /** At most `length` bytes from `offset`; fewer at the end of the file. Holes read as zeros. */
  read(offset: number, length: number): Uint8Array {
    const count = Math.min(length, this.#size - offset);
    if (count <= 0) return new Uint8Array(0);
    const only = this.#runs[0];
    if (only?.bytes && this.#runs.length === 1 && only.offset <= offset && only.offset + only.length >= offset + count) return only.bytes.slice(offset - only.offset, offset - only.offset + count);
    const out = new Uint8Array(count);
    const end = offset + count;
    for (let i = this.#find(offset); i < this.#runs.length; i++) {
      const run = this.#runs[i] as Run;
      if (run.offset >= end) break;
      if (!run.bytes) continue;
      const from = Math.max(offset, run.offset);
      const to = Math.min(end, run.offset + run.length);
      out.set(run.bytes.subarray(from - run.offset, to - run.offset), from - offset);
    }
    return out;
  }

  write(offset: number, data: Uint8Array): void {
    if (data.length === 0) return;
    const zeros = allZero(data);
    let at = offset;
    let done = 0;
    let index = this.#find(offset);
    while (done < data.length) {
      const run = this.#runs[index];
      if (run && run.offset <= at) {
        const count = Math.min(data.length - done, run.offset + run.length - at);
        if (run.bytes || !zeros) this.#own(run).set(data.subarray(done, done + count), at - run.offset);
        at += count;
        done += count;
        index++;
        continue;
      }
      const count = Math.min(data.length - done, (run ? run.offset : Infinity) - at, MAX_RUN);
      const previous = this.#runs[index - 1];
      const piece = data.subarray(done, done + count);
      if (previous && previous.offset + previous.length === at && previous.length + count <= MAX_RUN && !previous.bytes === zeros) this.#extend(previous, piece, zeros);
      else {
        this.#runs.splice(index, 0, { offset: at, length: count, bytes: zeros ? undefined : piece.slice(), owned: true });
        if (!zeros) this.#held += count;
        index++;
      }
      this.#stored += count;
      at += count;
      done += count;
    }
    this.#size = Math.max(this.#size, offset + data.length);
  }

  truncate(size: number): void {
    if (size < this.#size) {
      const keep = this.#find(size);
      for (const run of this.#runs.splice(firstAfter(this.#runs, keep, size))) this.#drop(run, run.length);
      const last = this.#runs[keep];
      if (last && last.offset + last.length > size) {
        const cut = last.offset + last.length - size;
        this.#stored -= cut;
        last.length -= cut;
      }
    }
    this.#size = size;
  }

  /** The content as immutable data. What is written afterwards does not change it. */
  data(): FileData {
    const extents: Extent[] = [];
    for (const run of this.#runs) {
      if (!run.bytes) continue;
      run.owned = false;
      extents.push({ offset: run.offset, bytes: run.bytes.subarray(0, run.length) });
    }
    return { size: this.#size, extents };
  }

  /** Index of the first run that ends after `offset`. */
  #find(offset: number): number {
    const runs = this.#runs;
    const last = runs[runs.length - 1];
    if (!last || last.offset + last.length <= offset) return runs.length;
    let low = 0;
    let high = runs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = runs[middle] as Run;
      if (run.offset + run.length > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #own(run: Run): Uint8Array {
    if (!run.bytes || !run.owned) {
      const bytes = new Uint8Array(run.length);
      if (run.bytes) bytes.set(run.bytes.subarray(0, run.length));
      run.bytes = bytes;
      run.owned = true;
      this.#held += run.length;
    }
    return run.bytes;
  }

  #extend(run: Run, piece: Uint8Array, zeros: boolean): void {
    const length = run.length + piece.length;
    if (!zeros && run.bytes) {
      if (!run.owned || run.bytes.length < length) {
        const grown = new Uint8Array(Math.min(MAX_RUN, Math.max(length, run.length * 2)));
        grown.set(run.bytes.subarray(0, run.length));
        if (!run.owned) this.#held += run.length;
        run.bytes = grown;
        run.owned = true;
      }
      run.bytes.set(piece, run.length);
      this.#held += piece.length;
    }
    run.length = length;
  }

  #drop(run: Run, count: number): void {
    this.#stored -= count;
    if (run.owned && run.bytes) this.#held -= count;
  }
}

/** Index of the first run that lies wholly at or after `size`, starting the search at `from`. */
function firstAfter(runs: readonly Run[], from: number, size: number): number {
  const run = runs[from];
  return run && run.offset < size ? from + 1 : from;
}
