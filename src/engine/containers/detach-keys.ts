/** The key sequence that leaves a container running (moby pkg/term: ToBytes, EscapeProxy). */

export const DEFAULT_DETACH_KEYS: readonly number[] = [16, 17];

const CONTROL: Record<string, number> = { '@': 0, '[': 27, '\\': 28, ']': 29, '^': 30, _: 31 };

/** `ctrl-p,ctrl-q` or `x` as bytes; undefined when it names no key. */
export function parseDetachKeys(text: string): number[] | undefined {
  const out: number[] = [];
  if (text === '') return out;
  for (const key of text.split(',')) {
    if (key.length === 1) {
      out.push(key.charCodeAt(0));
      continue;
    }
    const m = /^ctrl-(.)$/.exec(key);
    const character = m?.[1];
    if (character === undefined) return undefined;
    const code = /[a-z]/.test(character) ? character.charCodeAt(0) - 96 : CONTROL[character];
    if (code === undefined) return undefined;
    out.push(code);
  }
  return out;
}

/** Watches input for the sequence; keys that might begin it are held back until it is known. */
export class DetachFilter {
  readonly #keys: readonly number[];
  #matched = 0;

  constructor(keys: readonly number[]) {
    this.#keys = keys;
  }

  /** What to pass on, and whether the sequence is complete. */
  push(data: Uint8Array): { pass: Uint8Array; detached: boolean } {
    const out: number[] = [];
    for (const byte of data) {
      if (byte === this.#keys[this.#matched]) {
        this.#matched++;
        if (this.#matched === this.#keys.length) return { pass: Uint8Array.from(out), detached: true };
        continue;
      }
      out.push(...this.#keys.slice(0, this.#matched));
      this.#matched = byte === this.#keys[0] ? 1 : 0;
      if (this.#matched === 0) out.push(byte);
    }
    return { pass: Uint8Array.from(out), detached: false };
  }
}
