/** jq's @formats. */
import { dump, JqError, numberText, typeOf, type Json } from './values.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toText(value: Json): string {
  return typeof value === 'string' ? value : dump(value);
}

/** Bits of bytes in groups of `size`, by an alphabet, padded to blocks. */
export function encodeBits(bytes: Uint8Array, alphabet: string, size: number, block: number): string {
  let out = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= size) {
      count -= size;
      out += alphabet[(bits >> count) & ((1 << size) - 1)];
    }
    bits &= (1 << count) - 1;
  }
  if (count > 0) out += alphabet[(bits << (size - count)) & ((1 << size) - 1)];
  while (out.length % block !== 0) out += '=';
  return out;
}

/** Inverse of `encodeBits`; undefined when a character is not of the alphabet. */
export function decodeBits(text: string, alphabet: string, size: number): Uint8Array | undefined {
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of text.replace(/=+$/, '')) {
    const value = alphabet.indexOf(char);
    if (value < 0) return undefined;
    bits = (bits << size) | value;
    count += size;
    if (count >= 8) {
      count -= 8;
      out.push((bits >> count) & 255);
      bits &= (1 << count) - 1;
    }
  }
  return Uint8Array.from(out);
}

export const encodeBase64 = (bytes: Uint8Array): string => encodeBits(bytes, BASE64, 6, 4);
export const decodeBase64 = (text: string): Uint8Array | undefined => decodeBits(text, BASE64, 6);
export const encodeBase32 = (bytes: Uint8Array): string => encodeBits(bytes, BASE32, 5, 8);
export const decodeBase32 = (text: string): Uint8Array | undefined => decodeBits(text, BASE32, 5);

/** The text of a value in a format; throws JqError. */
export function applyFormat(name: string, value: Json): string {
  switch (name) {
    case '@text': return toText(value);
    case '@json': return dump(value);
    case '@html': return toText(value).replace(/[<>&'"]/g, (char) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&#39;', '"': '&quot;' })[char] ?? char);
    case '@uri': return [...encoder.encode(toText(value))].map((byte) => (/[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
    case '@csv': case '@tsv': {
      if (!Array.isArray(value)) throw new JqError(`${typeOf(value)} (${dump(value).slice(0, 11)}) cannot be ${name.slice(1)}-formatted, only an array can be`);
      return value.map((cell) => {
        if (typeof cell === 'number') return numberText(cell);
        if (typeof cell === 'boolean') return String(cell);
        if (cell === null) return '';
        if (typeof cell !== 'string') throw new JqError(`${typeOf(cell)} (${dump(cell)}) is not valid in a csv row`);
        return name === '@csv' ? `"${cell.replaceAll('"', '""')}"` : cell.replace(/[\\\t\n\r]/g, (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char] ?? char);
      }).join(name === '@csv' ? ',' : '\t');
    }
    case '@sh': return (Array.isArray(value) ? value : [value]).map((each) => {
      if (Array.isArray(each) || each instanceof Map) throw new JqError(`${typeOf(each)} (${dump(each)}) can not be escaped for shell`);
      return typeof each === 'string' ? `'${each.replaceAll("'", "'\\''")}'` : dump(each);
    }).join(' ');
    case '@base64': return encodeBase64(encoder.encode(toText(value)));
    case '@base64d': {
      const bytes = decodeBase64(toText(value));
      if (!bytes) throw new JqError(`${typeOf(value)} (${dump(value)}) is not valid base64 data`);
      return decoder.decode(bytes);
    }
    case '@base32': return encodeBase32(encoder.encode(toText(value)));
    case '@base32d': return decoder.decode(decodeBase32(toText(value)) ?? new Uint8Array(0));
    default: throw new JqError(`${name.slice(1)} is not a valid format`);
  }
}
