/** Docker's own flag types (docker/cli opts/opts.go): lists, maps and filters. */
import { FlagError, type FlagType } from '../../formats/pflag/flag.ts';

/** Checks one value and returns it in its final form; throws FlagError. */
export type Validator = (text: string) => string;

/** A flag that may be repeated; every use adds one value. */
export const list = (validate?: Validator, type = 'list'): FlagType<readonly string[]> => ({
  type,
  initial: [],
  parse: (text, previous) => [...previous, validate === undefined ? text : validate(text)],
  format: (values) => (values.length === 0 ? '' : `[${values.join(' ')}]`),
});

/** `key=value`, may be repeated. */
export const map = (validate?: Validator): FlagType<ReadonlyMap<string, string>> => ({
  type: 'map',
  initial: new Map(),
  parse: (text, previous) => {
    const value = validate === undefined ? text : validate(text);
    const at = value.indexOf('=');
    return new Map(previous).set(at < 0 ? value : value.slice(0, at), at < 0 ? '' : value.slice(at + 1));
  },
  format: (values) => `map[${[...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${k}:${v}`).join(' ')}]`,
});

/** Filters by key, each with a set of values in the order given. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** `--filter name=value` */
export const filter = (): FlagType<Filters> => ({
  type: 'filter',
  initial: new Map(),
  parse: (text, previous) => {
    if (text === '') return previous;
    const at = text.indexOf('=');
    if (at < 0) throw new FlagError('bad format of filter (expected name=value)');
    return addFilter(previous, text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim());
  },
  format: filtersJSON,
});

export function addFilter(filters: Filters, key: string, value: string): Filters {
  const values = filters.get(key) ?? [];
  return new Map(filters).set(key, values.includes(value) ? values : [...values, value]);
}

/** The form of the query parameter `filters`: `{"status":{"exited":true}}`; '' when there are none. */
export function filtersJSON(filters: Filters): string {
  if (filters.size === 0) return '';
  const keys = [...filters.keys()].sort();
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, Object.fromEntries([...(filters.get(key) ?? [])].sort().map((v) => [v, true]))])));
}

/** A text with another word for its type in help. */
export const text = (type: string, initial = ''): FlagType<string> => ({ type, initial, parse: (value) => value, format: (value) => value });

/** A text of which surrounding quotes are dropped (`--tlscacert`). */
export const quoted = (initial = ''): FlagType<string> => ({
  type: 'string', initial, parse: (value) => (/^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value), format: (value) => value,
});

/** `key=value` pairs as a record. */
export function pairs(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value) => {
    const at = value.indexOf('=');
    return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
  }));
}
