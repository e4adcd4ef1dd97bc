// How Go values look in JavaScript, for everything that prints as Go prints (templates, JSON).
//
//   string, boolean      themselves
//   number               an integer is Go's int, another number a float64
//   bigint               int64
//   Map                  a map; printed with sorted keys
//   Array                a slice
//   plain object         a struct; fields in declaration order, undefined fields are left out of JSON
//   null                 a nil pointer or interface
//   the classes below    what JavaScript cannot say

/** A float64 that happens to be whole (`4242` decoded from JSON without types). */
export class GoFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A json.Number: the digits as they stood in the document (Decoder.UseNumber). */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A nil slice or map: printed `[]` or `map[]`, `null` in JSON, length 0. */
export class GoNil {
  readonly kind: 'slice' | 'map';
  constructor(kind: 'slice' | 'map') {
    this.kind = kind;
  }
}

/** What a template may want to know of a struct or map beyond its value. */
export interface GoType {
  /** Go's name of the type, for error texts: `container.Summary`. */
  name: string;
  /** Go's field name → key of the object, where they differ (`{ ID: 'Id' }`). */
  fields?: Readonly<Record<string, string>>;
  /** Of a map: what a missing key yields (`''` for map[string]string). */
  zero?: unknown;
}

/** Property of a struct or Map that holds its GoType. */
export const GO_TYPE = Symbol('go type');

/** Returns the GoType that was attached to a value, if any. */
export function goTypeOf(value: object): GoType | undefined {
  return (value as { [GO_TYPE]?: GoType })[GO_TYPE];
}

/** Attaches a GoType; returns the same object. */
export function withGoType<T extends object>(value: T, type: GoType): T {
  Object.defineProperty(value, GO_TYPE, { value: type, enumerable: false, configurable: true });
  return value;
}

/** Go's order of strings (bytes of UTF-8, which is the order of code points). */
export function compareStrings(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above every other unit.
    if (x >= 0xd800 && x <= 0xdfff) x += 0x10000;
    if (y >= 0xd800 && y <= 0xdfff) y += 0x10000;
    return x - y;
  }
  return a.length - b.length;
}

/** Names of the fields of a struct in declaration order; methods are left out. */
export function structFields(value: object): string[] {
  const names: string[] = [];
  for (const key of Object.keys(value)) {
    if (typeof (value as Record<string, unknown>)[key] !== 'function') names.push(key);
  }
  return names;
}
