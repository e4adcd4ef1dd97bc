/** Commands of Redis on one database (redis.io/commands): name, least and most arguments, and what they answer. */
import { array, bulk, failure, integer, NIL, OK, type Reply } from './resp.ts';
import type { Database } from './store.ts';

export interface CommandContext {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Command {
  readonly least: number;
  readonly most: number;
  run(args: readonly string[], context: CommandContext): Reply;
}

const MANY = Number.POSITIVE_INFINITY;
const NOT_INTEGER = failure('ERR value is not an integer or out of range');
const SYNTAX = failure('ERR syntax error');

function add(key: string, amount: number, { db }: CommandContext): Reply {
  const value = db.typed(key, 'string');
  if (value && !/^-?\d+$/.test(value.text)) return NOT_INTEGER;
  const sum = Number(value?.text ?? 0) + amount;
  db.replace(key, { type: 'string', text: String(sum) });
  return integer(sum);
}

function range<T>(items: readonly T[], start: string, stop: string): T[] {
  const index = (text: string): number => (Number(text) < 0 ? Math.max(0, items.length + Number(text)) : Number(text));
  const end = Number(stop) < 0 ? items.length + Number(stop) : Number(stop);
  return items.slice(index(start), end + 1);
}

/** Redis glob patterns as a regular expression. */
function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

function setKey(args: readonly string[], { db, now }: CommandContext): Reply {
  const [key = '', text = '', ...options] = args;
  let expires: number | undefined;
  let keep = false;
  let get = false;
  for (let i = 0; i < options.length; i++) {
    const option = options[i]?.toUpperCase();
    if (option === 'NX' && db.get(key)) return NIL;
    if (option === 'XX' && !db.get(key)) return NIL;
    if (option === 'EX' || option === 'PX') {
      const amount = Number(options[++i]);
      if (!Number.isInteger(amount) || amount <= 0) return failure("ERR invalid expire time in 'set' command");
      expires = now + amount * (option === 'EX' ? 1000 : 1);
    } else if (option === 'KEEPTTL') keep = true;
    else if (option === 'GET') get = true;
    else if (option !== 'NX' && option !== 'XX') return SYNTAX;
  }
  const old = get ? db.typed(key, 'string') : undefined;
  if (keep) db.replace(key, { type: 'string', text });
  else db.set(key, { type: 'string', text });
  if (expires !== undefined) db.expireAt(key, expires);
  return get ? bulk(old?.text ?? null) : OK;
}

function push(args: readonly string[], { db }: CommandContext, left: boolean): Reply {
  const list = db.ensure(args[0] ?? '', 'list', () => ({ type: 'list', items: [] }));
  for (const item of args.slice(1)) {
    if (left) list.items.unshift(item);
    else list.items.push(item);
  }
  return integer(list.items.length);
}

function pop(args: readonly string[], { db }: CommandContext, left: boolean): Reply {
  const [key = '', count] = args;
  const list = db.typed(key, 'list');
  if (!list) return NIL;
  const taken = Array.from({ length: Math.min(Number(count ?? 1), list.items.length) }, () => (left ? list.items.shift() : list.items.pop()) ?? '');
  if (list.items.length === 0) db.delete(key);
  return count === undefined ? bulk(taken[0] ?? null) : array(taken);
}

function sorted(scores: ReadonlyMap<string, number>): [string, number][] {
  return [...scores].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
}

function zrange(args: readonly string[], { db }: CommandContext, reverse: boolean): Reply {
  const [key = '', start = '0', stop = '-1', ...options] = args;
  const flags = options.map((option) => option.toUpperCase());
  const members = sorted(db.typed(key, 'zset')?.scores ?? new Map());
  if (reverse || flags.includes('REV')) members.reverse();
  return array(range(members, start, stop).flatMap(([member, score]) => (flags.includes('WITHSCORES') ? [member, String(score)] : [member])));
}

function expire(args: readonly string[], { db, now }: CommandContext, unit: number): Reply {
  const amount = Number(args[1]);
  return Number.isInteger(amount) ? integer(db.expireAt(args[0] ?? '', now + amount * unit) ? 1 : 0) : NOT_INTEGER;
}

function ttl(key: string, { db, now }: CommandContext, unit: number): Reply {
  if (!db.get(key)) return integer(-2);
  const at = db.expiry(key);
  return integer(at === undefined ? -1 : Math.round((at - now) / unit));
}

/** By upper-case name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  GET: { least: 1, most: 1, run: ([key = ''], { db }) => bulk(db.typed(key, 'string')?.text ?? null) },
  SET: { least: 2, most: MANY, run: setKey },
  SETNX: { least: 2, most: 2, run: ([key = '', text = ''], { db }) => (db.get(key) ? integer(0) : (db.set(key, { type: 'string', text }), integer(1))) },
  SETEX: { least: 3, most: 3, run: ([key = '', seconds = '', text = ''], context) => setKey([key, text, 'EX', seconds], context) },
  GETSET: { least: 2, most: 2, run: ([key = '', text = ''], context) => setKey([key, text, 'GET'], context) },
  GETDEL: { least: 1, most: 1, run: ([key = ''], { db }) => { const old = db.typed(key, 'string'); db.delete(key); return bulk(old?.text ?? null); } },
  MSET: { least: 2, most: MANY, run: (args, { db }) => { for (let i = 0; i + 1 < args.length; i += 2) db.set(args[i] ?? '', { type: 'string', text: args[i + 1] ?? '' }); return OK; } },
  MGET: { least: 1, most: MANY, run: (args, { db }) => array(args.map((key) => { const value = db.get(key); return value?.type === 'string' ? value.text : null; })) },
  APPEND: { least: 2, most: 2, run: ([key = '', text = ''], { db }) => { const value = db.ensure(key, 'string', () => ({ type: 'string', text: '' })); value.text += text; return integer(value.text.length); } },
  STRLEN: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.typed(key, 'string')?.text.length ?? 0) },
  INCR: { least: 1, most: 1, run: ([key = ''], context) => add(key, 1, context) },
  DECR: { least: 1, most: 1, run: ([key = ''], context) => add(key, -1, context) },
  INCRBY: { least: 2, most: 2, run: ([key = '', amount = ''], context) => (/^-?\d+$/.test(amount) ? add(key, Number(amount), context) : NOT_INTEGER) },
  DECRBY: { least: 2, most: 2, run: ([key = '', amount = ''], context) => (/^-?\d+$/.test(amount) ? add(key, -Number(amount), context) : NOT_INTEGER) },
  DEL: { least: 1, most: MANY, run: (args, { db }) => integer(args.filter((key) => db.delete(key)).length) },
  UNLINK: { least: 1, most: MANY, run: (args, { db }) => integer(args.filter((key) => db.delete(key)).length) },
  EXISTS: { least: 1, most: MANY, run: (args, { db }) => integer(args.filter((key) => db.get(key)).length) },
  TYPE: { least: 1, most: 1, run: ([key = ''], { db }) => ({ kind: 'status', text: db.get(key)?.type ?? 'none' }) },
  KEYS: { least: 1, most: 1, run: ([pattern = ''], { db }) => { const match = glob(pattern); return array(db.keys().filter((key) => match.test(key))); } },
  SCAN: { least: 1, most: MANY, run: (args, { db }) => { const at = args.findIndex((arg) => arg.toUpperCase() === 'MATCH'); const match = glob(at < 0 ? '*' : (args[at + 1] ?? '*')); return array(['0', array(db.keys().filter((key) => match.test(key)))]); } },
  RENAME: { least: 2, most: 2, run: ([from = '', to = ''], { db }) => { const value = db.get(from); if (!value) return failure('ERR no such key'); const at = db.expiry(from); db.delete(from); db.set(to, value); if (at !== undefined) db.expireAt(to, at); return OK; } },
  RANDOMKEY: { least: 0, most: 0, run: (_, { db }) => bulk(db.keys()[0] ?? null) },
  DBSIZE: { least: 0, most: 0, run: (_, { db }) => integer(db.keys().length) },
  FLUSHDB: { least: 0, most: 1, run: (_, { db }) => { db.clear(); return OK; } },
  EXPIRE: { least: 2, most: 3, run: (args, context) => expire(args, context, 1000) },
  PEXPIRE: { least: 2, most: 3, run: (args, context) => expire(args, context, 1) },
  PERSIST: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.expireAt(key, undefined) ? 1 : 0) },
  TTL: { least: 1, most: 1, run: ([key = ''], context) => ttl(key, context, 1000) },
  PTTL: { least: 1, most: 1, run: ([key = ''], context) => ttl(key, context, 1) },
  LPUSH: { least: 2, most: MANY, run: (args, context) => push(args, context, true) },
  RPUSH: { least: 2, most: MANY, run: (args, context) => push(args, context, false) },
  LPOP: { least: 1, most: 2, run: (args, context) => pop(args, context, true) },
  RPOP: { least: 1, most: 2, run: (args, context) => pop(args, context, false) },
  LLEN: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.typed(key, 'list')?.items.length ?? 0) },
  LRANGE: { least: 3, most: 3, run: ([key = '', start = '0', stop = '-1'], { db }) => array(range(db.typed(key, 'list')?.items ?? [], start, stop)) },
  LINDEX: { least: 2, most: 2, run: ([key = '', index = '0'], { db }) => bulk(db.typed(key, 'list')?.items.at(Number(index)) ?? null) },
  SADD: { least: 2, most: MANY, run: ([key = '', ...members], { db }) => { const set = db.ensure(key, 'set', () => ({ type: 'set', members: new Set() })); const before = set.members.size; for (const member of members) set.members.add(member); return integer(set.members.size - before); } },
  SREM: { least: 2, most: MANY, run: ([key = '', ...members], { db }) => { const set = db.typed(key, 'set'); const removed = members.filter((member) => set?.members.delete(member)).length; if (set?.members.size === 0) db.delete(key); return integer(removed); } },
  SMEMBERS: { least: 1, most: 1, run: ([key = ''], { db }) => array([...(db.typed(key, 'set')?.members ?? [])]) },
  SISMEMBER: { least: 2, most: 2, run: ([key = '', member = ''], { db }) => integer(db.typed(key, 'set')?.members.has(member) ? 1 : 0) },
  SCARD: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.typed(key, 'set')?.members.size ?? 0) },
  HSET: { least: 3, most: MANY, run: ([key = '', ...pairs], { db }) => { if (pairs.length % 2 === 1) return failure("ERR wrong number of arguments for 'hset' command"); const hash = db.ensure(key, 'hash', () => ({ type: 'hash', fields: new Map() })); const before = hash.fields.size; for (let i = 0; i < pairs.length; i += 2) hash.fields.set(pairs[i] ?? '', pairs[i + 1] ?? ''); return integer(hash.fields.size - before); } },
  HGET: { least: 2, most: 2, run: ([key = '', field = ''], { db }) => bulk(db.typed(key, 'hash')?.fields.get(field) ?? null) },
  HGETALL: { least: 1, most: 1, run: ([key = ''], { db }) => array([...(db.typed(key, 'hash')?.fields ?? [])].flat()) },
  HDEL: { least: 2, most: MANY, run: ([key = '', ...fields], { db }) => { const hash = db.typed(key, 'hash'); const removed = fields.filter((field) => hash?.fields.delete(field)).length; if (hash?.fields.size === 0) db.delete(key); return integer(removed); } },
  HKEYS: { least: 1, most: 1, run: ([key = ''], { db }) => array([...(db.typed(key, 'hash')?.fields.keys() ?? [])]) },
  HVALS: { least: 1, most: 1, run: ([key = ''], { db }) => array([...(db.typed(key, 'hash')?.fields.values() ?? [])]) },
  HLEN: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.typed(key, 'hash')?.fields.size ?? 0) },
  HEXISTS: { least: 2, most: 2, run: ([key = '', field = ''], { db }) => integer(db.typed(key, 'hash')?.fields.has(field) ? 1 : 0) },
  HINCRBY: { least: 3, most: 3, run: ([key = '', field = '', amount = ''], { db }) => { const hash = db.ensure(key, 'hash', () => ({ type: 'hash', fields: new Map() })); const sum = Number(hash.fields.get(field) ?? 0) + Number(amount); if (!Number.isInteger(sum)) return failure('ERR hash value is not an integer'); hash.fields.set(field, String(sum)); return integer(sum); } },
  ZADD: { least: 3, most: MANY, run: ([key = '', ...pairs], { db }) => { const set = db.ensure(key, 'zset', () => ({ type: 'zset', scores: new Map() })); const before = set.scores.size; for (let i = 0; i + 1 < pairs.length; i += 2) { const score = Number(pairs[i]); if (Number.isNaN(score)) return failure('ERR value is not a valid float'); set.scores.set(pairs[i + 1] ?? '', score); } return integer(set.scores.size - before); } },
  ZRANGE: { least: 3, most: MANY, run: (args, context) => zrange(args, context, false) },
  ZREVRANGE: { least: 3, most: 4, run: (args, context) => zrange(args, context, true) },
  ZSCORE: { least: 2, most: 2, run: ([key = '', member = ''], { db }) => { const score = db.typed(key, 'zset')?.scores.get(member); return bulk(score === undefined ? null : String(score)); } },
  ZCARD: { least: 1, most: 1, run: ([key = ''], { db }) => integer(db.typed(key, 'zset')?.scores.size ?? 0) },
  ZINCRBY: { least: 3, most: 3, run: ([key = '', amount = '', member = ''], { db }) => { const set = db.ensure(key, 'zset', () => ({ type: 'zset', scores: new Map() })); const score = (set.scores.get(member) ?? 0) + Number(amount); set.scores.set(member, score); return bulk(String(score)); } },
};
