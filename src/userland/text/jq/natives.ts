/** The functions of jq that are not written in jq: each takes its input and one value for each argument. */
import { strftime } from '../../dates.ts';
import { civilTime, daysFromCivil } from '../../../formats/go-time/civil.ts';
import { toText } from './formats.ts';
import { JsonError, parseJson } from './json-stream.ts';
import { deletePaths, getPath, indices, setPath, shown } from './operators.ts';
import { compareJson, dump, JqError, typeOf, type Json, type JsonObject } from './values.ts';

type Native = (input: Json, ...args: Json[]) => Json;

const fail = (message: string): never => {
  throw new JqError(message);
};
const object = (entries: [string, Json][]): JsonObject => new Map(entries);
const math = (name: keyof Math): Native => (input) => (typeof input === 'number' ? (Math[name] as (x: number) => number)(input) : fail(`${typeOf(input)} (${shown(input)}) number required`));
const arrayOf = (input: Json, what: string): Json[] => (Array.isArray(input) ? input : fail(`${typeOf(input)} (${shown(input)}) ${what}`));

function keys(input: Json): Json[] {
  if (input instanceof Map) return [...input.keys()].sort();
  if (Array.isArray(input)) return input.map((_, index) => index);
  return fail(`${typeOf(input)} (${shown(input)}) has no keys`);
}

function contains(a: Json, b: Json): boolean {
  if (a instanceof Map && b instanceof Map) return [...b].every(([key, value]) => a.has(key) && contains(a.get(key) ?? null, value));
  if (Array.isArray(a) && Array.isArray(b)) return b.every((item) => a.some((each) => typeOf(each) === typeOf(item) && contains(each, item)));
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (typeOf(a) === typeOf(b)) return compareJson(a, b) === 0;
  return fail(`${typeOf(a)} (${shown(a)}) and ${typeOf(b)} (${shown(b)}) cannot have their containment checked`);
}

function flatten(items: readonly Json[], depth: number): Json[] {
  return items.flatMap((item) => (Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]));
}

function zipKeys(input: Json, by: Json): { value: Json; key: Json }[] {
  const sortKeys = by as Json[];
  return arrayOf(input, 'cannot be sorted, as it is not an array').map((value, index) => ({ value, key: sortKeys[index] ?? null }));
}

function length(input: Json): number {
  if (input === null) return 0;
  if (typeof input === 'string') return [...input].length;
  if (typeof input === 'number') return Math.abs(input);
  if (Array.isArray(input)) return input.length;
  if (input instanceof Map) return input.size;
  return fail(`boolean (${String(input)}) has no length`);
}

function matches(input: Json, pattern: Json, flags: Json): Json[] {
  let source = pattern;
  let letters = flags;
  if (Array.isArray(pattern)) [source = null, letters = null] = pattern;
  if (typeof input !== 'string') return fail(`${typeOf(input)} (${shown(input)}) cannot be matched, as it is not a string`);
  if (typeof source !== 'string') return fail(`${typeOf(source)} (${shown(source)}) cannot be matched, as it is not a string`);
  const given = typeof letters === 'string' ? letters : '';
  let regex: RegExp;
  try {
    regex = new RegExp(given.includes('x') ? source.replace(/\s+|#.*$/gm, '') : source, `gd${given.includes('i') ? 'i' : ''}${given.includes('s') || given.includes('p') ? 's' : ''}u`);
  } catch {
    return fail(`${source} (at offset 0) is not a valid regex: undefined error`);
  }
  const place = (index: number): number => [...input.slice(0, index)].length;
  const out: Json[] = [];
  for (const match of input.matchAll(regex)) {
    if (given.includes('n') && match[0] === '') continue;
    const names = new Map(Object.entries(match.indices?.groups ?? {}).map(([name, span]) => [span?.join(), name]));
    const groupNames = [...source.matchAll(/\((?!\?)|\(\?<([A-Za-z_]\w*)>/g)].map((each) => each[1] ?? null);
    const captures = match.slice(1).map((text: string | undefined, index) => {
      const span = match.indices?.[index + 1];
      return object([['offset', span ? place(span[0]) : -1], ['length', text === undefined ? 0 : [...text].length], ['string', text ?? null], ['name', groupNames[index] ?? names.get(span?.join() ?? '') ?? null]]);
    });
    out.push(object([['offset', place(match.index)], ['length', [...match[0]].length], ['string', match[0]], ['captures', captures]]));
    if (!given.includes('g')) break;
  }
  return out;
}

function brokenDown(seconds: number): Json[] {
  const time = civilTime(BigInt(Math.floor(seconds)) * 1_000_000_000n);
  return [time.year, time.month - 1, time.day, time.hour, time.minute, time.second + (seconds - Math.floor(seconds)), time.weekday, time.yearDay - 1];
}

function fromBrokenDown(input: Json): number {
  if (!Array.isArray(input) || input.length < 6 || !input.every((item) => typeof item === 'number')) return fail('mktime requires array of 6 numbers');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = input as number[];
  return daysFromCivil(year, month + 1, day) * 86400 + hour * 3600 + minute * 60 + Math.floor(second);
}

function strptime(input: Json, format: Json): Json {
  if (typeof input !== 'string') return fail(`strptime/1 requires string inputs and arguments`);
  const fields: string[] = [];
  const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const pattern = String(format).replace('%T', '%H:%M:%S').replace('%F', '%Y-%m-%d').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%([a-zA-Z])/g, (_, letter: string) => {
    fields.push(letter);
    return letter === 'Y' ? '(\\d{4})' : letter === 'Z' || letter === 'z' ? '([A-Za-z]+|[-+]\\d{2}:?\\d{2})' : letter === 'b' || letter === 'B' || letter === 'a' || letter === 'A' ? '([A-Za-z]+)' : letter === 's' ? '(\\d+)' : '\\s*(\\d{1,3})';
  });
  const match = new RegExp(`^${pattern}$`).exec(input);
  if (!match) return fail(`date "${input}" does not match format "${String(format)}"`);
  const get = (letter: string, fallback: number): number => (fields.includes(letter) ? Number(match[fields.indexOf(letter) + 1]) : fallback);
  if (fields.includes('s')) return brokenDown(get('s', 0));
  const named = ['b', 'B', 'h'].find((letter) => fields.includes(letter));
  const month = named ? months.indexOf((match[fields.indexOf(named) + 1] ?? '').slice(0, 3).toLowerCase()) + 1 : get('m', 1);
  return brokenDown(daysFromCivil(get('Y', 1900), month, get('d', get('e', 1))) * 86400 + get('H', 0) * 3600 + get('M', 0) * 60 + get('S', 0));
}

const NATIVES: Readonly<Record<string, Native>> = {
  'not/0': (input) => input === null || input === false,
  'length/0': length,
  'utf8bytelength/0': (input) => (typeof input === 'string' ? new TextEncoder().encode(input).length : fail(`${typeOf(input)} (${shown(input)}) only strings have UTF-8 byte length`)),
  'keys/0': keys,
  'keys_unsorted/0': (input) => (input instanceof Map ? [...input.keys()] : keys(input)),
  'has/1': (input, key) => {
    if (input instanceof Map && typeof key === 'string') return input.has(key);
    if (Array.isArray(input) && typeof key === 'number') return key >= 0 && key < input.length;
    return fail(`Cannot check whether ${typeOf(input)} has a ${typeof key === 'string' ? 'string' : typeOf(key)} key`);
  },
  'contains/1': contains,
  'type/0': (input) => typeOf(input),
  'tostring/0': toText,
  'tojson/0': (input) => dump(input),
  'fromjson/0': (input) => {
    if (typeof input !== 'string') return fail(`${typeOf(input)} (${shown(input)}) cannot be parsed as JSON`);
    try {
      return parseJson(input);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      return fail(`${error.message} (while parsing '${input}')`);
    }
  },
  'tonumber/0': (input) => {
    if (typeof input === 'number') return input;
    if (typeof input !== 'string') return fail(`${typeOf(input)} (${shown(input)}) cannot be parsed as a number`);
    if (!/^\s*-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(input)) return fail(`Invalid numeric literal at EOF at line 1, column ${input.length} (while parsing '${input}')`);
    return Number(input);
  },
  'error/0': (input) => {
    throw new JqError(input);
  },
  'sort/0': (input) => [...arrayOf(input, 'cannot be sorted, as it is not an array')].sort(compareJson),
  '_sort_by/1': (input, by) => zipKeys(input, by).sort((a, b) => compareJson(a.key, b.key)).map((pair) => pair.value),
  '_group_by/1': (input, by) => {
    const groups: { key: Json; items: Json[] }[] = [];
    for (const { key, value } of zipKeys(input, by).sort((a, b) => compareJson(a.key, b.key))) {
      const last = groups.at(-1);
      if (last && compareJson(last.key, key) === 0) last.items.push(value);
      else groups.push({ key, items: [value] });
    }
    return groups.map((group) => group.items);
  },
  '_min_by/1': (input, by) => zipKeys(input, by).reduce<{ value: Json; key: Json } | undefined>((best, pair) => (best === undefined || compareJson(pair.key, best.key) < 0 ? pair : best), undefined)?.value ?? null,
  '_max_by/1': (input, by) => zipKeys(input, by).reduce<{ value: Json; key: Json } | undefined>((best, pair) => (best === undefined || compareJson(pair.key, best.key) >= 0 ? pair : best), undefined)?.value ?? null,
  'min/0': (input) => (input as Json[]).reduce<Json | undefined>((best, item) => (best === undefined || compareJson(item, best) < 0 ? item : best), undefined) ?? null,
  'max/0': (input) => (input as Json[]).reduce<Json | undefined>((best, item) => (best === undefined || compareJson(item, best) >= 0 ? item : best), undefined) ?? null,
  '_flatten/1': (input, depth) => flatten(Array.isArray(input) ? input : input instanceof Map ? [...input.values()] : fail(`Cannot iterate over ${typeOf(input)}`), depth as number),
  'explode/0': (input) => (typeof input === 'string' ? [...input].map((char) => char.codePointAt(0) ?? 0) : fail(`${typeOf(input)} (${shown(input)}) cannot be exploded`)),
  'implode/0': (input) => (Array.isArray(input) ? input.map((code) => String.fromCodePoint(code as number)).join('') : fail(`${typeOf(input)} (${shown(input)}) cannot be imploded, must be an array of codepoints`)),
  'split/1': (input, separator) => (typeof input === 'string' && typeof separator === 'string' ? (input === '' ? [] : separator === '' ? [...input] : input.split(separator)) : fail('split input and separator must be strings')),
  'split/2': (input, pattern, flags) => {
    const out: Json[] = [];
    let at = 0;
    const chars = [...String(input)];
    for (const match of matches(input, pattern, `g${typeof flags === 'string' ? flags : ''}`)) {
      const offset = (match as JsonObject).get('offset') as number;
      out.push(chars.slice(at, offset).join(''));
      at = offset + ((match as JsonObject).get('length') as number);
    }
    out.push(chars.slice(at).join(''));
    return out;
  },
  'ltrimstr/1': (input, prefix) => (typeof input === 'string' && typeof prefix === 'string' && input.startsWith(prefix) ? input.slice(prefix.length) : input),
  'rtrimstr/1': (input, suffix) => (typeof input === 'string' && typeof suffix === 'string' && suffix !== '' && input.endsWith(suffix) ? input.slice(0, -suffix.length) : input),
  'startswith/1': (input, prefix) => (typeof input === 'string' && typeof prefix === 'string' ? input.startsWith(prefix) : fail('startswith() requires string inputs')),
  'endswith/1': (input, suffix) => (typeof input === 'string' && typeof suffix === 'string' ? input.endsWith(suffix) : fail('endswith() requires string inputs')),
  'test/2': (input, pattern, flags) => matches(input, pattern, flags).length > 0,
  '_match/2': matches,
  'indices/1': indices,
  'getpath/1': (input, path) => getPath(input, path as Json[]),
  'setpath/2': (input, path, value) => (Array.isArray(path) ? setPath(input, path, value) : fail('Path must be specified as an array')),
  'delpaths/1': (input, paths) => deletePaths(input, paths as Json[][]),
  'floor/0': math('floor'), 'ceil/0': math('ceil'), 'sqrt/0': math('sqrt'), 'fabs/0': math('abs'), 'round/0': math('round'), 'trunc/0': math('trunc'),
  'exp/0': math('exp'), 'log/0': math('log'), 'log2/0': math('log2'), 'log10/0': math('log10'), 'sin/0': math('sin'), 'cos/0': math('cos'), 'tan/0': math('tan'), 'atan/0': math('atan'), 'cbrt/0': math('cbrt'),
  'exp2/0': (input) => 2 ** (input as number), 'exp10/0': (input) => 10 ** (input as number),
  'pow/2': (_, base, power) => (typeof base === 'number' && typeof power === 'number' ? base ** power : fail('pow requires numbers')),
  'infinite/0': () => Infinity, 'nan/0': () => NaN,
  'isinfinite/0': (input) => input === Infinity || input === -Infinity, 'isnan/0': (input) => Number.isNaN(input), 'isnormal/0': (input) => typeof input === 'number' && Number.isFinite(input) && Math.abs(input) >= 2.2250738585072014e-308,
  'null/0': () => null, 'true/0': () => true, 'false/0': () => false,
  'transpose/0': (input) => {
    const rows = input as Json[][];
    return Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, index) => rows.map((row) => row[index] ?? null));
  },
  'gmtime/0': (input) => (typeof input === 'number' ? brokenDown(input) : fail('gmtime() requires a number')),
  'localtime/0': (input) => (typeof input === 'number' ? brokenDown(input) : fail('localtime() requires a number')),
  'mktime/0': fromBrokenDown,
  'strftime/1': (input, format) => strftime(String(format), BigInt(typeof input === 'number' ? Math.floor(input) : fromBrokenDown(Array.isArray(input) ? input : fail('strftime/1 requires parsed datetime inputs'))) * 1_000_000_000n),
  'strptime/1': strptime,
  'bsearch/1': (input, wanted) => {
    const items = input as Json[];
    const at = items.findIndex((item) => compareJson(item, wanted) >= 0);
    const place = at < 0 ? items.length : at;
    return at >= 0 && compareJson(items[at] ?? null, wanted) === 0 ? at : -1 - place;
  },
  'input_line_number/0': () => 0,
};

/** The function of that name and number of arguments. */
export function native(key: string): Native | undefined {
  return Object.hasOwn(NATIVES, key) ? NATIVES[key] : undefined;
}
