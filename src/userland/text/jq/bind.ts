/** Destructuring: the environments a pattern of `as`, `reduce` or `foreach` makes of a value. */
import type { Env } from './environment.ts';
import { access } from './operators.ts';
import type { Node, Pattern } from './tree.ts';
import { JqError, typeOf, type Json } from './values.ts';

/** Results of a key's filter in an environment. */
type Values = (node: Node, env: Env | undefined) => Iterable<Json>;

/** One environment for each combination of the pattern's keys. */
export function* bind(pattern: Pattern, env: Env | undefined, value: Json, values: Values): Generator<Env | undefined, void> {
  if (pattern.kind === 'var') {
    yield { parent: env, key: `$${pattern.name}`, value };
    return;
  }
  if (pattern.kind === 'array') {
    if (value !== null && !Array.isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`);
    yield* bindAll(pattern.items.map((item, index) => ({ item, value: access(value, index) })), 0, env, values);
    return;
  }
  yield* bindEntries(pattern.entries, 0, env, value, values);
}

function* bindAll(items: readonly { item: Pattern; value: Json }[], index: number, env: Env | undefined, values: Values): Generator<Env | undefined, void> {
  const next = items[index];
  if (!next) {
    yield env;
    return;
  }
  for (const bound of bind(next.item, env, next.value, values)) yield* bindAll(items, index + 1, bound, values);
}

function* bindEntries(entries: readonly { key: Node; bind: string | undefined; value: Pattern | undefined }[], index: number, env: Env | undefined, value: Json, values: Values): Generator<Env | undefined, void> {
  const entry = entries[index];
  if (!entry) {
    yield env;
    return;
  }
  for (const key of values(entry.key, env)) {
    if (typeof key !== 'string') throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(key)}`);
    const item = access(value, key);
    const bound: Env | undefined = entry.bind === undefined ? env : { parent: env, key: `$${entry.bind}`, value: item };
    if (entry.value) for (const inner of bind(entry.value, bound, item, values)) yield* bindEntries(entries, index + 1, inner, value, values);
    else yield* bindEntries(entries, index + 1, bound, value, values);
  }
}
