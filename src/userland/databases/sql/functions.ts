/** Scalar functions by name (PostgreSQL manual, chapter 9; MySQL's where they differ in name). */
import { SqlError } from './errors.ts';
import { timestampText, valueText, type Value } from './values.ts';

/** What functions may ask of the session. */
export interface FunctionContext {
  readonly user: string;
  readonly database: string;
  readonly version: string;
  readonly backend: number;
  readonly instant: bigint;
  random(): number;
  /** Sleep asked for by pg_sleep, in seconds; the session does it after the statement. */
  sleep(seconds: number): void;
  databaseSize(name: string): number;
}

export interface SqlFunction { readonly type: string; readonly least: number; readonly most: number; /** Runs with null arguments too. */ readonly nulls?: boolean; call(args: readonly Value[], context: FunctionContext): Value }

const text = (value: Value | undefined): string => (value === undefined || value === null ? '' : valueText(value));
const define = (type: string, least: number, most: number, call: SqlFunction['call'], nulls = false): SqlFunction => ({ type, least, most, call, nulls });

/** Rounds half away from zero, as numeric does; the result keeps `digits` decimals. */
function round(value: Value, digits: number): Value {
  const factor = 10 ** digits;
  const number = Number(value);
  const rounded = (Math.sign(number) * Math.round(Math.abs(number) * factor + Number.EPSILON)) / factor;
  return digits > 0 ? rounded.toFixed(digits) : rounded;
}

function prettySize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 10 * 1024 && unit < units.length - 1) {
    value = Math.round(value / 1024);
    unit++;
  }
  return `${value} ${units[unit]}`;
}

function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, i) => (i === 12 ? 4 : i === 16 ? 8 + Math.floor(random() * 4) : Math.floor(random() * 16)).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const now = define('timestamp with time zone', 0, 0, (_, context) => `${timestampText(context.instant)}+00`);
const user = define('text', 0, 0, (_, context) => context.user);
const length = define('integer', 1, 1, ([value]) => [...text(value)].length);
const today = define('date', 0, 0, (_, context) => timestampText(context.instant).slice(0, 10));

export const FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  now, current_timestamp: now, transaction_timestamp: now, clock_timestamp: now, statement_timestamp: now,
  localtimestamp: define('timestamp without time zone', 0, 0, (_, context) => timestampText(context.instant)),
  current_date: today, curdate: today,
  current_user: user, session_user: user, current_role: user, user,
  current_database: define('text', 0, 0, (_, context) => context.database), database: define('text', 0, 0, (_, context) => context.database || null), current_catalog: define('text', 0, 0, (_, context) => context.database),
  current_schema: define('text', 0, 0, () => 'public'),
  version: define('text', 0, 0, (_, context) => context.version),
  pg_backend_pid: define('integer', 0, 0, (_, context) => context.backend), connection_id: define('integer', 0, 0, (_, context) => context.backend),
  pg_sleep: define('text', 1, 1, ([seconds], context) => (context.sleep(Number(seconds)), '')), sleep: define('integer', 1, 1, ([seconds], context) => (context.sleep(Number(seconds)), 0)),
  pg_is_in_recovery: define('boolean', 0, 0, () => false),
  pg_database_size: define('bigint', 1, 1, ([name], context) => context.databaseSize(text(name))),
  pg_size_pretty: define('text', 1, 1, ([bytes]) => prettySize(Number(bytes))),
  gen_random_uuid: define('uuid', 0, 0, (_, context) => uuid(() => context.random())), uuid: define('text', 0, 0, (_, context) => uuid(() => context.random())),
  random: define('double precision', 0, 0, (_, context) => context.random()), rand: define('double precision', 0, 0, (_, context) => context.random()),
  length, char_length: length, character_length: length,
  octet_length: define('integer', 1, 1, ([value]) => new TextEncoder().encode(text(value)).length),
  upper: define('text', 1, 1, ([value]) => text(value).toUpperCase()), lower: define('text', 1, 1, ([value]) => text(value).toLowerCase()),
  initcap: define('text', 1, 1, ([value]) => text(value).toLowerCase().replace(/(^|[^a-z0-9])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())),
  trim: define('text', 1, 1, ([value]) => text(value).trim()), btrim: define('text', 1, 1, ([value]) => text(value).trim()), ltrim: define('text', 1, 1, ([value]) => text(value).trimStart()), rtrim: define('text', 1, 1, ([value]) => text(value).trimEnd()),
  replace: define('text', 3, 3, ([value, from, to]) => text(value).replaceAll(text(from), text(to))),
  reverse: define('text', 1, 1, ([value]) => [...text(value)].reverse().join('')),
  repeat: define('text', 2, 2, ([value, times]) => {
    if (text(value).length * Number(times) > 16_777_216) throw new SqlError('54000', 'requested length too large');
    return text(value).repeat(Math.max(0, Number(times)));
  }),
  lpad: define('text', 2, 3, ([value, width, fill]) => text(value).padStart(Number(width), fill === undefined ? ' ' : text(fill)).slice(0, Number(width))),
  rpad: define('text', 2, 3, ([value, width, fill]) => text(value).padEnd(Number(width), fill === undefined ? ' ' : text(fill)).slice(0, Number(width))),
  left: define('text', 2, 2, ([value, count]) => text(value).slice(0, Number(count))), right: define('text', 2, 2, ([value, count]) => (Number(count) === 0 ? '' : text(value).slice(-Number(count)))),
  substring: define('text', 2, 3, ([value, from, count]) => substring(text(value), Number(from), count)), substr: define('text', 2, 3, ([value, from, count]) => substring(text(value), Number(from), count)),
  strpos: define('integer', 2, 2, ([value, part]) => text(value).indexOf(text(part)) + 1),
  split_part: define('text', 3, 3, ([value, separator, n]) => text(value).split(text(separator))[Number(n) - 1] ?? ''),
  concat: define('text', 0, 100, (args) => args.map((value) => text(value)).join(''), true),
  concat_ws: define('text', 1, 100, ([separator, ...args]) => args.filter((value) => value !== null).map((value) => text(value)).join(text(separator)), true),
  coalesce: define('', 1, 100, (args) => args.find((value) => value !== null) ?? null, true), ifnull: define('', 2, 2, (args) => args.find((value) => value !== null) ?? null, true),
  nullif: define('', 2, 2, ([a = null, b = null]) => (a !== null && b !== null && String(a) === String(b) ? null : a), true),
  greatest: define('', 1, 100, (args) => extreme(args, 1), true), least: define('', 1, 100, (args) => extreme(args, -1), true),
  if: define('', 3, 3, ([condition, yes = null, no = null]) => (condition === true || (typeof condition === 'number' && condition !== 0) ? yes : no), true),
  abs: define('', 1, 1, ([value]) => Math.abs(Number(value))), ceil: define('', 1, 1, ([value]) => Math.ceil(Number(value))), ceiling: define('', 1, 1, ([value]) => Math.ceil(Number(value))), floor: define('', 1, 1, ([value]) => Math.floor(Number(value))),
  round: define('numeric', 1, 2, ([value = 0, digits]) => round(value, Number(digits ?? 0))),
  sqrt: define('double precision', 1, 1, ([value]) => Math.sqrt(Number(value))), power: define('double precision', 2, 2, ([value, exponent]) => Number(value) ** Number(exponent)), pow: define('double precision', 2, 2, ([value, exponent]) => Number(value) ** Number(exponent)),
  mod: define('integer', 2, 2, ([a, b]) => Number(a) % Number(b)),
  md5: define('text', 1, 1, () => {
    throw new SqlError('0A000', 'md5 is not simulated here');
  }),
};

function substring(value: string, from: number, count: Value | undefined): string {
  const end = count === undefined || count === null ? value.length + 1 : from + Number(count);
  return value.slice(Math.max(0, from - 1), Math.max(0, end - 1));
}

function extreme(args: readonly Value[], sign: number): Value {
  const known = args.filter((value) => value !== null);
  return known.reduce<Value>((best, value) => (best === null || Math.sign(Number(value > best) - Number(value < best)) === sign ? value : best), null);
}

export const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'string_agg', 'group_concat', 'bool_and', 'bool_or', 'array_agg']);
