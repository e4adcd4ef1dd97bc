/** Runs SELECT: joins by nested loops, grouping, ordering, limits. */
import type { Expression, Join, OrderTerm, Select, SelectItem, TableReference, TypeName } from './ast.ts';
import { notSimulated, SqlError } from './errors.ts';
import { aggregatesIn, computeAggregate } from './aggregates.ts';
import { evaluate, truth, typeOf, type Aggregates, type EvaluationContext } from './evaluate.ts';
import { Scope, type Source, type SourceColumn } from './scope.ts';
import { compareValues, type Value } from './values.ts';

export interface ResultColumn { readonly name: string; readonly type: TypeName }
export interface Rows { readonly columns: ResultColumn[]; readonly rows: Value[][] }

/** Finds the rows of a table or system view by name. Throws when there is none. */
export type RelationFinder = (reference: TableReference) => { readonly columns: readonly SourceColumn[]; readonly rows: readonly (readonly Value[])[] };

export interface SelectContext extends EvaluationContext { readonly relation: RelationFinder }

/** More rows than this in a join or a series are refused. */
const ROW_LIMIT = 1_000_000;

export function runSelect(query: Select, context: SelectContext, outer?: Scope): Rows {
  const core = runCore(query, context, outer);
  let { rows } = core;
  let scoped = core.scoped;
  if (query.union) {
    const other = runCore(query.union.query, context, outer);
    if (other.columns.length !== core.columns.length) throw new SqlError('42601', 'each UNION query must have the same number of columns');
    rows = [...rows, ...other.rows];
    if (!query.union.all) rows = distinct(rows);
    scoped = undefined;
  }
  if (query.orderBy.length > 0) rows = sort(rows, query, core.columns, context, scoped);
  const count = (expression: Expression | undefined): number | undefined => {
    if (!expression) return undefined;
    const value = evaluate(expression, new Scope([], dialectOf(context)), context);
    if (value === null) return undefined;
    if (Number(value) < 0) throw new SqlError('2201W', 'LIMIT must not be negative');
    return Number(value);
  };
  const from = count(query.offset) ?? 0;
  const limit = count(query.limit);
  return { columns: core.columns, rows: rows.slice(from, limit === undefined ? undefined : from + limit) };
}

const dialectOf = (context: EvaluationContext): 'mysql' | 'postgres' => (context.mysql ? 'mysql' : 'postgres');

interface Core extends Rows { /** For ORDER BY on what is not selected: evaluates an expression for a row of the result. */ readonly scoped: ((row: Value[], expression: Expression) => Value) | undefined }

function runCore(query: Select, context: SelectContext, outer: Scope | undefined): Core {
  if (query.values) return valuesRows(query.values, context, outer);
  const sources: Source[] = [];
  let combinations: (readonly Value[] | undefined)[][] = [[]];
  if (query.from) {
    const first = source(query.from, context, outer);
    sources.push(first.source);
    combinations = first.rows.map((row) => [row]);
  }
  for (const join of query.joins) combinations = runJoin(join, sources, combinations, context, outer);
  const scope = new Scope(sources, dialectOf(context), outer);
  const place = (combination: readonly (readonly Value[] | undefined)[]): void => sources.forEach((each, i) => {
    each.row = combination[i];
  });
  const { where } = query;
  if (where) {
    const aggregate = aggregatesIn(where)[0];
    if (aggregate) throw new SqlError('42803', 'aggregate functions are not allowed in WHERE', { position: aggregate.position });
    if (combinations.length === 0) typeOf(where, scope, context);
    combinations = combinations.filter((combination) => {
      place(combination);
      const value = evaluate(where, scope, context);
      return value !== null && truth(value);
    });
  }
  const items = expandStars(query.items, sources);
  const columns = items.map((item) => ({ name: item.alias ?? columnName(item.expression, context), type: known(typeOf(item.expression, scope, context)) }));
  const byRow = new Map<Value[], () => (expression: Expression) => Value>();
  const rows: Value[][] = [];
  const series = items.findIndex(({ expression }) => expression.kind === 'call' && expression.name === 'generate_series');
  const groups = groupRows(query, items, combinations, scope, context, place);
  if (groups) {
    for (const { combination, aggregates } of groups) {
      place(combination);
      if (query.having && !truthOrNull(evaluate(query.having, scope, context, aggregates))) continue;
      const row = items.map((item) => evaluate(item.expression, scope, context, aggregates));
      rows.push(row);
      byRow.set(row, () => (place(combination), (expression) => evaluate(expression, scope, context, withAggregates(expression, aggregates))));
    }
  } else {
    for (const combination of combinations) {
      place(combination);
      const call = items[series]?.expression;
      const values = call?.kind === 'call' ? seriesValues(call, scope, context) : [undefined];
      for (const value of values) {
        const row = items.map((item, i) => (i === series ? (value ?? null) : evaluate(item.expression, scope, context)));
        rows.push(row);
        byRow.set(row, () => (place(combination), (expression) => evaluate(expression, scope, context)));
      }
    }
  }
  const scoped = (row: Value[], expression: Expression): Value => byRow.get(row)?.()(expression) ?? null;
  return { columns, rows: query.distinct ? distinct(rows) : rows, scoped };
}

const truthOrNull = (value: Value): boolean => value !== null && truth(value);

/** Aggregates of ORDER BY are other nodes than those of the items: equal ones share the value. */
function withAggregates(expression: Expression, aggregates: Aggregates): Aggregates {
  const wanted = aggregatesIn(expression);
  if (wanted.length === 0) return aggregates;
  const all = new Map(aggregates);
  const key = (each: Expression): string => JSON.stringify(each, (name, value: unknown) => (name === 'position' ? undefined : value));
  for (const each of wanted) {
    for (const [other, value] of aggregates) if (key(other) === key(each)) all.set(each, value);
  }
  return all;
}

function known(type: TypeName): TypeName {
  return type.name === 'unknown' ? { name: 'text', args: [] } : type;
}

function valuesRows(values: readonly (readonly Expression[])[], context: SelectContext, outer: Scope | undefined): Core {
  const scope = new Scope([], dialectOf(context), outer);
  const width = values[0]?.length ?? 0;
  if (values.some((row) => row.length !== width)) throw new SqlError('42601', 'VALUES lists must all be the same length');
  const columns = (values[0] ?? []).map((expression, i) => ({ name: `column${i + 1}`, type: known(typeOf(expression, scope, context)) }));
  return { columns, rows: values.map((row) => row.map((expression) => evaluate(expression, scope, context))), scoped: undefined };
}

function source(reference: TableReference, context: SelectContext, outer: Scope | undefined): { source: Source; rows: readonly (readonly Value[])[] } {
  if (reference.query) {
    const result = runSelect(reference.query, context, outer);
    return { source: { alias: reference.alias ?? '', columns: result.columns, row: undefined }, rows: result.rows };
  }
  if (reference.call) {
    if (reference.call.name !== 'generate_series') throw notSimulated(`${reference.call.name}() in FROM`, reference.position);
    const alias = reference.alias ?? 'generate_series';
    const values = seriesValues(reference.call, new Scope([], dialectOf(context), outer), context);
    return { source: { alias, columns: [{ name: alias, type: { name: 'integer', args: [] } }], row: undefined }, rows: values.map((value) => [value]) };
  }
  const found = context.relation(reference);
  return { source: { alias: reference.alias ?? reference.name ?? '', columns: found.columns, row: undefined }, rows: found.rows };
}

function seriesValues(call: Extract<Expression, { kind: 'call' }>, scope: Scope, context: SelectContext): Value[] {
  const [from = 0, to = 0, step = 1] = call.args.map((arg) => Number(evaluate(arg, scope, context)));
  if (step === 0) throw new SqlError('22023', 'step size cannot equal zero');
  if ((to - from) / step > ROW_LIMIT) throw notSimulated(`a series of more than ${ROW_LIMIT} rows`, call.position);
  const values: Value[] = [];
  for (let i = from; step > 0 ? i <= to : i >= to; i += step) values.push(i);
  return values;
}

function runJoin(join: Join, sources: Source[], left: (readonly Value[] | undefined)[][], context: SelectContext, outer: Scope | undefined): (readonly Value[] | undefined)[][] {
  const right = source(join.table, context, outer);
  if (sources.some((each) => each.alias === right.source.alias)) throw new SqlError('42712', `table name "${right.source.alias}" specified more than once`, { position: join.table.position });
  const hidden = join.using ? new Set(join.using) : undefined;
  const { using } = join;
  const before = [...sources];
  sources.push({ ...right.source, ...(hidden && { hidden }) });
  const scope = new Scope(sources, dialectOf(context), outer);
  const last = sources.at(-1) as Source;
  if (left.length * right.rows.length > ROW_LIMIT * 4) throw notSimulated('a join of this size');
  const matches = (combination: readonly (readonly Value[] | undefined)[], row: readonly Value[]): boolean => {
    before.forEach((each, i) => {
      each.row = combination[i];
    });
    last.row = row;
    if (using) {
      return using.every((name) => {
        const at = last.columns.findIndex((column) => column.name === name);
        const owner = before.find((each) => each.columns.some((column) => column.name === name));
        if (at < 0 || !owner) throw new SqlError('42703', `column "${name}" specified in USING clause does not exist in ${at < 0 ? 'right' : 'left'} table`);
        const a = owner.row?.[owner.columns.findIndex((column) => column.name === name)] ?? null;
        const b = row[at] ?? null;
        return a !== null && b !== null && compareValues(a, b) === 0;
      });
    }
    return !join.on || truthOrNull(evaluate(join.on, scope, context));
  };
  const result: (readonly Value[] | undefined)[][] = [];
  const used = new Set<readonly Value[]>();
  for (const combination of left) {
    let found = false;
    for (const row of right.rows) {
      if (!matches(combination, row)) continue;
      found = true;
      used.add(row);
      result.push([...combination, row]);
    }
    if (!found && join.type === 'left') result.push([...combination, undefined]);
  }
  if (join.type === 'right') for (const row of right.rows) if (!used.has(row)) result.push([...before.map(() => undefined), row]);
  return result;
}

function expandStars(items: readonly SelectItem[], sources: readonly Source[]): SelectItem[] {
  return items.flatMap((item) => {
    if (item.expression.kind !== 'star') return [item];
    const { table } = item.expression;
    const chosen = sources.filter((each) => table === undefined || each.alias === table);
    if (chosen.length === 0) throw table === undefined ? new SqlError('42601', 'SELECT * with no tables specified is not valid') : new SqlError('42P01', `missing FROM-clause entry for table "${table}"`);
    return chosen.flatMap((each) => each.columns.filter((column) => !each.hidden?.has(column.name)).map((column) => ({ expression: { kind: 'column' as const, table: each.alias, name: column.name, position: 0 }, alias: column.name })));
  });
}

/** Name of a result column without an alias. */
function columnName(expression: Expression, context: EvaluationContext): string {
  switch (expression.kind) {
    case 'column': return expression.name;
    case 'call': return context.mysql ? `${expression.name}(${expression.args.map((arg) => (arg.kind === 'star' ? '*' : columnName(arg, context))).join(', ')})` : expression.name;
    case 'cast': return columnName(expression.operand, context) === '?column?' ? ({ integer: 'int4', bigint: 'int8', boolean: 'bool', 'character varying': 'varchar', smallint: 'int2', 'double precision': 'float8', 'timestamp without time zone': 'timestamp', 'timestamp with time zone': 'timestamptz' }[expression.type.name] ?? expression.type.name) : columnName(expression.operand, context);
    case 'case': return context.mysql ? 'case' : 'case';
    case 'exists': return 'exists';
    case 'literal': return context.mysql ? String(expression.value ?? 'NULL') : typeof expression.value === 'boolean' ? 'bool' : '?column?';
    case 'binary': return context.mysql ? `${columnName(expression.left, context)} ${expression.operator} ${columnName(expression.right, context)}` : '?column?';
    default: return '?column?';
  }
}

interface GroupOfRows { readonly combination: readonly (readonly Value[] | undefined)[]; readonly aggregates: Aggregates }

/** The groups when the query groups or aggregates; undefined otherwise. */
function groupRows(query: Select, items: readonly SelectItem[], combinations: (readonly Value[] | undefined)[][], scope: Scope, context: SelectContext, place: (combination: readonly (readonly Value[] | undefined)[]) => void): GroupOfRows[] | undefined {
  const expressions = [...items.map((item) => item.expression), ...(query.having ? [query.having] : []), ...query.orderBy.map((term) => term.expression)];
  const calls = expressions.flatMap((expression) => aggregatesIn(expression));
  if (calls.length === 0 && query.groupBy.length === 0) return undefined;
  const keys = query.groupBy.map((expression) => {
    if (expression.kind === 'literal' && typeof expression.value === 'number') return items[expression.value - 1]?.expression ?? expression;
    if (expression.kind === 'column' && expression.table === undefined) return items.find((item) => item.alias === expression.name && item.expression.kind !== 'column')?.expression ?? expression;
    return expression;
  });
  if (!context.mysql) checkGrouped(items, keys, scope);
  const groups = new Map<string, (readonly Value[] | undefined)[][]>();
  for (const combination of combinations) {
    place(combination);
    const key = JSON.stringify(keys.map((expression) => evaluate(expression, scope, context)));
    groups.set(key, [...(groups.get(key) ?? []), combination]);
  }
  if (groups.size === 0 && query.groupBy.length === 0) groups.set('', []);
  return [...groups.values()].map((members) => {
    const aggregates = new Map<Expression, Value>();
    for (const call of calls) {
      aggregates.set(call, computeAggregate(call, members.length, (expression) => members.map((member) => {
        place(member);
        return evaluate(expression, scope, context);
      }), call.args[0] && call.args[0].kind !== 'star' ? typeOf(call.args[0], scope, context).name : 'text'));
    }
    return { combination: members[0] ?? [], aggregates };
  });
}

/** A bare column must be grouped (or its table's rows be told apart by a grouped key, which is taken as given for `id`). */
function checkGrouped(items: readonly SelectItem[], keys: readonly Expression[], scope: Scope): void {
  for (const { expression } of items) {
    if (expression.kind !== 'column') continue;
    const wanted = scope.find(expression.table, expression.name, expression.position);
    const grouped = keys.some((key) => {
      if (key.kind !== 'column') return false;
      const { source: owner, index } = scope.find(key.table, key.name, key.position);
      return owner === wanted.source && (index === wanted.index || key.name === 'id');
    });
    if (!grouped) throw new SqlError('42803', `column "${wanted.source.alias}.${expression.name}" must appear in the GROUP BY clause or be used in an aggregate function`, { position: expression.position });
  }
}

function distinct(rows: Value[][]): Value[][] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify(row);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sort(rows: Value[][], query: Select, columns: readonly ResultColumn[], context: SelectContext, scoped: Core['scoped']): Value[][] {
  const keyOf = (row: Value[], term: OrderTerm): Value => {
    const { expression } = term;
    if (expression.kind === 'literal' && typeof expression.value === 'number') {
      if (expression.value < 1 || expression.value > columns.length) throw new SqlError('42P10', `ORDER BY position ${expression.value} is not in select list`);
      return row[expression.value - 1] ?? null;
    }
    if (expression.kind === 'column' && expression.table === undefined) {
      const at = columns.findIndex((column) => column.name === expression.name);
      if (at >= 0) return row[at] ?? null;
    }
    if (!scoped) throw notSimulated('ORDER BY an expression here');
    return scoped(row, expression);
  };
  const keyed = rows.map((row) => ({ row, keys: query.orderBy.map((term) => keyOf(row, term)) }));
  keyed.sort((x, y) => {
    for (const [i, term] of query.orderBy.entries()) {
      const [a, b] = [x.keys[i] ?? null, y.keys[i] ?? null];
      if (a === null && b === null) continue;
      const nullsFirst = term.nullsFirst ?? (context.mysql ? !term.descending : term.descending);
      if (a === null) return nullsFirst ? -1 : 1;
      if (b === null) return nullsFirst ? 1 : -1;
      const order = compareValues(numericText(a), numericText(b));
      if (order !== 0) return term.descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** Numerics are kept as text with their scale; they order as numbers. */
function numericText(value: Value): Value {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
