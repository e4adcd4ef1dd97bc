/** The operators of awk over values. */
import { AwkError } from './flow.ts';
import { compare, toNumber, toText, truthy, type Value } from './values.ts';

/** Value of a binary operator; `convfmt` turns numbers to text. Throws AwkError on a division by zero. */
export function binary(op: string, left: Value, right: Value, convfmt: string): Value {
  switch (op) {
    case ' ': return toText(left, convfmt) + toText(right, convfmt);
    case '+': return toNumber(left) + toNumber(right);
    case '-': return toNumber(left) - toNumber(right);
    case '*': return toNumber(left) * toNumber(right);
    case '/': {
      const by = toNumber(right);
      if (by === 0) throw new AwkError('division by zero');
      return toNumber(left) / by;
    }
    case '%': {
      const by = toNumber(right);
      if (by === 0) throw new AwkError('division by zero in %');
      return toNumber(left) % by;
    }
    case '^': return toNumber(left) ** toNumber(right);
    case '<': return compare(left, right, convfmt) < 0 ? 1 : 0;
    case '<=': return compare(left, right, convfmt) <= 0 ? 1 : 0;
    case '==': return compare(left, right, convfmt) === 0 ? 1 : 0;
    case '!=': return compare(left, right, convfmt) !== 0 ? 1 : 0;
    case '>=': return compare(left, right, convfmt) >= 0 ? 1 : 0;
    default: return compare(left, right, convfmt) > 0 ? 1 : 0;
  }
}

/** Value of `!`, `-` or `+`. */
export function unary(op: string, value: Value): Value {
  return op === '!' ? (truthy(value) ? 0 : 1) : op === '-' ? -toNumber(value) : toNumber(value);
}
