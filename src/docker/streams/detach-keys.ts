/** Key sequences that leave a container running (moby/term ascii.go, proxy.go). */
import { StatusError } from '../errors.ts';

/** Bytes of `ctrl-p,ctrl-q`. Throws StatusError when a part is unknown. */
export function parseDetachKeys(text: string): number[] {
  return text.split(',').map((key) => {
    const name = key.toLowerCase();
    if (name.startsWith('ctrl-')) {
      const at = ['@', ...'abcdefghijklmnopqrstuvwxyz', '[', '\\', ']', '^', '_'].indexOf(name.slice(5));
      if (at >= 0) return at;
    }
    if ([...key].length === 1 && key.charCodeAt(0) < 128) return key.charCodeAt(0);
    throw new StatusError(`Unknown character: '${key}'`);
  });
}

export const DEFAULT_DETACH_KEYS: readonly number[] = [16, 17];

/** Holds back typed bytes that may be the sequence; tells when it is complete. */
export class DetachFilter {
  readonly #keys: readonly number[];
  #matched = 0;
  detached = false;

  constructor(keys: readonly number[]) {
    this.#keys = keys;
  }

  /** The bytes to pass on. After the sequence nothing more is passed. */
  push(bytes: Uint8Array): Uint8Array {
    const out: number[] = [];
    for (const byte of bytes) {
      if (byte === this.#keys[this.#matched]) {
        this.#matched++;
        if (this.#matched === this.#keys.length) {
          this.detached = true;
          break;
        }
        continue;
      }
      out.push(...this.#keys.slice(0, this.#matched));
      this.#matched = byte === this.#keys[0] && this.#keys.length > 1 ? 1 : 0;
      if (this.#matched === 0) out.push(byte);
    }
    return Uint8Array.from(out);
  }
}
