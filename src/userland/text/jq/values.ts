/** Values of jq: JSON with objects as maps in order of insertion; their order, comparison and text. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** `error(...)` and failed operations; carries the value. */
export class JqError extends Error {
  readonly value: Json;
  constructor(value: Json) {
    super(typeof value === 'string' ? value : '');
    this.value = value;
  }
}

export function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : value instanceof Map ? 'object' : typeof value;
}

const RANK: Readonly<Record<string, number>> = { null: 0, false: 1, true: 2, number: 3, string: 4, array: 5, object: 6 };

function rank(value: Json): number {
  return RANK[typeof value === 'boolean' ? String(value) : typeOf(value)] ?? 0;
}

/** jq's total order of values. */
export function compareJson(a: Json, b: Json): number {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'number' || typeof a === 'string') return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : a === b ? 0 : -1;
  if (Array.isArray(a)) {
    const other = b as Json[];
    for (let i = 0; i < Math.min(a.length, other.length); i++) {
      const result = compareJson(a[i] ?? null, other[i] ?? null);
      if (result !== 0) return result;
    }
    return a.length - other.length;
  }
  if (a instanceof Map) {
    const other = b as JsonObject;
    const keys = [...a.keys()].sort();
    const byKeys = compareJson(keys, [...other.keys()].sort());
    if (byKeys !== 0) return byKeys;
    for (const key of keys) {
      const result = compareJson(a.get(key) ?? null, other.get(key) ?? null);
      if (result !== 0) return result;
    }
  }
  return 0;
}

export function truthy(value: Json): boolean {
  return value !== null && value !== false;
}

/** A number as jq 1.6 prints it: 17 digits, exponents of two digits below 1e-4 and beyond what zeros are worth. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value < 0 ? '-1.7976931348623157e+308' : '1.7976931348623157e+308';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  const sign = value < 0 ? '-' : '';
  if (value === 0) return '0';
  if (point <= -5 + 1 || point > digits.length + 15) return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${point - 1 < 0 ? '-' : '+'}${String(Math.abs(point - 1)).padStart(2, '0')}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + (digits.length <= point ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`);
}

export function quote(text: string, ascii = false): string {
  let out = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === '\\') out += `\\${char}`;
    else if (code < 32 || code === 127) out += { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' }[code] ?? `\\u${code.toString(16).padStart(4, '0')}`;
    else if (ascii && code > 126) for (let i = 0; i < char.length; i++) out += `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`;
    else out += char;
  }
  return `${out}"`;
}

export interface DumpStyle { readonly indent: string | undefined; readonly sortKeys?: boolean; readonly ascii?: boolean; readonly color?: boolean }
const COMPACT: DumpStyle = { indent: undefined };
const RESET = '\x1b[0m';
const COLORS: Readonly<Record<string, string>> = { null: '\x1b[1;30m', boolean: '\x1b[0;39m', number: '\x1b[0;39m', string: '\x1b[0;32m', array: '\x1b[1;39m', object: '\x1b[1;39m' };
const FIELD = '\x1b[34;1m';

/** JSON text; `indent` undefined is compact. */
export function dump(value: Json, style: DumpStyle = COMPACT, depth = 0): string {
  if (depth > 10_000) return '<skipped: too deep>';
  const color = style.color ? (COLORS[typeOf(value)] ?? '') : '';
  const reset = style.color ? RESET : '';
  const inner = style.indent === undefined ? '' : `\n${style.indent.repeat(depth + 1)}`;
  const outer = style.indent === undefined ? '' : `\n${style.indent.repeat(depth)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return `${color}[]${color ? `${RESET}` : ''}`;
    let out = `${color}[${inner}`;
    for (const [index, item] of value.entries()) {
      if (index > 0) out += `${color},${inner}`;
      out += dump(item, style, depth + 1) + (color ? RESET : '');
    }
    return `${out}${color}${outer}${color}]${reset}`;
  }
  if (value instanceof Map) {
    if (value.size === 0) return `${color}{}${reset}`;
    let out = `${color}{${inner}`;
    const keys = style.sortKeys ? [...value.keys()].sort() : [...value.keys()];
    for (const [index, key] of keys.entries()) {
      if (index > 0) out += `,${inner}`;
      out += style.color ? `${RESET}${FIELD}${quote(key, style.ascii)}${RESET}${color}:${style.indent === undefined ? '' : ' '}${RESET}` : `${quote(key, style.ascii)}:${style.indent === undefined ? '' : ' '}`;
      out += dump(value.get(key) ?? null, style, depth + 1) + color;
    }
    return `${out}${color}${outer}${color}}${reset}`;
  }
  const text = typeof value === 'string' ? quote(value, style.ascii) : typeof value === 'number' ? numberText(value) : String(value);
  return color + text + reset;
}
