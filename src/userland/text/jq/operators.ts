/** Operators and access of jq values, with jq 1.6's error texts. */
import { compareJson, dump, JqError, typeOf, type Json, type JsonObject } from './values.ts';

/** A value in an error text, cut as jq cuts it. */
export function shown(value: Json): string {
  const text = dump(value);
  return text.length > 11 ? `${text.slice(0, 10)}...` : text;
}

function both(a: Json, b: Json, what: string): JqError {
  return new JqError(`${typeOf(a)} (${shown(a)}) and ${typeOf(b)} (${shown(b)}) cannot be ${what}`);
}

function deepMerge(a: JsonObject, b: JsonObject): JsonObject {
  const out = new Map(a);
  for (const [key, value] of b) {
    const old = out.get(key);
    out.set(key, old instanceof Map && value instanceof Map ? deepMerge(old, value) : value);
  }
  return out;
}

export function binary(op: string, a: Json, b: Json): Json {
  switch (op) {
    case '==': return compareJson(a, b) === 0;
    case '!=': return compareJson(a, b) !== 0;
    case '<': return compareJson(a, b) < 0;
    case '<=': return compareJson(a, b) <= 0;
    case '>': return compareJson(a, b) > 0;
    case '>=': return compareJson(a, b) >= 0;
    case '+':
      if (a === null) return b;
      if (b === null) return a;
      if (typeof a === 'number' && typeof b === 'number') return a + b;
      if (typeof a === 'string' && typeof b === 'string') return a + b;
      if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
      if (a instanceof Map && b instanceof Map) return new Map([...a, ...b]);
      throw both(a, b, 'added');
    case '-':
      if (typeof a === 'number' && typeof b === 'number') return a - b;
      if (Array.isArray(a) && Array.isArray(b)) return a.filter((item) => !b.some((other) => compareJson(item, other) === 0));
      throw both(a, b, 'subtracted');
    case '*': {
      if (typeof a === 'number' && typeof b === 'number') return a * b;
      const [text, count] = typeof a === 'string' ? [a, b] : [b, a];
      if (typeof text === 'string' && typeof count === 'number') return count <= 0 ? null : text.repeat(Math.max(1, Math.min(Math.ceil(count), 1e6)));
      if (a instanceof Map && b instanceof Map) return deepMerge(a, b);
      throw both(a, b, 'multiplied');
    }
    case '/':
      if (typeof a === 'number' && typeof b === 'number') {
        if (b === 0) throw both(a, b, 'divided because the divisor is zero');
        return a / b;
      }
      if (typeof a === 'string' && typeof b === 'string') return a === '' ? [] : b === '' ? [...a] : a.split(b);
      throw both(a, b, 'divided');
    default:
      if (typeof a === 'number' && typeof b === 'number') {
        if (Math.trunc(b) === 0) throw both(a, b, 'divided because the divisor is zero');
        return Math.trunc(a) % Math.abs(Math.trunc(b));
      }
      throw both(a, b, 'divided');
  }
}

function sliceBounds(length: number, index: JsonObject): [number, number] {
  const from = index.get('start') ?? null;
  const to = index.get('end') ?? null;
  if ((from !== null && typeof from !== 'number') || (to !== null && typeof to !== 'number')) throw new JqError('Start and end indices of an array slice must be numbers');
  const place = (value: number): number => Math.max(0, Math.min(length, value < 0 ? value + length : value));
  const start = from === null ? 0 : Math.floor(place(from));
  return [start, Math.max(start, to === null ? length : Math.ceil(place(to)))];
}

/** `.[index]`. */
export function access(target: Json, index: Json): Json {
  if (typeof index === 'string' && (target instanceof Map || target === null)) return target?.get(index) ?? null;
  if (typeof index === 'number' && (Array.isArray(target) || target === null)) {
    if (target === null || Number.isNaN(index)) return null;
    const at = Math.floor(index);
    return target[at < 0 ? at + target.length : at] ?? null;
  }
  if (index instanceof Map && (target === null || Array.isArray(target) || typeof target === 'string')) {
    if (target === null) return null;
    const chars = typeof target === 'string' ? [...target] : target;
    const piece = chars.slice(...sliceBounds(chars.length, index));
    return typeof target === 'string' ? piece.join('') : piece;
  }
  if (Array.isArray(target) && Array.isArray(index)) return indices(target, index);
  throw new JqError(typeof index === 'string' ? `Cannot index ${typeOf(target)} with string "${index}"` : `Cannot index ${typeOf(target)} with ${typeOf(index)}`);
}

/** Places of a value, a sequence or a text. */
export function indices(target: Json, wanted: Json): Json {
  if (target === null) return null;
  const out: number[] = [];
  if (typeof target === 'string' && typeof wanted === 'string') {
    for (let at = wanted === '' ? -1 : target.indexOf(wanted); at >= 0; at = target.indexOf(wanted, at + 1)) out.push([...target.slice(0, at)].length);
    return wanted === '' ? null : out;
  }
  if (Array.isArray(target)) {
    const sequence = Array.isArray(wanted) ? wanted : [wanted];
    if (sequence.length === 0) return null;
    for (let i = 0; i + sequence.length <= target.length; i++) if (sequence.every((item, j) => compareJson(target[i + j] ?? null, item) === 0)) out.push(i);
    return out;
  }
  return access(target, wanted);
}

/** A copy of the target with the value at the index. */
export function replace(target: Json, index: Json, value: Json): Json {
  if (typeof index === 'string' && (target instanceof Map || target === null)) return new Map(target ?? []).set(index, value);
  if (typeof index === 'number' && (Array.isArray(target) || target === null)) {
    const out = [...(target ?? [])];
    const at = index < 0 ? Math.floor(index) + out.length : Math.floor(index);
    if (at < 0) throw new JqError('Out of bounds negative array index');
    if (at > 536_870_911) throw new JqError('Array index too large');
    while (out.length < at) out.push(null);
    out[at] = value;
    return out;
  }
  if (index instanceof Map && (Array.isArray(target) || target === null)) {
    if (!Array.isArray(value)) throw new JqError('A slice of an array can only be assigned another array');
    const out = [...(target ?? [])];
    const [from, to] = sliceBounds(out.length, index);
    out.splice(from, to - from, ...value);
    return out;
  }
  throw new JqError(typeof index === 'string' ? `Cannot index ${typeOf(target)} with "${index}"` : index instanceof Map ? `Cannot update field at object index of ${typeOf(target)}` : `Cannot index ${typeOf(target)} with ${typeOf(index)}`);
}

export type Path = readonly Json[];

export function getPath(target: Json, path: Path): Json {
  let value = target;
  for (const step of path) {
    if (value === null) return null;
    value = access(value, step);
  }
  return value;
}

export function setPath(target: Json, path: Path, value: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return replace(target, first, rest.length === 0 ? value : setPath(access(target, first), rest, value));
}

/** A copy without what is at the paths. */
export function deletePaths(target: Json, paths: readonly Path[]): Json {
  let out = target;
  for (const path of [...paths].sort((a, b) => compareJson([...b], [...a]))) out = deletePath(out, path);
  return out;
}

function deletePath(target: Json, path: Path): Json {
  const [first, ...rest] = path;
  if (first === undefined || target === null) return null;
  if (rest.length > 0) {
    const inner = access(target, first);
    return inner === null ? target : replace(target, first, deletePath(inner, rest));
  }
  if (target instanceof Map && typeof first === 'string') {
    const out = new Map(target);
    out.delete(first);
    return out;
  }
  if (Array.isArray(target) && typeof first === 'number') {
    const at = first < 0 ? first + target.length : first;
    return target.filter((_, index) => index !== at);
  }
  if (Array.isArray(target) && first instanceof Map) {
    const [from, to] = sliceBounds(target.length, first);
    return target.filter((_, index) => index < from || index >= to);
  }
  throw new JqError(`Cannot delete field at ${typeof first === 'string' ? 'object' : 'array'} index of ${typeOf(target)}`);
}
