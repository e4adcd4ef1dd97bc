// JSON into typed Go values: what json.Unmarshal into a struct leaves behind. Absent fields have Go's zero values, fields
// are found by Go's names, and encodeJSON writes them by their JSON names again.

import { GoNil, withGoType } from '../go-values/values.ts';
import { formatTime, GO_STRING, parseRFC3339, ZERO_TIME } from '../go-time/layout.ts';
import { typeText, type FieldNode, type Schema, type TypeNode } from './schema.ts';

/** A time.Time: printed as Go prints it, RFC 3339 in JSON. */
export class GoTime {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  String(): string {
    const ns = parseRFC3339(this.text);
    const layout = GO_STRING.replace('05 ', '05.999999999 ');
    return ns === undefined ? this.text : formatTime(ns, layout);
  }
  toJSON(): string {
    return this.text;
  }
}

/** A struct: a property a field under Go's name. */
class GoStruct {
  toJSON(): Record<string, unknown> {
    return plainOf(this as unknown as Record<string, unknown>);
  }
}

const FIELDS = new WeakMap<object, readonly FieldNode[]>();

/** Decodes a value (from decodeJSON with plain objects) as the named struct. */
export function decodeStruct(schema: Schema, name: string, json: unknown): object {
  return decode(schema, { kind: 'struct', name }, json) as object;
}

function decode(schema: Schema, type: TypeNode, json: unknown): unknown {
  switch (type.kind) {
    case 'string':
      return typeof json === 'string' ? json : '';
    case 'int':
      return typeof json === 'number' || typeof json === 'bigint' ? json : 0;
    case 'bool':
      return json === true;
    case 'time':
      return new GoTime(typeof json === 'string' ? json : ZERO_TIME);
    case 'any':
      return anyValue(json);
    case 'pointer':
      return json === null || json === undefined ? null : decode(schema, type.element, json);
    case 'slice':
      return Array.isArray(json) ? json.map((item) => decode(schema, type.element, item)) : new GoNil('slice');
    case 'map': {
      if (typeof json !== 'object' || json === null) return new GoNil('map');
      const map = new Map<string, unknown>();
      for (const [key, value] of Object.entries(json)) map.set(key, decode(schema, type.element, value));
      return withGoType(map, { name: typeText(type), zero: zeroOf(schema, type.element) });
    }
    case 'struct':
      return structValue(schema, type.name, json);
  }
}

function zeroOf(schema: Schema, type: TypeNode): unknown {
  // A nil interface is no value.
  return type.kind === 'any' ? undefined : decode(schema, type, undefined);
}

function structValue(schema: Schema, name: string, json: unknown): object {
  const source = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const value = new GoStruct() as unknown as Record<string, unknown>;
  const fields = schema.get(name) ?? [];
  FIELDS.set(value, fields);
  for (const field of fields) {
    const member = decode(schema, field.type, field.embedded ? source : source[field.json]);
    value[field.name] = member;
    if (field.embedded) promote(value, member as Record<string, unknown>);
  }
  return withGoType(value, { name });
}

/** Makes the fields of an embedded struct reachable without its name; printing does not see them twice. */
function promote(owner: Record<string, unknown>, embedded: Record<string, unknown>): void {
  for (const key of Object.getOwnPropertyNames(embedded)) {
    if (!Object.hasOwn(owner, key)) Object.defineProperty(owner, key, { get: () => embedded[key], enumerable: false, configurable: true });
  }
}

function plainOf(value: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const field of FIELDS.get(value) ?? []) {
    const member = value[field.name];
    if (field.embedded) Object.assign(plain, plainOf(member as Record<string, unknown>));
    else if (!field.omitempty || !isEmpty(member)) plain[field.json] = member;
  }
  return plain;
}

/** What omitempty leaves out: zero, '', false, nil, an empty slice or map; never a struct. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return value === undefined || value === null || value === '' || value === 0 || value === false || value instanceof GoNil;
}

/** A value of type any: maps and lists as decoded JSON. */
function anyValue(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(anyValue);
  if (typeof json !== 'object' || json === null) return json ?? null;
  return new Map(Object.entries(json).map(([key, value]) => [key, anyValue(value)]));
}
