/** The parser of awk (POSIX grammar, with gawk's common additions). */
import { RegexError } from '../regex/error.ts';
import { posixRegex } from '../regex/posix.ts';
import { AwkSyntaxError, tokenize, type Token } from './lex.ts';
import type { Expr, Func, LValue, Pattern, AwkProgram, Redirect, Rule, Stmt } from './tree.ts';

const IMPURE_BUILTINS = new Set(['system', 'close', 'fflush']);

/** A regular expression of awk. Throws AwkSyntaxError. */
export function awkRegex(pattern: string, line = 1): RegExp {
  try {
    return posixRegex(pattern, { extended: true, awk: true, charEscapes: true, bracketEscapes: 'awk' });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new AwkSyntaxError(`regular expression compile failed (${error.message}): ${pattern}`, line);
  }
}

/** Parses a program text. Throws AwkSyntaxError. */
export function parseAwk(source: string): AwkProgram {
  const tokens = tokenize(source);
  let at = 0;
  const rules: Rule[] = [];
  const functions = new Map<string, Func>();
  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, tokens.length - 1)] as Token;
  const fail = (): never => {
    const token = peek();
    throw new AwkSyntaxError(token.kind === 'end' ? 'unexpected end of file' : token.kind === 'newline' ? 'syntax error at or near end of line' : `syntax error at or near ${token.text}`, token.line);
  };
  const is = (text: string, kind = 'op'): boolean => peek().kind === kind && peek().text === text;
  const take = (text: string, kind = 'op'): boolean => {
    if (!is(text, kind)) return false;
    at++;
    return true;
  };
  const need = (text: string, kind = 'op'): void => {
    if (!take(text, kind)) fail();
  };
  const newlines = (): void => {
    while (peek().kind === 'newline') at++;
  };
  const terminators = (): void => {
    while (peek().kind === 'newline' || is(';')) at++;
  };

  terminators();
  while (peek().kind !== 'end') {
    if (take('function', 'keyword') || take('func', 'keyword')) func();
    else rule();
    terminators();
  }
  return { rules, functions };

  function func(): void {
    const token = peek();
    if (token.kind !== 'name' && token.kind !== 'funcname') fail();
    at++;
    need('(');
    const params: string[] = [];
    while (!is(')')) {
      newlines();
      if (peek().kind !== 'name') fail();
      params.push(peek().text);
      at++;
      newlines();
      if (!take(',')) break;
    }
    need(')');
    newlines();
    functions.set(token.text, { name: token.text, params, body: block() });
  }

  function rule(): void {
    let pattern: Pattern = { kind: 'always' };
    if (take('BEGIN', 'keyword')) pattern = { kind: 'begin' };
    else if (take('END', 'keyword')) pattern = { kind: 'end' };
    else if (!is('{')) {
      const from = expression();
      if (take(',')) {
        newlines();
        pattern = { kind: 'range', from, to: expression() };
      } else pattern = { kind: 'expr', expr: from };
    }
    const action = is('{') ? block() : undefined;
    if (!action && pattern.kind !== 'expr' && pattern.kind !== 'range') fail();
    rules.push({ pattern, action, active: false });
  }

  function block(): Stmt {
    need('{');
    const body: Stmt[] = [];
    terminators();
    while (!is('}')) {
      if (peek().kind === 'end') fail();
      body.push(statement());
      terminators();
    }
    need('}');
    return { type: 'block', body, pure: body.every((each) => each.pure) };
  }

  function endSimple(): void {
    if (is('}') || peek().kind === 'end') return;
    if (!take(';') && peek().kind !== 'newline') fail();
    else if (peek().kind === 'newline') at++;
  }

  /** The body of if, while, for: a statement, after newlines; `;` alone is an empty one. */
  function body(): Stmt {
    newlines();
    if (take(';')) return { type: 'block', body: [], pure: true };
    return statement();
  }

  function statement(): Stmt {
    if (is('{')) return block();
    const token = peek();
    if (token.kind === 'keyword') {
      switch (token.text) {
        case 'if': {
          at++;
          need('(');
          const test = expression();
          need(')');
          const then = body();
          const back = at;
          terminators();
          if (!take('else', 'keyword')) {
            at = back;
            return { type: 'if', test, then, pure: test.pure && then.pure };
          }
          const other = body();
          return { type: 'if', test, then, other, pure: test.pure && then.pure && other.pure };
        }
        case 'while': {
          at++;
          need('(');
          const test = expression();
          need(')');
          return { type: 'while', test, body: body(), pure: false };
        }
        case 'do': {
          at++;
          const inner = body();
          terminators();
          need('while', 'keyword');
          need('(');
          const test = expression();
          need(')');
          endSimple();
          return { type: 'do', test, body: inner, pure: false };
        }
        case 'for': return forStatement();
        case 'switch': throw new AwkSyntaxError('switch is not supported here', token.line);
      }
    }
    const simple = simpleStatement();
    endSimple();
    return simple;
  }

  function forStatement(): Stmt {
    at++;
    need('(');
    if (peek().kind === 'name' && peek(1).text === 'in' && peek(2).kind === 'name' && peek(3).text === ')') {
      const name = peek().text;
      const array = peek(2).text;
      at += 4;
      return { type: 'forin', name, array, body: body(), pure: false };
    }
    const init = is(';') ? undefined : simpleStatement();
    need(';');
    newlines();
    const test = is(';') ? undefined : expression();
    need(';');
    newlines();
    const step = is(')') ? undefined : simpleStatement();
    need(')');
    return { type: 'for', ...(init ? { init } : {}), ...(test ? { test } : {}), ...(step ? { step } : {}), body: body(), pure: false };
  }

  function simpleStatement(): Stmt {
    const token = peek();
    const ended = (): boolean => is(';') || is('}') || peek().kind === 'newline' || peek().kind === 'end';
    if (token.kind === 'keyword') {
      switch (token.text) {
        case 'print': case 'printf': {
          at++;
          const args = printArguments();
          let redirect: Redirect | undefined;
          const op = peek().text;
          if (peek().kind === 'op' && (op === '>' || op === '>>' || op === '|')) {
            at++;
            redirect = { kind: op, to: concatenation(true) };
          }
          return { type: token.text, args, ...(redirect ? { redirect } : {}), pure: !redirect && args.every((each) => each.pure) };
        }
        case 'break': case 'continue': case 'next': case 'nextfile':
          at++;
          return { type: token.text, pure: true };
        case 'exit': case 'return': {
          at++;
          const value = ended() ? undefined : expression();
          return { type: token.text, ...(value ? { value } : {}), pure: value?.pure ?? true };
        }
        case 'delete': {
          at++;
          const array = peek().text;
          at++;
          if (!take('[')) return { type: 'delete', array, pure: true };
          const keys = list(']');
          return { type: 'delete', array, keys, pure: keys.every((each) => each.pure) };
        }
      }
    }
    const expr = expression();
    return { type: 'expr', expr, pure: expr.pure };
  }

  function printArguments(): Expr[] {
    const ended = (): boolean => is(';') || is('}') || is('>') || is('>>') || is('|') || peek().kind === 'newline' || peek().kind === 'end';
    if (ended()) return [];
    if (is('(')) {
      let depth = 0;
      for (let i = at; i < tokens.length; i++) {
        const { text, kind } = tokens[i] as Token;
        if (kind !== 'op') continue;
        if (text === '(') depth++;
        else if (text === ')' && --depth === 0) {
          const next = tokens[i + 1] as Token;
          if (next.kind === 'newline' || next.kind === 'end' || (next.kind === 'op' && [';', '}', '>', '>>', '|'].includes(next.text))) {
            at++;
            return list(')');
          }
          break;
        }
      }
    }
    const args = [expression(true)];
    while (take(',')) {
      newlines();
      args.push(expression(true));
    }
    return args;
  }

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
      at++;
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
      at++;
      const array = peek().text;
      at++;
      const keys = left.type === 'group' ? left.keys : [left];
      left = { type: 'in', keys, array, pure: keys.every((each) => each.pure) };
    }
    return left;
  }

  function matching(noGt: boolean): Expr {
    let left = comparison(noGt);
    while (is('~') || is('!~')) {
      const negated = peek().text === '!~';
      at++;
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
        at++;
        const right = concatenation(noGt);
        left = { type: 'binary', op: text, left, right, pure: left.pure && right.pure };
      } else if (kind === 'op' && (text === '|' || text === '|&') && peek(1).text === 'getline') {
        at += 2;
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
      at++;
      const right = multiplicative(noGt);
      left = { type: 'binary', op, left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function multiplicative(noGt: boolean): Expr {
    let left = unary(noGt);
    while (is('*') || is('/') || is('%')) {
      const op = peek().text;
      at++;
      const right = unary(noGt);
      left = { type: 'binary', op, left, right, pure: left.pure && right.pure };
    }
    return left;
  }

  function unary(noGt: boolean): Expr {
    for (const op of ['!', '-', '+']) {
      if (!is(op)) continue;
      at++;
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
      at++;
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
    at++;
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
          at--;
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
    at--;
    return fail();
  }
}
