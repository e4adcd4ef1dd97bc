import { tool } from '../tool.ts';
import { RegexError } from './regex/error.ts';
import { posixRegex } from './regex/posix.ts';

class ExprError extends Error {}

export const expr = tool({
  name: 'expr',
  synopsis: ['EXPRESSION'],
  summary: 'Print the value of EXPRESSION to standard output.',
  options: [],
  usageExit: 2,
  rawArguments: true,
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand', 2);
    try {
      const result = evaluate(t.operands);
      yield* t.print(`${result}\n`);
      return /^-?0*$/.test(result) ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ExprError) && !(error instanceof RegexError)) throw error;
      return yield* t.fail(error.message, 2);
    }
  },
});

/** The value of the words of an expression. Throws ExprError. */
function evaluate(words: readonly string[]): string {
  let at = 0;
  const next = (): string => {
    const word = words[at++];
    if (word === undefined) throw new ExprError(`syntax error: missing argument after ‘${words[at - 2]}’`);
    return word;
  };
  const integer = (text: string): bigint => {
    if (!/^-?\d+$/.test(text)) throw new ExprError('non-integer argument');
    return BigInt(text);
  };
  const truthy = (text: string): boolean => !/^-?0*$/.test(text);
  const result = or();
  if (at < words.length) throw new ExprError(`syntax error: unexpected argument ‘${words[at]}’`);
  return result;

  function or(): string {
    let left = and();
    while (words[at] === '|') {
      at++;
      const right = and();
      left = truthy(left) ? left : truthy(right) ? right : '0';
    }
    return left;
  }
  function and(): string {
    let left = comparison();
    while (words[at] === '&') {
      at++;
      const right = comparison();
      left = truthy(left) && truthy(right) ? left : '0';
    }
    return left;
  }
  function comparison(): string {
    let left = sum();
    for (;;) {
      const op = words[at] ?? '';
      if (!['<', '<=', '=', '==', '!=', '>=', '>'].includes(op)) return left;
      at++;
      const right = sum();
      const numeric = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
      const order = numeric ? (BigInt(left) < BigInt(right) ? -1 : BigInt(left) > BigInt(right) ? 1 : 0) : left < right ? -1 : left > right ? 1 : 0;
      left = (op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : op === '>=' ? order >= 0 : op === '!=' ? order !== 0 : order === 0) ? '1' : '0';
    }
  }
  function sum(): string {
    let left = product();
    while (words[at] === '+' || words[at] === '-') {
      const plus = words[at++] === '+';
      const right = integer(product());
      left = String(plus ? integer(left) + right : integer(left) - right);
    }
    return left;
  }
  function product(): string {
    let left = match();
    while (words[at] === '*' || words[at] === '/' || words[at] === '%') {
      const op = words[at++];
      const right = integer(match());
      if (op !== '*' && right === 0n) throw new ExprError('division by zero');
      left = String(op === '*' ? integer(left) * right : op === '/' ? integer(left) / right : integer(left) % right);
    }
    return left;
  }
  function match(): string {
    let left = primary();
    while (words[at] === ':') {
      at++;
      left = matched(left, primary());
    }
    return left;
  }
  function primary(): string {
    const word = next();
    if (word === '(') {
      const inner = or();
      if (words[at] !== ')') throw new ExprError(at >= words.length ? `syntax error: expecting ')' after ‘${words[at - 1]}’` : `syntax error: expecting ')' instead of ‘${words[at]}’`);
      at++;
      return inner;
    }
    if (word === ')') throw new ExprError("syntax error: unexpected ')'");
    if (words[at] === undefined) return word;
    if (word === 'length') return String([...primary()].length);
    if (word === 'match') return matched(primary(), primary());
    if (word === 'index') {
      const text = [...primary()];
      const chars = next();
      return String(text.findIndex((char) => chars.includes(char)) + 1);
    }
    if (word === 'substr') {
      const text = [...primary()];
      const [from, length] = [Number(primary()), Number(primary())];
      return from > 0 && length > 0 ? text.slice(from - 1, from - 1 + length).join('') : '';
    }
    return word === '+' ? next() : word;
  }
}

function matched(text: string, pattern: string): string {
  const found = new RegExp(`^(?:${posixRegex(pattern.replace(/^\^/, '')).source})`, 'us').exec(text);
  const groups = /\\\(/.test(pattern);
  return groups ? (found?.[1] ?? '') : String(found ? [...found[0]].length : 0);
}
