/** The value and the type of an expression in a scope. Three-valued logic: null is unknown. */
import type { Expression, Select, TypeName } from './ast.ts';
import { notSimulated, SqlError } from './errors.ts';
import { AGGREGATES, FUNCTIONS, type FunctionContext } from './functions.ts';
import type { Scope } from './scope.ts';
import { coerce, compareValues, isNumeric, valueText, type Value } from './values.ts';

/** Rows of a query, run in an enclosing scope. */
export type SubqueryRunner = (query: Select, outer: Scope) => { rows: Value[][]; types: TypeName[] };

export interface EvaluationContext extends FunctionContext {
  readonly mysql: boolean;
  subquery: SubqueryRunner;
}

/** Values of aggregates of the current group, by their expression. */
export type Aggregates = ReadonlyMap<Expression, Value>;

export function evaluate(expression: Expression, scope: Scope, context: EvaluationContext, aggregates?: Aggregates): Value {
  const value = (each: Expression): Value => evaluate(each, scope, context, aggregates);
  switch (expression.kind) {
    case 'literal': return expression.value;
    case 'star': throw new SqlError('42601', 'syntax error at or near "*"');
    case 'column': {
      const { source, index } = scope.find(expression.table, expression.name, expression.position);
      return source.row?.[index] ?? null;
    }
    case 'unary': {
      const operand = value(expression.operand);
      if (operand === null) return null;
      if (expression.operator === 'not') return !truth(operand);
      return typeof operand === 'string' && operand.includes('.') ? (operand.startsWith('-') ? operand.slice(1) : `-${operand}`) : -Number(operand);
    }
    case 'binary': return binary(expression, value, scope, context);
    case 'isNull': return (value(expression.operand) === null) !== expression.not;
    case 'in': {
      const operand = value(expression.operand);
      const list = expression.query ? context.subquery(expression.query, scope).rows.map((row) => row[0] ?? null) : (expression.list ?? []).map(value);
      if (operand === null) return null;
      if (list.some((item) => item !== null && equal(operand, item))) return !expression.not;
      return list.includes(null) ? null : expression.not;
    }
    case 'between': {
      const [operand, low, high] = [value(expression.operand), value(expression.low), value(expression.high)];
      if (operand === null || low === null || high === null) return null;
      return (compareValues(operand, low) >= 0 && compareValues(operand, high) <= 0) !== expression.not;
    }
    case 'case': {
      const subject = expression.subject && value(expression.subject);
      for (const { when, then } of expression.branches) {
        const test = value(when);
        if (subject === undefined ? test !== null && truth(test) : subject !== null && test !== null && equal(subject, test)) return value(then);
      }
      return expression.otherwise ? value(expression.otherwise) : null;
    }
    case 'cast': return coerce(value(expression.operand), expression.type);
    case 'subquery': {
      const { rows } = context.subquery(expression.query, scope);
      if (rows.length > 1) throw new SqlError('21000', 'more than one row returned by a subquery used as an expression');
      return rows[0]?.[0] ?? null;
    }
    case 'exists': return context.subquery(expression.query, scope).rows.length > 0;
    case 'call': {
      const known = aggregates?.get(expression);
      if (known !== undefined) return known;
      if (AGGREGATES.has(expression.name)) throw new SqlError('42803', `aggregate functions are not allowed here`, { position: expression.position });
      return callFunction(expression, value, context);
    }
  }
}

function callFunction(call: Extract<Expression, { kind: 'call' }>, value: (expression: Expression) => Value, context: EvaluationContext): Value {
  const found = FUNCTIONS[call.name];
  if (!found || call.args.length < found.least || call.args.length > found.most) {
    if (context.mysql) throw new SqlError('42000', `FUNCTION ${context.database}.${call.name} does not exist`);
    throw new SqlError('42883', `function ${call.name}(${call.args.map((arg) => (arg.kind === 'literal' ? arg.type : 'unknown')).join(', ')}) does not exist`, { position: call.position, hint: 'No function matches the given name and argument types. You might need to add explicit type casts.' });
  }
  const args = call.args.map(value);
  return !found.nulls && args.includes(null) ? null : found.call(args, context);
}

/** Whether a condition holds; numbers count as in MySQL. */
export function truth(value: Value): boolean {
  if (value === true || value === 't' || value === 'true') return true;
  return typeof value === 'number' && value !== 0;
}

function equal(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

function likePattern(pattern: string, flags: string): RegExp {
  return new RegExp(`^${pattern.replace(/\\?[\s\S]/g, (c) => (c === '%' ? '[\\s\\S]*' : c === '_' ? '[\\s\\S]' : (c.length === 2 ? (c[1] ?? '') : c).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')))}$`, `${flags}u`);
}

function binary(expression: Extract<Expression, { kind: 'binary' }>, value: (each: Expression) => Value, scope: Scope, context: EvaluationContext): Value {
  const { operator } = expression;
  if (operator === 'and' || operator === 'or') {
    const left = value(expression.left);
    const decides = operator === 'or';
    if (left !== null && truth(left) === decides) return decides;
    const right = value(expression.right);
    if (right !== null && truth(right) === decides) return decides;
    return left === null || right === null ? null : !decides;
  }
  let [left, right] = [value(expression.left), value(expression.right)];
  if (operator === '<=>') return left === null || right === null ? left === right : equal(left, right);
  if (left === null || right === null) return null;
  switch (operator) {
    case '||': return valueText(left) + valueText(right);
    case 'like': return likePattern(valueText(right), context.mysql ? 'i' : '').test(valueText(left));
    case 'ilike': return likePattern(valueText(right), 'i').test(valueText(left));
    case '~': case '~*': case '!~': case '!~*': return new RegExp(valueText(right), operator.endsWith('*') ? 'i' : '').test(valueText(left)) !== operator.startsWith('!');
    case '->': case '->>': throw notSimulated(`the operator ${operator}`, expression.position);
  }
  if (['=', '<>', '<', '>', '<=', '>='].includes(operator)) {
    const [leftType, rightType] = [typeOf(expression.left, scope, context), typeOf(expression.right, scope, context)];
    if (leftType.name === 'unknown' && rightType.name !== 'unknown') left = context.mysql ? left : coerce(left, { name: rightType.name, args: [] });
    else if (rightType.name === 'unknown' && leftType.name !== 'unknown') right = context.mysql ? right : coerce(right, { name: leftType.name, args: [] });
    else if (!context.mysql && isNumeric(leftType.name) !== isNumeric(rightType.name) && leftType.name !== 'unknown') throw new SqlError('42883', `operator does not exist: ${leftType.name} ${operator} ${rightType.name}`, { position: expression.position, hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.' });
    const numeric = isNumeric(leftType.name) || isNumeric(rightType.name);
    const order = numeric ? compareValues(Number(left), Number(right)) : context.mysql && typeof left === 'string' && typeof right === 'string' ? compareValues(left.toLowerCase(), right.toLowerCase()) : compareValues(left, right);
    return { '=': order === 0, '<>': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[operator] ?? null;
  }
  return arithmetic(expression, left, right, scope, context);
}

function arithmetic(expression: Extract<Expression, { kind: 'binary' }>, left: Value, right: Value, scope: Scope, context: EvaluationContext): Value {
  const [a, b] = [Number(left), Number(right)];
  for (const [number, side, given] of [[a, expression.left, left], [b, expression.right, right]] as const) {
    if (!Number.isNaN(number)) continue;
    const { name } = typeOf(side, scope, context);
    if (name === 'unknown') throw new SqlError('22P02', `invalid input syntax for type integer: "${String(given)}"`);
    if (name.startsWith('timestamp') || name === 'date') throw notSimulated('arithmetic with dates', expression.position);
    throw new SqlError('42883', `operator does not exist: ${typeOf(expression.left, scope, context).name} ${expression.operator} ${typeOf(expression.right, scope, context).name}`, { position: expression.position, hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.' });
  }
  const { name: type } = typeOf(expression, scope, context);
  const whole = ['integer', 'bigint', 'smallint'].includes(type);
  const scale = Math.max(decimals(left), decimals(right));
  const exact = (number: number): Value => {
    if (whole && Math.abs(number) > (type === 'bigint' ? Number.MAX_SAFE_INTEGER : 2147483647)) throw new SqlError('22003', `${type} out of range`);
    return whole || type === 'double precision' ? number : number.toFixed(scale);
  };
  switch (expression.operator) {
    case '+': return exact(a + b);
    case '-': return exact(a - b);
    case '*': return whole || type === 'double precision' ? exact(a * b) : (a * b).toFixed(decimals(left) + decimals(right));
    case '/': {
      if (b === 0) {
        if (context.mysql) return null;
        throw new SqlError('22012', 'division by zero');
      }
      if (context.mysql) return (a / b).toFixed(4);
      return whole ? Math.trunc(a / b) : type === 'double precision' ? a / b : (a / b).toFixed(Math.max(16, scale));
    }
    case '%':
      if (b === 0) throw new SqlError('22012', 'division by zero');
      return exact(a % b);
    case '^': return a ** b;
    default: throw new SqlError('42601', `syntax error at or near "${expression.operator}"`, { position: expression.position });
  }
}

function decimals(value: Value): number {
  const at = String(value).indexOf('.');
  return at < 0 ? 0 : String(value).length - at - 1;
}

const type = (name: string): TypeName => ({ name, args: [] });

/** The type of an expression's values; `unknown` for bare strings and null. */
export function typeOf(expression: Expression, scope: Scope, context: EvaluationContext): TypeName {
  switch (expression.kind) {
    case 'literal': return type(expression.type);
    case 'column': {
      const { source, index } = scope.find(expression.table, expression.name, expression.position);
      return source.columns[index]?.type ?? type('text');
    }
    case 'unary': return expression.operator === 'not' ? type('boolean') : typeOf(expression.operand, scope, context);
    case 'binary': {
      const { operator } = expression;
      if (operator === '||') return type('text');
      if (!['+', '-', '*', '/', '%', '^'].includes(operator)) return type('boolean');
      const names = [typeOf(expression.left, scope, context).name, typeOf(expression.right, scope, context).name];
      if (operator === '^') return type('double precision');
      if (context.mysql && operator === '/') return type('numeric');
      return type(['double precision', 'real', 'numeric', 'bigint'].find((name) => names.includes(name))?.replace('real', 'double precision') ?? 'integer');
    }
    case 'isNull': case 'in': case 'between': case 'exists': return type('boolean');
    case 'case': return [...expression.branches.map(({ then }) => then), ...(expression.otherwise ? [expression.otherwise] : [])].map((each) => typeOf(each, scope, context)).find(({ name }) => name !== 'unknown') ?? type('text');
    case 'cast': return expression.type;
    case 'subquery': return context.subquery(expression.query, scope).types[0] ?? type('text');
    case 'star': return type('text');
    case 'call': {
      const { name, args } = expression;
      if (name === 'count') return type('bigint');
      const first = args[0] === undefined || args[0].kind === 'star' ? type('text') : typeOf(args[0], scope, context);
      if (name === 'sum') return first.name === 'integer' || first.name === 'smallint' ? type('bigint') : first;
      if (name === 'avg') return first.name.startsWith('double') || first.name === 'real' ? type('double precision') : type('numeric');
      if (name === 'bool_and' || name === 'bool_or') return type('boolean');
      const declared = FUNCTIONS[name]?.type;
      if (declared !== undefined && declared !== '') return type(declared);
      return args.filter((arg) => arg.kind !== 'star').map((arg) => typeOf(arg, scope, context)).find((each) => each.name !== 'unknown') ?? type('text');
    }
  }
}
