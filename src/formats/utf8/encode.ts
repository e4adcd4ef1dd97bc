/** UTF-8 of texts that are on their way: whoever receives the bytes copies them and lets go. */

const encoder = new TextEncoder();
const SLAB = 65_536;
/** Characters; one takes three bytes at most. */
const LONGEST = 8192;

let slab = new Uint8Array(SLAB);
let used = 0;

/**
 * The UTF-8 bytes of a text. Short ones share a buffer: making one for each costs more than encoding it. So do not transfer
 * `bytes.buffer`, and what is kept for long should be a copy.
 */
export function encodeUTF8(text: string): Uint8Array {
  if (text.length > LONGEST) return encoder.encode(text);
  if (SLAB - used < text.length * 3) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  const start = used;
  used += encoder.encodeInto(text, slab.subarray(start)).written;
  return slab.subarray(start, used);
}
