// Digests of content: `sha256:` and 64 hexadecimal digits (OCI image-spec, descriptor).

import { sha256 } from '@noble/hashes/sha2.js';

/** The 64 hexadecimal digits of some bytes. */
export function sha256Hex(bytes: Uint8Array): string {
  return toHex(sha256(bytes));
}

/** The digest of some bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256Hex(bytes)}`;
}

/** The digest of a text in UTF-8. */
export function digestOfText(text: string): string {
  return digestOf(new TextEncoder().encode(text));
}

/** A digest that is fed piece by piece. */
export class Sha256 {
  private readonly hash = sha256.create();

  update(bytes: Uint8Array): this {
    this.hash.update(bytes);
    return this;
  }

  /** The hexadecimal digits so far; more may follow. */
  hex(): string {
    return toHex(this.hash.clone().digest());
  }

  /** The digest so far; more may follow. */
  digest(): string {
    return `sha256:${this.hex()}`;
  }
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}
