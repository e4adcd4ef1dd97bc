/** `SELECT` statements as trees. */
import type { Expression, Join, OrderTerm, Select, SelectItem, TableReference } from './ast.ts';
import { notSimulated } from './errors.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { TokenStream } from './token-stream.ts';

/** Parses a SELECT or VALUES, with UNION, ORDER BY and LIMIT. */
export function parseSelect(s: TokenStream): Select {
  const head = parseCore(s);
  let union: Select['union'];
  if (s.take('union')) {
    const all = s.take('all');
    union = { all, query: parseCore(s) };
    if (s.at('union')) throw notSimulated('a chain of UNIONs', s.peek().position);
  }
  if (s.at('intersect') || s.at('except')) throw notSimulated(s.peek().text.toUpperCase(), s.peek().position);
  const expressions = new ExpressionParser(s, parseSelect);
  const orderBy = s.take('order', 'by') ? s.commaList(() => parseOrder(s, expressions)) : [];
  let limit: Expression | undefined;
  let offset: Expression | undefined;
  for (;;) {
    if (s.take('limit')) {
      if (s.take('all')) continue;
      limit = expressions.parse();
      if (s.dialect === 'mysql' && s.takeOperator(',')) {
        offset = limit;
        limit = expressions.parse();
      }
    } else if (s.take('offset')) {
      offset = expressions.parse();
      if (!s.take('rows')) s.take('row');
    } else break;
  }
  if (s.at('fetch')) throw notSimulated('FETCH FIRST', s.peek().position);
  if (s.take('for')) {
    if (!s.take('update')) s.expect('share');
  }
  return { ...head, ...(union && { union }), orderBy, ...(limit && { limit }), ...(offset && { offset }) };
}

function parseCore(s: TokenStream): Select {
  const expressions = new ExpressionParser(s, parseSelect);
  if (s.take('values')) {
    const values = s.commaList(() => s.list(() => expressions.parse()));
    return { kind: 'select', distinct: false, items: [], joins: [], groupBy: [], orderBy: [], values };
  }
  if (s.takeOperator('(')) {
    const inner = parseSelect(s);
    s.expectOperator(')');
    return inner;
  }
  s.expect('select');
  const distinct = s.take('distinct');
  if (!distinct) s.take('all');
  if (distinct && s.at('on')) throw notSimulated('DISTINCT ON', s.peek().position);
  const items = s.at('from') || s.atEnd() ? [] : s.commaList(() => parseItem(s, expressions));
  let from: TableReference | undefined;
  const joins: Join[] = [];
  if (s.take('from')) {
    from = parseTable(s, expressions);
    parseJoins(s, expressions, joins);
  }
  const where = s.take('where') ? expressions.parse() : undefined;
  const groupBy = s.take('group', 'by') ? s.commaList(() => expressions.parse()) : [];
  const having = s.take('having') ? expressions.parse() : undefined;
  return { kind: 'select', distinct, items, ...(from && { from }), joins, ...(where && { where }), groupBy, ...(having && { having }), orderBy: [] };
}

export function parseItem(s: TokenStream, expressions: ExpressionParser): SelectItem {
  const expression = expressions.parse();
  if (s.take('as')) return { expression, alias: s.peek().kind === 'word' || s.peek().kind === 'string' ? s.next().text : s.identifier() };
  const bare = s.peek();
  if (bare.kind === 'identifier' || (bare.kind === 'word' && !STOPS.has(bare.text))) return { expression, alias: s.identifier() };
  return { expression };
}

const STOPS = new Set(['from', 'where', 'group', 'having', 'order', 'limit', 'offset', 'union', 'intersect', 'except', 'join', 'inner', 'left', 'right', 'cross', 'full', 'natural', 'on', 'using', 'set', 'returning', 'for', 'fetch', 'as', 'into', 'values', 'select', 'end']);

function parseTable(s: TokenStream, expressions: ExpressionParser): TableReference {
  const { position } = s.peek();
  let reference: TableReference;
  if (s.takeOperator('(')) {
    reference = { query: parseSelect(s), position };
    s.expectOperator(')');
  } else {
    const names = [s.identifier()];
    while (s.takeOperator('.')) names.push(s.identifier());
    const name = names.at(-1) ?? '';
    const schema = names.at(-2);
    if (s.atOperator('(')) reference = { call: { kind: 'call', name, args: s.peek(1).text === ')' ? (s.next(), s.next(), []) : s.list(() => expressions.parse()), distinct: false, position }, position };
    else reference = { name, ...(schema !== undefined && { schema }), position };
  }
  const aliased = s.take('as');
  const next = s.peek();
  if (aliased || next.kind === 'identifier' || (next.kind === 'word' && !STOPS.has(next.text))) return { ...reference, alias: s.identifier() };
  return reference;
}

function parseJoins(s: TokenStream, expressions: ExpressionParser, joins: Join[]): void {
  for (;;) {
    if (s.takeOperator(',')) {
      joins.push({ type: 'cross', table: parseTable(s, expressions) });
      continue;
    }
    let type: Join['type'];
    if (s.take('cross', 'join')) type = 'cross';
    else if (s.take('inner', 'join') || s.take('join')) type = 'inner';
    else if (s.take('left', 'outer', 'join') || s.take('left', 'join')) type = 'left';
    else if (s.take('right', 'outer', 'join') || s.take('right', 'join')) type = 'right';
    else if (s.at('full') || s.at('natural')) throw notSimulated(`${s.peek().text.toUpperCase()} JOIN`, s.peek().position);
    else return;
    const table = parseTable(s, expressions);
    if (type === 'cross') joins.push({ type, table });
    else if (s.take('using')) joins.push({ type, table, using: s.list(() => s.identifier()) });
    else {
      s.expect('on');
      joins.push({ type, table, on: expressions.parse() });
    }
  }
}

function parseOrder(s: TokenStream, expressions: ExpressionParser): OrderTerm {
  const expression = expressions.parse();
  const descending = s.take('desc');
  if (!descending) s.take('asc');
  if (s.take('nulls', 'first')) return { expression, descending, nullsFirst: true };
  if (s.take('nulls', 'last')) return { expression, descending, nullsFirst: false };
  return { expression, descending };
}
