/** Seeded random numbers. One stream a use, by name, so that a new use never shifts the numbers of another. */

export interface RandomStream {
  /** Uniform in 0 … 2^32 − 1. */
  u32(): number;
  /** Uniform in 0 … n − 1 for n in 1 … 2^32. */
  below(n: number): number;
  /** Uniform in [0, 1). */
  float(): number;
  bytes(length: number): Uint8Array;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** FNV-1a over the UTF-16 units of a text: spreads stream names over the seed space. */
function hashName(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The sfc32 generator (Chris Doty-Humphrey's Small Fast Counting RNG), seeded by a number and the name of the use. */
export function randomStream(seed: number, name: string): RandomStream {
  let a = seed >>> 0;
  let b = hashName(name);
  let c = (a ^ 0x9e3779b9) >>> 0;
  let counter = 1;
  const u32 = (): number => {
    const t = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + t) >>> 0;
    return t;
  };
  for (let i = 0; i < 16; i++) u32();
  const bytes = (length: number): Uint8Array => {
    const out = new Uint8Array(length);
    for (let i = 0; i < length; i++) out[i] = u32() >>> 24;
    return out;
  };
  return {
    u32,
    below: (n) => Math.floor((u32() / 0x1_0000_0000) * n),
    float: () => u32() / 0x1_0000_0000,
    bytes,
    hex: (digits) => {
      let out = '';
      while (out.length < digits) out += u32().toString(16).padStart(8, '0');
      return out.slice(0, digits);
    },
  };
}
