/** Statements of the SQL subset as trees. What is not in it is refused by name. */
import type { Statement } from './ast.ts';
import { parseAlterTable, parseCreateTable } from './table-parser.ts';
import { notSimulated } from './errors.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Dialect } from './lexer.ts';
import { parseAlterRole, parseCreateRole, parseGrant } from './role-parser.ts';
import { parseItem, parseSelect } from './select-parser.ts';
import { TokenStream } from './token-stream.ts';

/** Parses one statement. Throws SqlError. */
export function parseStatement(sql: string, dialect: Dialect): Statement {
  const s = new TokenStream(sql, dialect);
  if (s.atEnd()) return { kind: 'empty' };
  const statement = parse(s);
  s.takeOperator(';');
  if (!s.atEnd()) throw s.error();
  return statement;
}

function parse(s: TokenStream): Statement {
  const first = s.peek();
  if (s.at('select') || s.at('values') || s.atOperator('(')) return parseSelect(s);
  if (s.take('insert') || (s.dialect === 'mysql' && s.at('replace'))) return parseInsert(s);
  if (s.take('update')) return parseUpdate(s);
  if (s.take('delete', 'from')) return parseDelete(s);
  if (s.take('create')) return parseCreate(s);
  if (s.take('drop')) return parseDrop(s);
  if (s.take('truncate')) {
    s.take('table');
    return { kind: 'truncate', names: s.commaList(() => qualified(s)) };
  }
  if (s.take('alter', 'table')) return parseAlterTable(s);
  if (s.take('alter', 'user') || s.take('alter', 'role')) return parseAlterRole(s);
  if (s.take('grant')) return parseGrant(s, false);
  if (s.take('revoke')) return parseGrant(s, true);
  if (s.take('begin') || s.take('start', 'transaction')) return transaction(s, 'begin');
  if (s.take('commit') || s.take('end')) return transaction(s, 'commit');
  if (s.take('rollback') || s.take('abort')) return transaction(s, 'rollback');
  if (s.take('set')) return parseSet(s);
  if (s.take('show')) return parseShow(s);
  if (s.dialect === 'mysql') {
    if (s.take('use')) return { kind: 'use', name: s.identifier() };
    if (s.take('describe') || s.take('desc')) return { kind: 'show', what: 'columns', argument: s.identifier() };
    if (s.take('flush', 'privileges')) return { kind: 'set', name: 'flush', value: '' };
  }
  if (first.kind === 'word' && UNSUPPORTED.has(first.text)) throw notSimulated(first.raw.toUpperCase(), first.position);
  throw s.error();
}

const UNSUPPORTED = new Set(['with', 'alter', 'analyze', 'call', 'checkpoint', 'cluster', 'comment', 'copy', 'deallocate', 'declare', 'do', 'execute', 'explain', 'fetch', 'listen', 'load', 'lock', 'merge', 'notify', 'prepare', 'reindex', 'release', 'reset', 'savepoint', 'vacuum', 'refresh', 'optimize', 'kill', 'handler']);

/** A table's name, its schema `public` left out. */
export function qualified(s: TokenStream): string {
  let name = s.identifier();
  while (s.takeOperator('.')) name = s.identifier();
  return name;
}

function transaction(s: TokenStream, verb: 'begin' | 'commit' | 'rollback'): Statement {
  if (!s.take('transaction')) s.take('work');
  return { kind: 'transaction', verb };
}

function parseInsert(s: TokenStream): Statement {
  if (s.at('replace')) throw notSimulated('REPLACE', s.peek().position);
  const ignore = s.dialect === 'mysql' && s.take('ignore');
  if (!s.take('into') && s.dialect === 'postgres') throw s.error();
  const { position } = s.peek();
  const table = qualified(s);
  const columns = s.atOperator('(') && s.peek(1).text !== 'select' ? s.list(() => s.identifier()) : undefined;
  let source;
  if (s.take('default', 'values')) source = undefined;
  else source = parseSelectOrValues(s);
  let nothing = false;
  if (s.take('on', 'conflict')) {
    if (s.atOperator('(')) s.list(() => s.identifier());
    s.expect('do');
    if (!s.take('nothing')) throw notSimulated('ON CONFLICT DO UPDATE', s.peek().position);
    nothing = true;
  }
  if (s.at('on', 'duplicate')) throw notSimulated('ON DUPLICATE KEY UPDATE', s.peek().position);
  return { kind: 'insert', table, position, ...(columns && { columns }), ...(source && { source }), ...(nothing && { onConflict: 'nothing' as const }), ...returning(s), ignore };
}

/** `VALUES` here may hold DEFAULT. */
function parseSelectOrValues(s: TokenStream): ReturnType<typeof parseSelect> {
  if (!s.at('values') && !s.at('value')) return parseSelect(s);
  s.next();
  const expressions = new ExpressionParser(s, parseSelect);
  const values = s.commaList(() => s.list(() => {
    const { position } = s.peek();
    return s.take('default') ? { kind: 'column' as const, name: DEFAULT, position } : expressions.parse();
  }));
  return { kind: 'select', distinct: false, items: [], joins: [], groupBy: [], orderBy: [], values };
}

/** Stands for DEFAULT in the rows of an INSERT; no column has an empty name. */
export const DEFAULT = '';

function returning(s: TokenStream): { returning?: ReturnType<typeof parseItem>[] } {
  if (!s.take('returning')) return {};
  const expressions = new ExpressionParser(s, parseSelect);
  return { returning: s.commaList(() => parseItem(s, expressions)) };
}

function parseUpdate(s: TokenStream): Statement {
  const { position } = s.peek();
  const table = qualified(s);
  s.expect('set');
  const expressions = new ExpressionParser(s, parseSelect);
  const set = s.commaList(() => {
    const column = qualified(s);
    s.expectOperator('=');
    return { column, value: expressions.parse() };
  });
  if (s.at('from')) throw notSimulated('UPDATE … FROM', s.peek().position);
  const where = s.take('where') ? expressions.parse() : undefined;
  return { kind: 'update', table, position, set, ...(where && { where }), ...returning(s) };
}

function parseDelete(s: TokenStream): Statement {
  const { position } = s.peek();
  const table = qualified(s);
  if (s.at('using')) throw notSimulated('DELETE … USING', s.peek().position);
  const where = s.take('where') ? new ExpressionParser(s, parseSelect).parse() : undefined;
  return { kind: 'delete', table, position, ...(where && { where }), ...returning(s) };
}

function ifNotExists(s: TokenStream): boolean {
  return s.take('if', 'not', 'exists');
}

function parseCreate(s: TokenStream): Statement {
  const { position } = s.peek();
  if (s.take('table')) return parseCreateTable(s);
  const unique = s.take('unique');
  if (s.take('index')) {
    const guarded = ifNotExists(s);
    const name = s.at('on') ? '' : s.identifier();
    s.expect('on');
    const table = qualified(s);
    if (s.take('using')) s.identifier();
    const columns = s.list(() => {
      const column = s.identifier();
      if (s.atOperator('(')) throw notSimulated('an index on an expression', s.peek().position);
      if (!s.take('desc')) s.take('asc');
      return column;
    });
    if (s.at('where')) throw notSimulated('a partial index', s.peek().position);
    return { kind: 'createIndex', name: name || `${table}_${columns.join('_')}_idx`, table, columns, unique, ifNotExists: guarded };
  }
  if (s.take('database') || (s.dialect === 'mysql' && s.take('schema'))) {
    const guarded = ifNotExists(s);
    const name = s.identifier();
    s.take('with');
    let owner: string | undefined;
    while (!s.atEnd()) {
      const option = s.next();
      s.takeOperator('=');
      if (option.text === 'owner') owner = s.identifier();
      else if (!['encoding', 'template', 'character', 'default', 'collate', 'charset', 'set', 'lc_collate', 'lc_ctype', 'utf8mb4', 'utf8', 'utf8mb4_unicode_ci'].includes(option.text) && option.kind !== 'string' && option.kind !== 'word') throw s.error(option);
    }
    return { kind: 'createDatabase', name, ...(owner !== undefined && { owner }), ifNotExists: guarded };
  }
  if (s.take('user')) return parseCreateRole(s, true);
  if (s.take('role')) return parseCreateRole(s, false);
  throw notSimulated(`CREATE ${s.peek().raw.toUpperCase()}`, position);
}

function parseDrop(s: TokenStream): Statement {
  const { position } = s.peek();
  const guard = (): boolean => s.take('if', 'exists');
  if (s.take('table')) {
    const ifExists = guard();
    const names = s.commaList(() => qualified(s));
    const cascade = s.take('cascade');
    s.take('restrict');
    return { kind: 'dropTable', names, ifExists, cascade };
  }
  if (s.take('database') || (s.dialect === 'mysql' && s.take('schema'))) {
    const ifExists = guard();
    const name = s.identifier();
    if (s.take('with')) s.list(() => s.next());
    return { kind: 'dropDatabase', name, ifExists };
  }
  if (s.take('role') || s.take('user')) {
    const ifExists = guard();
    const name = s.peek().kind === 'string' ? s.string() : s.identifier();
    if (s.dialect === 'mysql' && s.peek().text.startsWith('@')) s.next();
    return { kind: 'dropRole', name, ifExists };
  }
  throw notSimulated(`DROP ${s.peek().raw.toUpperCase()}`, position);
}

function parseSet(s: TokenStream): Statement {
  if (!s.take('session')) s.take('local');
  const name = s.next().text;
  if (!s.takeOperator('=')) s.take('to');
  const words: string[] = [];
  while (!s.atEnd()) words.push(s.next().text);
  return { kind: 'set', name, value: words.join(' ') };
}

function parseShow(s: TokenStream): Statement {
  s.take('full');
  const what = s.next().text;
  if (what === 'create') throw notSimulated('SHOW CREATE', s.peek().position);
  if (s.take('from') || s.take('in')) return { kind: 'show', what, argument: s.identifier() };
  let rest = what;
  while (!s.atEnd() && s.dialect === 'postgres') rest += ` ${s.next().text}`;
  if (s.dialect === 'mysql' && s.at('grants')) s.next();
  if (s.take('like')) return { kind: 'show', what, argument: s.string() };
  return { kind: 'show', what: rest };
}
