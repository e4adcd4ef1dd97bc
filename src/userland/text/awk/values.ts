/** Values of awk: numbers, strings, texts from input (which count as numbers when they look like one), and uninitialised ones. */
import { formatFloat, formatInteger, pad, type Conversion } from '../format.ts';

/** A text that came from input: a field, a line, getline, -v, ENVIRON, the parts of split. */
export class Input {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Value = number | string | Input | undefined;
export type AwkArray = Map<string, Value>;

const NUMERIC = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)\s*$/;
const LEADING = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)/;

export function looksNumeric(text: string): boolean {
  return NUMERIC.test(text);
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  const text = typeof value === 'string' ? value : value.text;
  const direct = text === '' ? 0 : Number(text);
  if (direct === direct && !/[xXobOBInf_]/.test(text)) return direct;
  const match = LEADING.exec(text);
  return match ? Number(match[0]) : 0;
}

export function toText(value: Value, format: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  return value === undefined ? '' : value.text;
}

export function numberText(value: number, format: string): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e16 ? String(value === 0 ? 0 : value) : BigInt(value).toString();
  if (Number.isNaN(value)) return Object.is(value, -NaN) ? '-nan' : 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return format === '%.6g' ? formatFloat(value, SIX) : sprintf(format, [value], format);
}
const SIX: Conversion = { flags: '', width: 0, precision: 6, letter: 'g' };

export function truthy(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value === undefined) return false;
  return looksNumeric(value.text) ? Number(value.text) !== 0 : value.text !== '';
}

/** Negative, zero or positive: by number when both are numbers (or look like it, from input), else by text. */
export function compare(a: Value, b: Value, format: string): number {
  if (isNumber(a) && isNumber(b)) {
    const x = toNumber(a);
    const y = toNumber(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = toText(a, format);
  const y = toText(b, format);
  return x < y ? -1 : x > y ? 1 : 0;
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' || value === undefined || (value instanceof Input && looksNumeric(value.text));
}

/** awk's sprintf. */
export function sprintf(format: string, args: readonly Value[], convfmt: string): string {
  let next = 0;
  return format.replace(/%([-+ #0']*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]*([a-zA-Z%])/g, (whole, flags: string, widthText: string | undefined, precisionText: string | undefined, letter: string) => {
    if (letter === '%') return '%';
    let width = widthText === '*' ? Math.trunc(toNumber(args[next++])) : Number(widthText ?? 0);
    let allFlags = flags;
    if (width < 0) {
      allFlags += '-';
      width = -width;
    }
    const precision = precisionText === undefined ? undefined : precisionText === '*' ? Math.trunc(toNumber(args[next++])) : Number(precisionText || 0);
    const conversion: Conversion = { flags: allFlags, width, precision, letter };
    if (letter === 'c') {
      const value = args[next++];
      const char = typeof value === 'number' ? String.fromCodePoint(Math.max(0, Math.min(0x10ffff, Math.trunc(value)))) : ([...toText(value, convfmt)][0] ?? '');
      return pad(char, conversion, false);
    }
    if (letter === 's') {
      const text = toText(args[next++], convfmt);
      return pad(precision === undefined ? text : [...text].slice(0, precision).join(''), conversion, false);
    }
    if ('dioxXu'.includes(letter)) {
      const value = toNumber(args[next++]);
      if (!Number.isFinite(value)) return pad(Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf', conversion, false);
      return formatInteger(BigInt(Math.trunc(value)), conversion);
    }
    if ('eEfFgGaA'.includes(letter)) return formatFloat(toNumber(args[next++]), conversion);
    return whole;
  });
}
