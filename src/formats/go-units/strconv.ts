// strconv.ParseInt and ParseFloat: what they accept and how they complain.

/** strconv.ParseInt(text, 10, 64). Throws Error with Go's message. */
export function parseIntGo(text: string, func = 'ParseInt'): number {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new Error(`strconv.${func}: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw new Error(`strconv.${func}: parsing ${JSON.stringify(text)}: value out of range`);
  return Number(value);
}

/** strconv.ParseFloat(text, 64). Throws Error with Go's message. */
export function parseFloatGo(text: string): number {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return special[1] === '' ? NaN : invalid(text);
    return special[1] === '-' ? -Infinity : Infinity;
  }
  if (!/^[+-]?(?:[0-9_]+\.?[0-9_]*|\.[0-9_]+)(?:[eE][+-]?[0-9_]+)?$/.test(text)) return invalid(text);
  if (/(?:^|[^0-9])_|_(?:[^0-9]|$)/.test(text)) return invalid(text);
  const value = Number(text.replaceAll('_', ''));
  if (Number.isNaN(value)) return invalid(text);
  if (!Number.isFinite(value)) throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`);
  return value;
}

function invalid(text: string): never {
  throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** strconv.ParseUint(text, 10, bits). Throws Error with Go's message. */
export function parseUintGo(text: string, bits: 16 | 32 | 64 = 64): number {
  if (!/^[0-9]+$/.test(text)) throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = BigInt(text);
  if (value >= 1n << BigInt(bits)) throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`);
  return Number(value);
}
