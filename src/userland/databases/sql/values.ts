/** Values and types of the SQL engine. Dates and numerics with a scale are texts in their canonical form; all other numbers are numbers. */
import { strftime } from '../../dates.ts';
import type { TypeName } from './ast.ts';
import { notSimulated, SqlError } from './errors.ts';

export type Value = string | number | boolean | null;

const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer', int4: 'integer', mediumint: 'integer', int2: 'smallint', tinyint: 'smallint', int8: 'bigint', float4: 'real', float8: 'double precision', float: 'double precision', double: 'double precision', decimal: 'numeric', bool: 'boolean', varchar: 'character varying', char: 'character', bpchar: 'character',
  timestamptz: 'timestamp with time zone', timestamp: 'timestamp without time zone', datetime: 'timestamp without time zone', tinytext: 'text', mediumtext: 'text', longtext: 'text', string: 'text', name: 'text', regclass: 'text',
};
const KNOWN = new Set(['integer', 'smallint', 'bigint', 'real', 'double precision', 'numeric', 'boolean', 'character varying', 'character', 'text', 'timestamp with time zone', 'timestamp without time zone', 'date', 'time without time zone', 'time', 'json', 'jsonb', 'uuid', 'inet', 'oid', 'interval', 'bytea', 'unknown']);

/** Object ids of pg_type, which clients see in row descriptions. */
export const TYPE_OIDS: Readonly<Record<string, number>> = { boolean: 16, bytea: 17, bigint: 20, smallint: 21, integer: 23, text: 25, oid: 26, json: 114, real: 700, 'double precision': 701, unknown: 705, inet: 869, character: 1042, 'character varying': 1043, date: 1082, time: 1083, 'timestamp without time zone': 1114, 'timestamp with time zone': 1184, interval: 1186, numeric: 1700, uuid: 2950, jsonb: 3802 };

/** A type by any of its names; 42704 when there is none. */
export function canonicalType(name: string, args: readonly number[], position: number): TypeName {
  const canonical = ALIASES[name] ?? name;
  if (!KNOWN.has(canonical)) throw new SqlError('42704', `type "${name}" does not exist`, { position });
  return { name: canonical, args };
}

export function isNumeric(type: string): boolean {
  return ['integer', 'smallint', 'bigint', 'real', 'double precision', 'numeric', 'oid'].includes(type);
}

/** The type as psql's `\d` prints it: `character varying(20)`. */
export function typeText(type: TypeName): string {
  if (type.args.length === 0) return type.name;
  if (type.name.startsWith('timestamp')) return type.name.replace('timestamp', `timestamp(${type.args[0]})`);
  return ['character varying', 'character', 'numeric'].includes(type.name) ? `${type.name}(${type.args.join(',')})` : type.name;
}

const RANGES: Readonly<Record<string, number>> = { smallint: 32767, integer: 2147483647, bigint: Number.MAX_SAFE_INTEGER };

/** Converts a value to a column's or cast's type. 22P02, 22003, 22001. */
export function coerce(value: Value, type: TypeName, position?: number): Value {
  if (value === null) return null;
  const where = position === undefined ? {} : { position };
  const wrong = (): SqlError => new SqlError('22P02', `invalid input syntax for type ${type.name}: "${String(value)}"`, where);
  switch (type.name) {
    case 'smallint': case 'integer': case 'bigint': case 'oid': {
      const number = typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : Number.NaN;
      if (Number.isNaN(number)) throw wrong();
      const whole = Math.round(number);
      if (Math.abs(whole) > (RANGES[type.name] ?? Number.MAX_SAFE_INTEGER)) throw new SqlError('22003', `${type.name} out of range`);
      return whole;
    }
    case 'real': case 'double precision': {
      const number = Number(value);
      if (Number.isNaN(number)) throw wrong();
      return number;
    }
    case 'numeric': {
      const number = Number(value);
      if (Number.isNaN(number)) throw wrong();
      return type.args.length > 0 ? Number(number).toFixed(type.args[1] ?? 0) : typeof value === 'string' ? value.trim() : value;
    }
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const text = String(value).toLowerCase().trim();
      if (['t', 'true', 'yes', 'on', '1', 'y'].includes(text)) return true;
      if (['f', 'false', 'no', 'off', '0', 'n'].includes(text)) return false;
      throw wrong();
    }
    case 'character varying': case 'character': {
      const text = valueText(value);
      const limit = type.args[0];
      if (limit !== undefined && text.length > limit) throw new SqlError('22001', `value too long for type ${typeText(type)}`);
      return type.name === 'character' && limit !== undefined ? text.padEnd(limit) : text;
    }
    case 'date': {
      const match = /^(\d{4}-\d\d-\d\d)/.exec(String(value));
      if (!match) throw wrong();
      return match[1] ?? '';
    }
    case 'timestamp with time zone': case 'timestamp without time zone': {
      const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)?/.exec(String(value));
      if (!match) throw wrong();
      const time = match[2] ?? '00:00:00';
      const fraction = (match[3] ?? '').slice(0, 1 + (type.args[0] ?? 6)).replace(/\.?0*$/, '');
      return `${match[1]} ${time.length === 5 ? `${time}:00` : time}${fraction}${type.name.includes('with time') ? '+00' : ''}`;
    }
    case 'json': case 'jsonb':
      try {
        const parsed = JSON.parse(String(value)) as unknown;
        return type.name === 'json' ? String(value) : JSON.stringify(parsed).replace(/([:,])(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '$1 ');
      } catch {
        throw new SqlError('22P02', `invalid input syntax for type json`, { detail: `Token "${String(value)}" is invalid.` });
      }
    case 'uuid':
      if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(String(value))) throw wrong();
      return String(value).toLowerCase();
    case 'bytea': case 'interval': throw notSimulated(`type ${type.name}`);
    default: return valueText(value);
  }
}

/** A value as the server sends it. */
export function valueText(value: Value): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}

/** Three-way order of two values that are not null: numbers by size, texts by code points as in the C locale. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'boolean' || typeof b === 'boolean') return Number(a === true || a === 'true' || a === 't') - Number(b === true || b === 'true' || b === 't');
  const [x, y] = [typeof a === 'number' || typeof b === 'number' ? Number(a) : a, typeof a === 'number' || typeof b === 'number' ? Number(b) : b];
  if (x === null || y === null || x === y) return 0;
  return x < y ? -1 : 1;
}

/** The current instant as a timestamp. */
export function timestampText(instant: bigint): string {
  return `${strftime('%Y-%m-%d %H:%M:%S', instant)}.${String((instant % 1_000_000_000n) / 1000n).padStart(6, '0')}`.replace(/\.?0+$/, '');
}
