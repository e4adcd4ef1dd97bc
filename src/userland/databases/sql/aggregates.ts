/** Aggregate functions (PostgreSQL manual, 9.21). */
import type { Expression } from './ast.ts';
import { notSimulated } from './errors.ts';
import { AGGREGATES } from './functions.ts';
import { compareValues, valueText, type Value } from './values.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Calls of aggregates in an expression, those of subqueries left out. */
export function aggregatesIn(expression: Expression): Call[] {
  switch (expression.kind) {
    case 'call': return AGGREGATES.has(expression.name) ? [expression] : expression.args.flatMap(aggregatesIn);
    case 'unary': case 'isNull': case 'cast': return aggregatesIn(expression.operand);
    case 'binary': return [...aggregatesIn(expression.left), ...aggregatesIn(expression.right)];
    case 'in': return [expression.operand, ...(expression.list ?? [])].flatMap(aggregatesIn);
    case 'between': return [expression.operand, expression.low, expression.high].flatMap(aggregatesIn);
    case 'case': return [...(expression.subject ? [expression.subject] : []), ...expression.branches.flatMap(({ when, then }) => [when, then]), ...(expression.otherwise ? [expression.otherwise] : [])].flatMap(aggregatesIn);
    default: return [];
  }
}

/** The value of an aggregate over a group. `values` evaluates an expression for each row of it; `type` is that of the argument. */
export function computeAggregate(call: Call, size: number, values: (expression: Expression) => Value[], type: string): Value {
  const [argument] = call.args;
  if (argument === undefined || argument.kind === 'star') return size;
  let known = values(argument).filter((value) => value !== null);
  if (call.distinct) known = known.filter((value, i) => known.findIndex((other) => compareValues(other, value) === 0) === i);
  if (call.name === 'count') return known.length;
  if (known.length === 0) return null;
  const scale = Math.max(...known.map((value) => String(value).split('.')[1]?.length ?? 0));
  const sum = (): number => known.reduce<number>((total, value) => total + Number(value), 0);
  const floating = type === 'double precision' || type === 'real';
  switch (call.name) {
    case 'sum': return floating || scale === 0 ? sum() : sum().toFixed(scale);
    case 'avg': return floating ? sum() / known.length : (sum() / known.length).toFixed(averageScale(sum() / known.length));
    case 'min': return known.reduce((best, value) => (compareValues(order(value), order(best)) < 0 ? value : best));
    case 'max': return known.reduce((best, value) => (compareValues(order(value), order(best)) > 0 ? value : best));
    case 'string_agg': return known.map(valueText).join(String(call.args[1] ? (values(call.args[1])[0] ?? '') : ''));
    case 'group_concat': return known.map(valueText).join(',');
    case 'bool_and': return known.every((value) => value === true);
    case 'bool_or': return known.includes(true);
    default: throw notSimulated(`${call.name}()`, call.position);
  }
}

/** Numeric division keeps 16 significant digits, at least (numeric_div in PostgreSQL). */
function averageScale(value: number): number {
  const digits = Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
  return Math.max(0, digits > 4 ? 12 : digits > 0 ? 16 : 20);
}

function order(value: Value): Value {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
