// gzip with the same bytes for the same content: fixed level, no time.

import { joinBytes } from '../bytes/join.ts';
import { Gunzip, gzipSync } from 'fflate';

/** Compresses. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 6, mtime: 0 });
}

/** Whether bytes start as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Decompresses; all members. Throws Error for what is not gzip or is cut off. */
export function gunzip(bytes: Uint8Array): Uint8Array {
  const stream = new GunzipStream();
  const parts = stream.push(bytes);
  parts.push(...stream.close());
  return joinBytes(parts);
}

/** Decompresses as the bytes come. */
export class GunzipStream {
  private parts: Uint8Array[] = [];
  private readonly inner = new Gunzip((part) => {
    if (part.length > 0) this.parts.push(part.slice());
  });

  push(chunk: Uint8Array): Uint8Array[] {
    this.inner.push(chunk);
    return this.take();
  }

  /** Throws Error when the stream is cut off. */
  close(): Uint8Array[] {
    this.inner.push(new Uint8Array(0), true);
    return this.take();
  }

  private take(): Uint8Array[] {
    const parts = this.parts;
    this.parts = [];
    return parts;
  }
}
