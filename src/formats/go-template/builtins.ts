// The predefined functions of text/template (text/template/funcs.go).

import { GoFloat, GoNil, goTypeOf, JsonNumber } from '../go-values/values.ts';
import { sprint, sprintf, sprintln } from './printf.ts';
import { isPrintable } from './quote.ts';
import { formatValue, Iface, isTrue, kindOf, lengthOf, numberOf, typeName, unwrap } from './values.ts';

/** What a function takes; `value` keeps nil and typed values as they are. */
export type ParamType = 'string' | 'int' | 'strings' | 'bool' | 'any' | 'value';

/** A function for templates. A variadic one repeats its last parameter. Errors are thrown as FunctionError. */
export interface TemplateFunction {
  params: readonly ParamType[];
  variadic?: boolean;
  call(...args: never[]): unknown;
}
export type FuncMap = Readonly<Record<string, TemplateFunction>>;

/** The error result of a function: `error calling NAME: message`. */
export class FunctionError extends Error {}

function fail(message: string): never {
  throw new FunctionError(message);
}

const anyArgs = (call: (...args: unknown[]) => unknown): TemplateFunction => ({ params: ['any'], variadic: true, call: call as (...args: never[]) => unknown });

export const BUILTINS: FuncMap = {
  // and, or: the evaluator stops early; these run for a single piped value.
  and: { params: ['value', 'value'], variadic: true, call: (a: unknown) => a },
  or: { params: ['value', 'value'], variadic: true, call: (a: unknown) => a },
  not: { params: ['value'], call: (a: unknown) => !isTrue(a) },
  len: { params: ['value'], call: length },
  index: { params: ['value', 'value'], variadic: true, call: index },
  slice: { params: ['value', 'value'], variadic: true, call: slice },
  call: { params: ['value', 'value'], variadic: true, call: callValue },
  print: anyArgs((...args) => sprint(args)),
  println: anyArgs((...args) => sprintln(args)),
  printf: {
    params: ['string', 'any'],
    variadic: true,
    call: ((format: string, ...args: unknown[]) => sprintf(format, args)) as (...args: never[]) => unknown,
  },
  html: anyArgs((...args) => escapeHTML(evalArgs(args))),
  js: anyArgs((...args) => escapeJS(evalArgs(args))),
  urlquery: anyArgs((...args) => queryEscape(evalArgs(args))),
  eq: { params: ['value', 'value'], variadic: true, call: eq },
  ne: { params: ['value', 'value'], call: (a: unknown, b: unknown) => !eq(a, b) },
  lt: { params: ['value', 'value'], call: less },
  le: { params: ['value', 'value'], call: (a: unknown, b: unknown) => less(a, b) || eq(a, b) },
  gt: { params: ['value', 'value'], call: (a: unknown, b: unknown) => !(less(a, b) || eq(a, b)) },
  ge: { params: ['value', 'value'], call: (a: unknown, b: unknown) => !less(a, b) },
};

function length(item: unknown): number {
  const value = unwrap(item);
  if (value === null) fail('len of nil pointer');
  const kind = kindOf(value);
  if (kind !== 'string' && kind !== 'slice' && kind !== 'map')
    fail(kind === 'invalid' ? 'reflect: call of reflect.Value.Type on zero Value' : `len of type ${typeName(value)}`);
  return lengthOf(value);
}

function index(item: unknown, ...indexes: unknown[]): unknown {
  let current: unknown = item;
  if (unwrap(item) === undefined) fail('index of untyped nil');
  for (const raw of indexes) {
    const key = unwrap(raw);
    const inside = current instanceof Iface;
    const value: unknown = current instanceof Iface ? current.value : current;
    if (value === null || value === undefined) fail('index of nil pointer');
    switch (kindOf(value)) {
      case 'string':
      case 'slice': {
        const size = lengthOf(value);
        const at = indexArg(key, size);
        if (at === size) fail(`reflect: ${kindOf(value)} index out of range`);
        const list = typeof value === 'string' ? new TextEncoder().encode(value) : value;
        const element = (list as ArrayLike<unknown>)[at];
        current = inside ? new Iface(element) : element;
        break;
      }
      case 'map': {
        if (key === undefined || key === null) fail('value is nil; should be of type string');
        const wanted = value instanceof Map && value.size > 0 ? typeof value.keys().next().value : 'string';
        if (typeof key !== wanted) fail(`value has type ${typeName(key)}; should be ${wanted === 'number' ? 'int' : wanted}`);
        current = mapElement(value, key, inside);
        break;
      }
      default:
        fail(`can't index item of type ${typeName(value)}`);
    }
  }
  return current;
}

function mapElement(map: unknown, key: unknown, inside: boolean): unknown {
  if (map instanceof Map && map.has(key)) {
    const element: unknown = map.get(key);
    return inside ? new Iface(element) : element;
  }
  if (map instanceof GoNil) return '';
  return goTypeOf(map as object)?.zero;
}

function indexArg(key: unknown, cap: number): number {
  if (key === undefined || key === null) fail('cannot index slice/array with nil');
  if (kindOf(key) !== 'int') fail(`cannot index slice/array with type ${typeName(key)}`);
  const at = numberOf(key);
  if (at < 0 || at > cap) fail(`index out of range: ${at}`);
  return at;
}

function slice(item: unknown, ...indexes: unknown[]): unknown {
  const value = unwrap(item);
  if (value === undefined || value === null) fail('slice of untyped nil');
  if (indexes.length > 3) fail(`too many slice indexes: ${indexes.length}`);
  const kind = kindOf(value);
  if (kind !== 'string' && kind !== 'slice') fail(`can't slice item of type ${typeName(value)}`);
  if (kind === 'string' && indexes.length === 3) fail('cannot 3-index slice a string');
  const bounds = [0, lengthOf(value)];
  indexes.forEach((raw, i) => {
    bounds[i] = indexArg(unwrap(raw), lengthOf(value));
  });
  const [from = 0, to = 0, cap] = bounds;
  if (from > to) fail(`invalid slice index: ${from} > ${to}`);
  if (cap !== undefined && to > cap) fail(`invalid slice index: ${to} > ${cap}`);
  if (typeof value === 'string') return new TextDecoder().decode(new TextEncoder().encode(value).subarray(from, to));
  return Array.isArray(value) ? value.slice(from, to) : value instanceof Uint8Array ? value.subarray(from, to) : value;
}

function callValue(fn: unknown, ...args: unknown[]): unknown {
  const value = unwrap(fn);
  if (value === undefined || value === null) fail('call of nil');
  if (typeof value !== 'function') fail(`non-function ${formatValue(value)} of type ${typeName(value)}`);
  return (value as (...args: unknown[]) => unknown)(...args.map(unwrap));
}

type Basic = 'string' | 'int' | 'float' | 'bool' | 'other';

function basicKind(value: unknown): Basic {
  const kind = kindOf(value);
  return kind === 'string' || kind === 'int' || kind === 'float' || kind === 'bool' ? kind : 'other';
}

function comparable(value: unknown): string | number | bigint | boolean {
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof GoFloat) return value.value;
  return value as string | number | bigint | boolean;
}

function eq(first: unknown, ...others: unknown[]): boolean {
  const a = unwrap(first);
  if (others.length === 0) fail('missing argument for comparison');
  for (const other of others) {
    const b = unwrap(other);
    const [ka, kb] = [basicKind(a), basicKind(b)];
    if (ka !== kb) {
      if (a !== undefined && b !== undefined && a !== null && b !== null) fail('incompatible types for comparison');
      continue;
    }
    if (ka !== 'other') {
      // == because an int and an int64 of the same value are equal
      if (comparable(a) == comparable(b)) return true;
      continue;
    }
    const [nilA, nilB] = [isNil(a), isNil(b)];
    if (nilA || nilB) {
      if (nilA === nilB) return true;
      continue;
    }
    for (const value of [b, a]) {
      const kind = kindOf(value);
      if (kind === 'slice' || kind === 'map' || kind === 'func') fail(`non-comparable type ${sprintf('%s', [value])}: ${typeName(value)}`);
    }
    if (a === b || (typeName(a) === typeName(b) && formatValue(a) === formatValue(b))) return true;
  }
  return false;
}

function isNil(value: unknown): boolean {
  return value === undefined || value === null || value instanceof GoNil;
}

function less(first: unknown, second: unknown): boolean {
  const [a, b] = [unwrap(first), unwrap(second)];
  const [ka, kb] = [basicKind(a), basicKind(b)];
  if (ka === 'other' || kb === 'other') fail('invalid type for comparison');
  if (ka !== kb) fail('incompatible types for comparison');
  if (ka === 'bool') fail('invalid type for comparison');
  return comparable(a) < comparable(b);
}

function evalArgs(args: readonly unknown[]): string {
  const values = args.map(unwrap).map((value) => (value === undefined ? '<no value>' : value));
  return sprint(values);
}

const HTML: Readonly<Record<string, string>> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\ufffd' };

function escapeHTML(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/["'&<>\0]/g, (c) => HTML[c] ?? c);
}

function escapeJS(text: string): string {
  let out = '';
  for (const c of text) {
    if (c === '\\' || c === "'" || c === '"') out += `\\${c}`;
    else if (c === '<' || c === '>' || c === '&' || c === '=' || !isPrintable(c))
      out += `\\u${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    else out += c;
  }
  return out;
}

function queryEscape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
