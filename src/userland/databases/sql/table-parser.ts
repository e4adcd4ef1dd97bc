/** `CREATE TABLE` and `ALTER TABLE`. */
import type { ColumnDefinition, Expression, Statement, TableConstraint, TypeName } from './ast.ts';
import { notSimulated } from './errors.ts';
import { ExpressionParser } from './expression-parser.ts';
import { parseSelect } from './select-parser.ts';
import type { TokenStream } from './token-stream.ts';

function tableName(s: TokenStream): string {
  let name = s.identifier();
  while (s.takeOperator('.')) name = s.identifier();
  return name;
}

/** After `CREATE TABLE`. */
export function parseCreateTable(s: TokenStream): Statement {
  const ifNotExists = s.take('if', 'not', 'exists');
  const name = tableName(s);
  if (s.take('as')) return { kind: 'createTableAs', name, query: parseSelect(s) };
  const columns: ColumnDefinition[] = [];
  const constraints: TableConstraint[] = [];
  s.expectOperator('(');
  while (!s.atOperator(')')) {
    const constraint = parseConstraint(s);
    if (constraint === 'index') { /* An index has no effect on results. */ } else if (constraint) constraints.push(constraint);
    else columns.push(parseColumn(s));
    if (!s.takeOperator(',')) break;
  }
  s.expectOperator(')');
  if (s.at('inherits') || s.at('partition')) throw notSimulated(s.peek().text.toUpperCase(), s.peek().position);
  // ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 and their like
  while (s.dialect === 'mysql' && !s.atEnd()) s.next();
  return { kind: 'createTable', name, ifNotExists, columns, constraints };
}

function parseConstraint(s: TokenStream): TableConstraint | 'index' | undefined {
  const name = s.take('constraint') ? s.identifier() : undefined;
  const named = name === undefined ? {} : { name };
  const expressions = new ExpressionParser(s, parseSelect);
  if (s.take('primary', 'key')) return { kind: 'primary', ...named, columns: s.list(() => s.identifier()) };
  if (s.at('unique') && (s.peek(1).text === '(' || s.dialect === 'mysql')) {
    s.next();
    if (s.dialect === 'mysql' && (s.take('key') || s.take('index')) && !s.atOperator('(')) s.identifier();
    return { kind: 'unique', ...named, columns: s.list(() => s.identifier()) };
  }
  if (s.take('foreign', 'key')) {
    const columns = s.list(() => s.identifier());
    s.expect('references');
    const table = tableName(s);
    return { kind: 'foreign', ...named, columns, references: { table, columns: s.atOperator('(') ? s.list(() => s.identifier()) : [], cascade: onDelete(s) } };
  }
  if (s.at('check') && s.peek(1).text === '(') {
    s.next();
    return { kind: 'check', ...named, columns: [], check: parenthesised(s, expressions) };
  }
  if (s.dialect === 'mysql' && (s.at('key') || s.at('index')) && s.peek(2).text === '(') {
    s.next();
    s.next();
    s.list(() => s.identifier());
    return 'index';
  }
  if (name !== undefined) throw s.error();
  return undefined;
}

function parenthesised(s: TokenStream, expressions: ExpressionParser): Expression {
  s.expectOperator('(');
  const expression = expressions.parse();
  s.expectOperator(')');
  return expression;
}

function onDelete(s: TokenStream): boolean {
  let cascade = false;
  while (s.take('on')) {
    const event = s.next().text;
    if (s.take('cascade')) cascade = cascade || event === 'delete';
    else if (s.take('set')) throw notSimulated(`ON ${event.toUpperCase()} SET`, s.peek().position);
    else if (!s.take('no', 'action')) s.expect('restrict');
  }
  return cascade;
}

const SERIALS: Readonly<Record<string, string>> = { serial: 'integer', bigserial: 'bigint', smallserial: 'smallint', serial4: 'integer', serial8: 'bigint' };

export function parseColumn(s: TokenStream): ColumnDefinition {
  const name = s.identifier();
  const expressions = new ExpressionParser(s, parseSelect);
  let type: TypeName;
  const serialType = SERIALS[s.peek().text];
  let serial = serialType !== undefined && s.peek().kind === 'word';
  if (serial) {
    s.next();
    type = { name: serialType ?? 'integer', args: [] };
  } else type = expressions.type();
  let [notNull, primaryKey, unique] = [serial, false, false];
  let value: Expression | undefined;
  let check: Expression | undefined;
  let references: ColumnDefinition['references'];
  for (;;) {
    if (s.take('not', 'null')) notNull = true;
    else if (s.take('null')) notNull = false;
    else if (s.take('primary', 'key')) primaryKey = notNull = true;
    else if (s.take('unique')) unique = true;
    else if (s.take('default')) value = expressions.parse();
    else if (s.take('auto_increment')) serial = notNull = true;
    else if (s.take('check')) check = parenthesised(s, expressions);
    else if (s.take('references')) {
      const table = tableName(s);
      const column = s.atOperator('(') ? s.list(() => s.identifier())[0] : undefined;
      references = { table, ...(column !== undefined && { column }), cascade: onDelete(s) };
    } else if (s.take('generated')) {
      if (!s.take('always')) s.expect('by', 'default');
      s.expect('as', 'identity');
      serial = notNull = true;
    } else if (s.take('constraint')) s.identifier();
    else if (s.dialect === 'mysql' && s.take('on', 'update')) expressions.parse();
    else if (s.dialect === 'mysql' && (s.take('comment') || s.take('collate') || s.take('character', 'set'))) s.next();
    else if (s.at('collate')) throw notSimulated('COLLATE', s.peek().position);
    else break;
  }
  return { name, type, notNull, primaryKey, unique, serial, ...(value && { default: value }), ...(check && { check }), ...(references && { references }) };
}

/** After `ALTER TABLE`. */
export function parseAlterTable(s: TokenStream): Statement {
  s.take('if', 'exists');
  s.take('only');
  const name = tableName(s);
  const { position } = s.peek();
  if (s.take('add')) {
    if (['constraint', 'primary', 'unique', 'foreign', 'check'].includes(s.peek().text)) throw notSimulated('ALTER TABLE … ADD CONSTRAINT', position);
    s.take('column');
    return { kind: 'alterTable', name, action: { kind: 'add', column: parseColumn(s) } };
  }
  if (s.take('drop')) {
    s.take('column');
    return { kind: 'alterTable', name, action: { kind: 'drop', column: s.identifier() } };
  }
  if (s.take('owner', 'to')) return { kind: 'alterTable', name, action: { kind: 'owner', role: s.identifier() } };
  if (s.take('rename', 'to')) return { kind: 'alterTable', name, action: { kind: 'rename', to: s.identifier() } };
  if (s.take('rename')) {
    s.take('column');
    const column = s.identifier();
    s.expect('to');
    return { kind: 'alterTable', name, action: { kind: 'renameColumn', column, to: s.identifier() } };
  }
  throw notSimulated(`ALTER TABLE … ${s.peek().raw.toUpperCase()}`, position);
}
