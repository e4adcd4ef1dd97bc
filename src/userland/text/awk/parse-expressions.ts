/** The expressions of awk's grammar, from the loosest binding to the tightest. */
import type { Cursor } from './cursor.ts';
import { awkRegex } from './regex.ts';
import type { Expr, LValue } from './tree.ts';

const IMPURE_BUILTINS = new Set(['system', 'close', 'fflush']);

/** How the statements read expressions; `noGt`: a `>` is a redirection (in print). */
export interface Expressions {
  expression(noGt?: boolean, noIn?: boolean): Expr;
  /** What may follow a redirection of print. */
  concatenation(noGt: boolean): Expr;
  /** Expressions between commas up to `close`, which it takes. */
  list(close: string): Expr[];
}

/** The expressions at the place of a cursor. They throw AwkSyntaxError. */
export function expressionParser(cursor: Cursor): Expressions {
  const { peek, is, take, need, fail, newlines } = cursor;
  return { expression, concatenation, list };

  function list(close: string): Expr[] {
    const items: Expr[] = [];
    newlines();
    while (!is(close)) {
      items.push(expression());
      newlines();
      if (!take(',')) break;
      newlines();
    }
    need(close);
    return items;
  }

  /** `noGt`: a `>` is a redirection (in print). */
  function expression(noGt = false, noIn = false): Expr {
    const left = ternary(noGt, noIn);
    const op = peek();
    if (op.kind === 'op' && ['=', '+=', '-=', '*=', '/=', '%=', '^='].includes(op.text) && isLValue(left)) {
      cursor.at++;
      newlines();
      const value = expression(noGt, noIn);
      return { type: 'assign', op: op.text, target: left, value, pure: left.pure && value.pure };
    }
    return left;
  }

  function isLValue(expr: Expr): expr is Expr & LValue {
    return expr.type === 'var' || expr.type === 'field' || expr.type === 'item';
  }

  function ternary(noGt: boolean, noIn: boolean): Expr {
    const test = or(noGt, noIn);
    if (!take('?')) return test;
    newlines();
    const then = expression(noGt, noIn);
    newlines();
    need(':');
    newlines();
    const other = expression(noGt, noIn);
    return { type: 'cond', test, then, other, pure: test.pure && then.pure && other.pure };
  }

  function or(noGt: boolean, noIn: boolean): Expr {
    let left = and(noGt, noIn);
    while (take('||')) {
      newlines();
      const right = and(noGt, noIn);
      left = { type: 'logic', op: '||', left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function and(noGt: boolean, noIn: boolean): Expr {
    let left = membership(noGt, noIn);
    while (take('&&')) {
      newlines();
      const right = membership(noGt, noIn);
      left = { type: 'logic', op: '&&', left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function membership(noGt: boolean, noIn: boolean): Expr {
    let left = matching(noGt);
    while (!noIn && is('in', 'keyword')) {
      cursor.at++;
      const array = peek().text;
      cursor.at++;
      const keys = left.type === 'group' ? left.keys : [left];
      left = { type: 'in', keys, array, pure: keys.every((each) => each.pure) };
    }
    return left;
  }

  function matching(noGt: boolean): Expr {
    let left = comparison(noGt);
    while (is('~') || is('!~')) {
      const negated = peek().text === '!~';
      cursor.at++;
      const pattern = comparison(noGt);
      left = { type: 'match', negated, text: left, pattern, pure: left.pure && pattern.pure };
    }
    return left;
  }

  function comparison(noGt: boolean): Expr {
    let left = concatenation(noGt);
    for (;;) {
      const { text, kind } = peek();
      if (kind === 'op' && ['<', '<=', '==', '!=', '>=', '>'].includes(text) && !(noGt && text === '>')) {
        cursor.at++;
        const right = concatenation(noGt);
        left = { type: 'binary', op: text, left, right, pure: left.pure && right.pure };
      } else if (kind === 'op' && (text === '|' || text === '|&') && peek(1).text === 'getline') {
        cursor.at += 2;
        const target = optionalTarget();
        left = { type: 'getline', from: 'command', source: left, ...(target ? { target } : {}), pure: false };
      } else return left;
    }
  }

  function startsOperand(): boolean {
    const { kind, text } = peek();
    if (['number', 'string', 'regex', 'name', 'funcname', 'builtin'].includes(kind)) return true;
    return kind === 'op' && ['$', '(', '!', '-', '+', '++', '--'].includes(text);
  }

  function concatenation(noGt: boolean): Expr {
    let left = additive(noGt);
    while (startsOperand() && !is('in', 'keyword')) {
      const right = additive(noGt);
      left = { type: 'binary', op: ' ', left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function additive(noGt: boolean): Expr {
    let left = multiplicative(noGt);
    while (is('+') || is('-')) {
      const op = peek().text;
      cursor.at++;
      const right = multiplicative(noGt);
      left = { type: 'binary', op, left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function multiplicative(noGt: boolean): Expr {
    let left = unary(noGt);
    while (is('*') || is('/') || is('%')) {
      const op = peek().text;
      cursor.at++;
      const right = unary(noGt);
      left = { type: 'binary', op, left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function unary(noGt: boolean): Expr {
    for (const op of ['!', '-', '+']) {
      if (!is(op)) continue;
      cursor.at++;
      const operand = unary(noGt);
      return { type: 'unary', op, operand, pure: operand.pure };
    }
    return power(noGt);
  }

  function power(noGt: boolean): Expr {
    const left = postfix();
    if (!take('^')) return left;
    const negative = is('-') || is('+') || is('!');
    const right = negative ? unary(noGt) : power(noGt);
    return { type: 'binary', op: '^', left, right, pure: left.pure && right.pure };
  }

  function postfix(): Expr {
    const left = primary();
    if (isLValue(left) && (is('++') || is('--'))) {
      const by = peek().text === '++' ? 1 : -1;
      cursor.at++;
      return { type: 'step', by, prefix: false, target: left, pure: left.pure };
    }
    return left;
  }

  function optionalTarget(): LValue | undefined {
    if (!is('$') && peek().kind !== 'name') return undefined;
    const target = primary();
    return isLValue(target) ? target : fail();
  }

  function primary(): Expr {
    const token = peek();
    cursor.at++;
    switch (token.kind) {
      case 'number': return { type: 'number', value: token.value ?? 0, pure: true };
      case 'string': return { type: 'string', value: token.text, pure: true };
      case 'regex': return { type: 'regex', regex: awkRegex(token.text, token.line), pure: true };
      case 'name': {
        if (!take('[')) return { type: 'var', name: token.text, pure: true };
        const keys = list(']');
        return { type: 'item', array: token.text, keys, pure: keys.every((each) => each.pure) };
      }
      case 'funcname': {
        need('(');
        return { type: 'call', name: token.text, args: list(')'), line: token.line, pure: false };
      }
      case 'builtin': {
        const args = take('(') ? list(')') : token.text === 'length' ? [] : fail();
        return { type: 'builtin', name: token.text, args, pure: !IMPURE_BUILTINS.has(token.text) && args.every((each) => each.pure) };
      }
      case 'keyword':
        if (token.text === 'getline') {
          const target = optionalTarget();
          if (!take('<')) return { type: 'getline', from: 'main', ...(target ? { target } : {}), pure: false };
          return { type: 'getline', from: 'file', source: postfix(), ...(target ? { target } : {}), pure: false };
        }
        break;
      case 'op':
        if (token.text === '$') {
          if (is('++') || is('--')) {
            const index = primary();
            return { type: 'field', index, pure: index.pure };
          }
          const index = is('-') ? unary(false) : primary();
          return { type: 'field', index, pure: index.pure };
        }
        if (token.text === '++' || token.text === '--') {
          const target = primary();
          if (!isLValue(target)) return fail();
          return { type: 'step', by: token.text === '++' ? 1 : -1, prefix: true, target, pure: target.pure };
        }
        if (token.text === '-' || token.text === '+' || token.text === '!') {
          cursor.at--;
          return unary(false);
        }
        if (token.text === '(') {
          const items = list(')');
          const [only] = items;
          if (items.length === 1 && only) return only;
          if (!is('in', 'keyword')) fail();
          return { type: 'group', keys: items, pure: items.every((each) => each.pure) };
        }
    }
    cursor.at--;
    return fail();
  }
}
