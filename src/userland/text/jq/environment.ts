/** Names in reach of a filter: functions, variables and labels, and the functions every filter knows. */
import { parseDefinitions } from './parse.ts';
import { PRELUDE } from './prelude.ts';
import type { Definition, Node } from './tree.ts';
import type { Json } from './values.ts';

export type Closure = { readonly params: readonly string[]; readonly body: Node; env: Env | undefined };
export type Env = { readonly parent: Env | undefined; readonly key: string; readonly closure?: Closure; readonly value?: Json; readonly label?: object };

let prelude: Map<string, Closure> | undefined;
/** Functions of the prelude see each other whatever their order. */
export function preludeFunction(key: string): Closure | undefined {
  prelude ??= new Map(parseDefinitions(PRELUDE).map(({ name, params, body }) => [`${name}/${params.length}`, { params, body, env: undefined }]));
  return prelude.get(key);
}

/** The environment with one more function, which sees itself. */
export function define(env: Env | undefined, { name, params, body }: Definition): Env {
  const closure: Closure = { params, body, env: undefined };
  const made: Env = { parent: env, key: `${name}/${params.length}`, closure };
  closure.env = made;
  return made;
}

/** The nearest entry of the key: `name/arity`, `$variable` or `*label`. */
export function lookup(env: Env | undefined, key: string): Env | undefined {
  for (let at = env; at !== undefined; at = at.parent) if (at.key === key) return at;
  return undefined;
}
