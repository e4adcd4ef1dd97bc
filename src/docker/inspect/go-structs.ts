/** Turns JSON of the Engine API into the structs that Go's templates would see: zero values, field names, types. */
import { GoFloat, GoNil, withGoType } from '../../formats/go-values/values.ts';
import { formatTime, parseRFC3339 } from '../../formats/go-time/layout.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { GO_TIME } from '../format/text.ts';
import { GO_SCHEMA } from './go-schema.ts';

interface Field { readonly name: string; readonly key: string; readonly omitEmpty: boolean; readonly type: string }

const parsed = new Map<string, readonly Field[]>();

function fieldsOf(struct: string): readonly Field[] {
  let fields = parsed.get(struct);
  if (fields === undefined) {
    fields = (GO_SCHEMA[struct] ?? '').split(/;\s+/).filter((text) => text !== '').map((text) => {
      const [head = '', type = 'any'] = text.trim().split(' ');
      const [name = '', key] = head.replace(/\?$/, '').split('=');
      return { name, key: key ?? name, omitEmpty: head.endsWith('?'), type };
    });
    parsed.set(struct, fields);
  }
  return fields;
}

/** A value of JSON (`decodeJSON` with plain objects) as a Go value of that type. */
export function toGo(value: unknown, type: string): unknown {
  if (type.startsWith('*')) return value === null || value === undefined ? null : toGo(value, type.slice(1));
  if (type.startsWith('[]')) return Array.isArray(value) ? value.map((item) => toGo(item, type.slice(2))) : new GoNil('slice');
  if (type.startsWith('map:')) return toMap(value, type.slice(4));
  switch (type) {
    case 'string': return typeof value === 'string' ? value : '';
    case 'bool': return value === true;
    case 'int': return typeof value === 'number' || typeof value === 'bigint' ? value : 0;
    case 'float': return new GoFloat(typeof value === 'number' ? value : 0);
    case 'time': return toTime(value);
    case '{}': return {};
    case 'any': return anyValue(value);
    default: return toStruct(value, type);
  }
}

/** What `any` holds: float64 for numbers, maps for objects. */
export function anyValue(value: unknown): unknown {
  if (typeof value === 'number') return new GoFloat(value);
  if (Array.isArray(value)) return value.map(anyValue);
  if (value !== null && typeof value === 'object') return new Map(Object.entries(value).map(([key, item]) => [key, anyValue(item)]));
  return value ?? null;
}

function toMap(value: unknown, element: string): unknown {
  if (value === null || value === undefined) return new GoNil('map');
  const map = new Map(Object.entries(value as object).map(([key, item]) => [key, toGo(item, element)]));
  const zero = toGo(undefined, element);
  return withGoType(map, { name: `map[string]${element}`, zero });
}

function toTime(value: unknown): object {
  const text = typeof value === 'string' ? value : '0001-01-01T00:00:00Z';
  const ns = parseRFC3339(text);
  const time = {};
  Object.defineProperty(time, 'String', { value: () => (ns === undefined ? text : formatTime(ns, GO_TIME)) });
  Object.defineProperty(time, 'toJSON', { value: () => text });
  return withGoType(time, { name: 'time.Time' });
}

function toStruct(value: unknown, struct: string): object {
  const source = (value ?? {}) as Record<string, unknown>;
  const fields = fieldsOf(struct);
  const object: Record<string, unknown> = {};
  for (const field of fields) object[field.name] = toGo(source[field.key], field.type);
  const toJSON = (): Record<string, unknown> =>
    Object.fromEntries(fields.filter((field) => !(field.omitEmpty && isEmpty(object[field.name]))).map((field) => [field.key, object[field.name]]));
  // Its MarshalJSON goes through a map, which sorts all keys.
  const sorted = struct === 'registry.ServiceConfig';
  Object.defineProperty(object, 'toJSON', { value: sorted ? () => anyValue(decodeJSON(encodeJSON(toJSON()))) : toJSON });
  return withGoType(object, { name: struct });
}

/** Empty in the sense of encoding/json's omitempty. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === '' || value === 0 || value === false || value instanceof GoNil) return true;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map && value.size === 0;
}
