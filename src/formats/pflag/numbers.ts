/** strconv.ParseInt, ParseUint, ParseFloat and ParseBool with their errors. */
import { FlagError } from './flag.ts';
import { quote } from './quote.ts';

const syntax = (fn: string, text: string): FlagError => new FlagError(`strconv.${fn}: parsing ${quote(text)}: invalid syntax`);
const range = (fn: string, text: string): FlagError => new FlagError(`strconv.${fn}: parsing ${quote(text)}: value out of range`);

function digits(fn: string, whole: string, text: string, base: 0 | 10): bigint {
  let body = text;
  if (base === 0) {
    const prefixed = /^0(?:x[0-9a-f](?:_?[0-9a-f])*|b[01](?:_?[01])*|o?[0-7](?:_?[0-7])*)$/i.test(body) || /^0x_[0-9a-f]|^0b_[01]|^0o?_[0-7]/i.test(body);
    if (prefixed) {
      body = body.replaceAll('_', '');
      if (/^0[0-7]+$/.test(body)) body = `0o${body.slice(1)}`;
      return BigInt(body.toLowerCase());
    }
    if (/^[1-9](?:_?[0-9])*$|^0$/.test(body)) return BigInt(body.replaceAll('_', ''));
    throw syntax(fn, whole);
  }
  if (!/^[0-9]+$/.test(body)) throw syntax(fn, whole);
  return BigInt(body);
}

/** A signed integer of `bits`; base 0 takes 0x, 0o, 0b and underscores. Values beyond 2^53 lose digits as numbers do. */
export function parseInteger(text: string, bits = 64, base: 0 | 10 = 0, fn = 'ParseInt'): number {
  const sign = /^[+-]/.exec(text)?.[0];
  const magnitude = digits(fn, text, sign === undefined ? text : text.slice(1), base);
  const limit = 1n << BigInt(bits - 1);
  if (sign === '-' ? magnitude > limit : magnitude >= limit) throw range(fn, text);
  return Number(sign === '-' ? -magnitude : magnitude);
}

export function parseUnsigned(text: string, bits = 64, base: 0 | 10 = 0): number {
  const value = digits('ParseUint', text, text, base);
  if (value >= 1n << BigInt(bits)) throw range('ParseUint', text);
  return Number(value);
}

export function parseFloat64(text: string): number {
  const lower = text.toLowerCase();
  const named = /^([+-]?)(inf(?:inity)?|nan)$/.exec(lower);
  if (named) return named[2] === 'nan' ? Number.NaN : named[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/.test(lower)) throw syntax('ParseFloat', text);
  const value = Number(lower);
  if (!Number.isFinite(value)) throw range('ParseFloat', text);
  return value;
}

export function parseBool(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  throw syntax('ParseBool', text);
}
