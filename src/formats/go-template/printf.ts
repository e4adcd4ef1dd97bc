// fmt.Sprintf, Sprint and Sprintln (the verbs and error notes of Go's package fmt).

import { JsonNumber, structFields } from '../go-values/values.ts';
import { quoteGo } from './quote.ts';
import { formatFloat, formatValue, Iface, kindOf, numberOf, sortedKeys, typeName } from './values.ts';

interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  width?: number;
  precision?: number;
}

/** fmt.Sprint: spaces between operands when neither is a string. */
export function sprint(args: readonly unknown[]): string {
  let out = '';
  args.forEach((arg, i) => {
    if (i > 0 && !isString(arg) && !isString(args[i - 1])) out += ' ';
    out += formatValue(arg);
  });
  return out;
}

function isString(value: unknown): boolean {
  return typeof (value instanceof Iface ? value.value : value) === 'string';
}

/** fmt.Sprintln: spaces always, and a line feed. */
export function sprintln(args: readonly unknown[]): string {
  return `${args.map((arg) => formatValue(arg)).join(' ')}\n`;
}

/** fmt.Sprintf. Mistakes show up in the output as Go notes them: `%!d(string=x)`, `%!s(MISSING)`, `%!(EXTRA int=1)`. */
export function sprintf(format: string, args: readonly unknown[]): string {
  let out = '';
  let next = 0;
  let reordered = false;
  let i = 0;
  const end = format.length;
  while (i < end) {
    const percent = format.indexOf('%', i);
    if (percent < 0) {
      out += format.slice(i);
      break;
    }
    out += format.slice(i, percent);
    i = percent + 1;
    const flags: Flags = { plus: false, minus: false, sharp: false, space: false, zero: false };
    i = readFlags(format, i, flags);
    let goodIndex = true;
    const argNumber = () => {
      const match = /^\[([^\]]*)\]/.exec(format.slice(i, i + 16));
      if (format[i] !== '[') return;
      reordered = true;
      const number = match === null ? NaN : Number(match[1]);
      i += match === null ? 1 : match[0].length;
      if (Number.isInteger(number) && number >= 1 && number <= args.length) next = number - 1;
      else goodIndex = false;
    };
    const star = (): number | undefined => {
      const value = args[next++];
      return kindOf(value) === 'int' ? numberOf(value) : undefined;
    };
    argNumber();
    if (format[i] === '*') {
      i++;
      const width = star();
      if (width === undefined) out += '%!(BADWIDTH)';
      else {
        flags.width = Math.abs(width);
        if (width < 0) {
          flags.minus = true;
          flags.zero = false;
        }
      }
    } else {
      const digits = /^[0-9]*/.exec(format.slice(i, i + 8))?.[0] ?? '';
      if (digits !== '') flags.width = Number(digits);
      i += digits.length;
    }
    if (format[i] === '.') {
      i++;
      argNumber();
      if (format[i] === '*') {
        i++;
        const precision = star();
        if (precision === undefined || precision < 0) out += '%!(BADPREC)';
        else flags.precision = precision;
      } else {
        const digits = /^[0-9]*/.exec(format.slice(i, i + 8))?.[0] ?? '';
        flags.precision = Number(digits);
        i += digits.length;
      }
    }
    argNumber();
    const code = format.codePointAt(i);
    if (code === undefined) {
      out += '%!(NOVERB)';
      break;
    }
    const verb = String.fromCodePoint(code);
    i += verb.length;
    if (verb === '%') out += '%';
    else if (!goodIndex) out += `%!${verb}(BADINDEX)`;
    else if (next >= args.length) out += `%!${verb}(MISSING)`;
    else out += formatVerb(verb, args[next++], flags);
  }
  if (!reordered && next < args.length) {
    const extra = args.slice(next).map((arg) => (kindOf(arg) === 'invalid' || arg === null ? '<nil>' : `${dynamicType(arg)}=${formatValue(arg)}`));
    out += `%!(EXTRA ${extra.join(', ')})`;
  }
  return out;
}

function readFlags(format: string, at: number, flags: Flags): number {
  for (let i = at; ; i++) {
    switch (format[i]) {
      case '#':
        flags.sharp = true;
        break;
      case '0':
        flags.zero = true;
        break;
      case '+':
        flags.plus = true;
        break;
      case '-':
        flags.minus = true;
        break;
      case ' ':
        flags.space = true;
        break;
      default:
        return i;
    }
  }
}

function formatVerb(verb: string, arg: unknown, flags: Flags): string {
  const value = arg instanceof Iface ? arg.value : arg;
  if (verb === 'T') return pad(dynamicType(value), flags);
  if (value === undefined || value === null) return verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  if (verb === 'v') return formatDefault(value, flags);
  if (verb === 'p') return `%!p(${dynamicType(value)}=${formatValue(value)})`;
  switch (kindOf(value)) {
    case 'string':
      return formatString(verb, value instanceof JsonNumber ? value.text : String(value), flags) ?? bad(verb, value);
    case 'int':
      return formatInteger(verb, BigInt(value as number | bigint), flags) ?? bad(verb, value);
    case 'float':
      return formatDouble(verb, numberOf(value), flags) ?? bad(verb, value);
    case 'bool':
      return verb === 't' ? pad(String(value), flags) : bad(verb, value);
    case 'slice': {
      if (value instanceof Uint8Array && 'sxXq'.includes(verb)) {
        return formatString(verb, new TextDecoder().decode(value), flags) ?? bad(verb, value);
      }
      const items = Array.isArray(value) ? (value as unknown[]) : value instanceof Uint8Array ? [...value] : [];
      return `[${items.map((item) => formatVerb(verb, item, flags)).join(' ')}]`;
    }
    case 'map': {
      const map = value instanceof Map ? value : new Map<unknown, unknown>();
      return `map[${sortedKeys(map)
        .map((key) => `${formatVerb(verb, key, flags)}:${formatVerb(verb, map.get(key), flags)}`)
        .join(' ')}]`;
    }
    case 'struct': {
      const object = value as Record<string, unknown>;
      return `{${structFields(object)
        .map((name) => formatVerb(verb, object[name], flags))
        .join(' ')}}`;
    }
    default:
      return bad(verb, value);
  }
}

function dynamicType(value: unknown): string {
  return typeName(value instanceof Iface ? value.value : value);
}

function bad(verb: string, value: unknown): string {
  return `%!${verb}(${dynamicType(value)}=${formatValue(value)})`;
}

function formatDefault(value: unknown, flags: Flags): string {
  if (flags.sharp) return pad(goSyntax(value), flags);
  // %+v is about the names of fields, not about signs.
  const unsigned = { ...flags, plus: false };
  switch (kindOf(value)) {
    case 'int':
      return formatInteger('d', BigInt(value as number | bigint), unsigned) ?? '';
    case 'float':
      if (flags.precision !== undefined) return formatDouble('g', numberOf(value), unsigned) ?? '';
      return padNumber(formatFloat(numberOf(value)), unsigned);
    case 'string':
      return formatString('s', formatValue(value), unsigned) ?? '';
    case 'slice':
    case 'map':
    case 'struct': {
      // Width applies to each element.
      if (flags.width === undefined) return formatValue(value, flags.plus);
      return formatVerbEach(value, flags);
    }
    default:
      return pad(formatValue(value), flags);
  }
}

function formatVerbEach(value: unknown, flags: Flags): string {
  if (Array.isArray(value)) return `[${value.map((item) => formatVerb('v', item, flags)).join(' ')}]`;
  return formatValue(value, flags.plus);
}

function goSyntax(value: unknown): string {
  const v = value instanceof Iface ? value.value : value;
  if (v === undefined || v === null) return '<nil>';
  switch (kindOf(v)) {
    case 'string':
      return quoteGo(formatValue(v));
    case 'slice':
      return `${typeName(v)}{${(Array.isArray(v) ? v : []).map(goSyntax).join(', ')}}`;
    case 'map': {
      const map = v instanceof Map ? v : new Map<unknown, unknown>();
      return `${typeName(v)}{${sortedKeys(map)
        .map((key) => `${goSyntax(key)}:${goSyntax(map.get(key))}`)
        .join(', ')}}`;
    }
    case 'struct': {
      const object = v as Record<string, unknown>;
      return `${typeName(v)}{${structFields(object)
        .map((name) => `${name}:${goSyntax(object[name])}`)
        .join(', ')}}`;
    }
    default:
      return formatValue(v);
  }
}

function formatString(verb: string, text: string, flags: Flags): string | undefined {
  let value = text;
  if (flags.precision !== undefined && 'sq'.includes(verb)) value = [...text].slice(0, flags.precision).join('');
  switch (verb) {
    case 's':
      return pad(value, flags);
    case 'q':
      if (flags.sharp && !value.includes('`')) return pad(`\`${value}\``, flags);
      return pad(quoteGo(value, flags.plus), flags);
    case 'x':
    case 'X': {
      let bytes = [...new TextEncoder().encode(text)];
      if (flags.precision !== undefined) bytes = bytes.slice(0, flags.precision);
      const prefix = flags.sharp ? '0x' : '';
      const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
      const hex = flags.space ? digits.map((d) => prefix + d).join(' ') : (digits.length > 0 ? prefix : '') + digits.join('');
      return pad(verb === 'X' ? hex.toUpperCase() : hex, flags);
    }
    default:
      return undefined;
  }
}

const RADIX: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const PREFIX: Readonly<Record<string, string>> = { b: '0b', o: '0', O: '0o', x: '0x', X: '0X' };

function formatInteger(verb: string, value: bigint, flags: Flags): string | undefined {
  const code = Number(value);
  const char = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  if (verb === 'c') return pad(char, flags);
  if (verb === 'q') return pad(quoteGo(char, flags.plus, "'"), flags);
  if (verb === 'U') {
    const hex = `U+${value
      .toString(16)
      .toUpperCase()
      .padStart(Math.max(4, flags.precision ?? 0), '0')}`;
    return pad(flags.sharp ? `${hex} '${char}'` : hex, { ...flags, zero: false });
  }
  const radix = RADIX[verb];
  if (radix === undefined) return undefined;
  const negative = value < 0n;
  let digits = (negative ? -value : value).toString(radix);
  if (verb === 'X') digits = digits.toUpperCase();
  if (flags.precision !== undefined) {
    if (flags.precision === 0 && value === 0n) return pad('', { ...flags, zero: false });
    digits = digits.padStart(flags.precision, '0');
  }
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const prefix = flags.sharp || verb === 'O' ? (PREFIX[verb] ?? '') : '';
  if (flags.zero && !flags.minus && flags.precision === undefined && flags.width !== undefined) {
    digits = digits.padStart(flags.width - sign.length, '0');
  }
  return pad(sign + prefix + digits, { ...flags, zero: false });
}

function formatDouble(verb: string, value: number, flags: Flags): string | undefined {
  const precision = flags.precision;
  switch (verb) {
    case 'f':
    case 'F':
      return padNumber(Number.isFinite(value) ? value.toFixed(precision ?? 6) : formatFloat(value), flags);
    case 'e':
    case 'E':
      return padNumber(exponent(value.toExponential(precision ?? 6), verb), flags);
    case 'g':
    case 'G': {
      if (precision === undefined) return padNumber(formatFloat(value), flags);
      const digits = Math.max(precision, 1);
      const e = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1]);
      if (e < -4 || e >= Math.max(digits, 1)) {
        return padNumber(exponent(trimZeros(value.toExponential(digits - 1)), verb === 'G' ? 'E' : 'e'), flags);
      }
      return padNumber(trimZeros(value.toFixed(Math.max(0, digits - 1 - e))), flags);
    }
    default:
      return undefined;
  }
}

function trimZeros(text: string): string {
  const [mantissa = '', e] = text.split('e');
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return e === undefined ? trimmed : `${trimmed}e${e}`;
}

function exponent(text: string, letter: string): string {
  return text.replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => letter + sign + digits.padStart(2, '0'));
}

function padNumber(text: string, flags: Flags): string {
  let sign = '';
  let digits = text;
  if (/^[+-]/.test(text)) {
    sign = text.slice(0, 1);
    digits = text.slice(1);
  } else if (flags.plus) sign = '+';
  else if (flags.space) sign = ' ';
  if (flags.zero && !flags.minus && flags.width !== undefined && /^[0-9]/.test(digits)) {
    digits = digits.padStart(flags.width - sign.length, '0');
  }
  return pad(sign + digits, { ...flags, zero: false });
}

function pad(text: string, flags: Flags): string {
  if (flags.width === undefined) return text;
  const missing = flags.width - [...text].length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}
