// Kinds, type names, truth and plain printing (%v) of Go values; see go-values for how they look in JavaScript.

import { compareStrings, GoFloat, goTypeOf, GoNil, JsonNumber, structFields } from '../go-values/values.ts';

/** A value whose static type is interface{}: an element of decoded JSON. `undefined` stands for no value at all. */
export class Iface {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

export type Kind = 'invalid' | 'nil' | 'string' | 'int' | 'float' | 'bool' | 'slice' | 'map' | 'struct' | 'func';

/** The kind of a value, interfaces opened. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'undefined':
      return 'invalid';
    case 'string':
      return 'string';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'function':
      return 'func';
    default:
      return objectKind(value as object | null);
  }
}

function objectKind(value: object | null): Kind {
  if (value === null) return 'nil';
  if (Array.isArray(value) || value instanceof Uint8Array) return 'slice';
  if (value instanceof Map) return 'map';
  if (value instanceof GoNil) return value.kind;
  if (value instanceof GoFloat) return 'float';
  if (value instanceof JsonNumber) return 'string';
  if (value instanceof Iface) return kindOf(value.value);
  return 'struct';
}

/** Opens an interface; a nil inside it is no value. */
export function unwrap(value: unknown): unknown {
  if (!(value instanceof Iface)) return value;
  return value.value === null ? undefined : value.value;
}

/** Go's name of the type of a value (%T and error texts). */
export function typeName(value: unknown): string {
  if (value instanceof Iface) return 'interface {}';
  switch (kindOf(value)) {
    case 'invalid':
    case 'nil':
      return '<nil>';
    case 'string':
      return value instanceof JsonNumber ? 'json.Number' : 'string';
    case 'int':
      return typeof value === 'bigint' ? 'int64' : 'int';
    case 'float':
      return 'float64';
    case 'bool':
      return 'bool';
    case 'func':
      return 'func()';
    case 'slice':
      if (value instanceof Uint8Array) return '[]uint8';
      return named(value) ?? (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string') ? '[]string' : '[]interface {}');
    case 'map':
      return named(value) ?? 'map[string]interface {}';
    case 'struct':
      return named(value) ?? 'struct {}';
  }
}

function named(value: unknown): string | undefined {
  return goTypeOf(value as object)?.name;
}

/** text/template's truth: not the zero value. */
export function isTrue(value: unknown): boolean {
  switch (kindOf(value)) {
    case 'invalid':
    case 'nil':
      return false;
    case 'slice':
    case 'map':
    case 'string':
      return lengthOf(value) > 0;
    case 'int':
    case 'float':
      return numberOf(value) !== 0;
    case 'bool':
      return unwrap(value) === true;
    default:
      return true;
  }
}

/** len of a string (bytes), slice or map. */
export function lengthOf(value: unknown): number {
  const v = unwrap(value);
  if (typeof v === 'string') return utf8Length(v);
  if (v instanceof JsonNumber) return v.text.length;
  if (v instanceof Map) return v.size;
  if (Array.isArray(v) || v instanceof Uint8Array) return v.length;
  return 0;
}

/** An int or float as a JavaScript number (bigint rounds). */
export function numberOf(value: unknown): number {
  const v = unwrap(value);
  if (v instanceof GoFloat) return v.value;
  return Number(v);
}

/** Keys of a map in Go's printing order. */
export function sortedKeys(map: ReadonlyMap<unknown, unknown>): unknown[] {
  return [...map.keys()].sort((a, b) => (typeof a === 'string' && typeof b === 'string' ? compareStrings(a, b) : Number(a) - Number(b)));
}

/** Length in UTF-8. */
export function utf8Length(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) n++;
    else if (c < 0x800) n += 2;
    else if (c >= 0xd800 && c < 0xdc00 && i + 1 < text.length) {
      n += 4;
      i++;
    } else n += 3;
  }
  return n;
}

/** fmt's %v (or %+v with `plus`). */
export function formatValue(value: unknown, plus = false): string {
  const v = value instanceof Iface ? value.value : value;
  switch (typeof v) {
    case 'string':
      return v;
    case 'number':
      return Number.isSafeInteger(v) ? String(v) : Number.isInteger(v) ? BigInt(v).toString() : formatFloat(v);
    case 'boolean':
    case 'bigint':
      return String(v);
    case 'undefined':
      return '<nil>';
    case 'function':
      return '0x0';
  }
  if (v === null) return '<nil>';
  if (v instanceof GoFloat) return formatFloat(v.value);
  if (v instanceof JsonNumber) return v.text;
  if (v instanceof GoNil) return v.kind === 'slice' ? '[]' : 'map[]';
  if (v instanceof Uint8Array) return `[${[...v].join(' ')}]`;
  if (Array.isArray(v)) return `[${v.map((item) => formatValue(item, plus)).join(' ')}]`;
  if (v instanceof Map) {
    return `map[${sortedKeys(v)
      .map((key) => `${formatValue(key, plus)}:${formatValue(v.get(key), plus)}`)
      .join(' ')}]`;
  }
  const object = v as Record<string, unknown>;
  const own = stringer(object);
  if (own !== undefined) return own;
  return `{${structFields(object)
    .map((name) => (plus ? `${name}:` : '') + formatValue(object[name], plus))
    .join(' ')}}`;
}

/** The result of a String() or Error() method, which fmt prefers; undefined without one. */
export function stringer(object: Record<string, unknown>): string | undefined {
  const method = object['Error'] ?? object['String'];
  return typeof method === 'function' ? String((method as () => unknown).call(object)) : undefined;
}

/** %v of a float64: the shortest digits, with an exponent below 1e-4 and from 1e6 on. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const e = Number(exponent);
  if (e >= -4 && e < 6) return plainDecimal(value, e);
  return `${digits}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
}

function plainDecimal(value: number, exponent: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(Math.max(0, -exponent) + 17).replace(/0+$/, '') : text;
}
