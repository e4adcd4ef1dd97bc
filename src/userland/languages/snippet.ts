/**
 * One-line programs as tutorials type them: literals, arithmetic, names, calls of a fixed set of functions. It is no interpreter: a program
 * with anything else is refused as a whole, before any of it runs.
 */
import type { Sys } from '../../kernel/sys.ts';

export type Value = string | number | boolean | null | Value[] | Host | Callable;
export type Callable = (args: readonly Value[]) => Sys<Value>;
/** An object whose members programs may name. */
export interface Host { readonly members: ReadonlyMap<string, Value> }

export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly of: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'operator'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** The program is outside of the subset. */
export class Unsupported extends Error {}

interface Token { readonly kind: 'string' | 'number' | 'name' | 'operator'; readonly text: string }

const TOKEN = /\s*(?:("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\d[\d_]*(?:\.\d+)?)|([A-Za-z_$][\w$]*)|(\*\*|\/\/|[-+*/%().,[\]]))/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw new Unsupported();
    const [, string, number, name, operator] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll('_', '') });
    else tokens.push(name !== undefined ? { kind: 'name', text: name } : { kind: 'operator', text: operator ?? '' });
  }
  return tokens;
}

const LEVELS = [['+', '-'], ['*', '/', '//', '%'], ['**']];

/** Parses one expression. Throws Unsupported. */
export function parseExpression(text: string, constants: Readonly<Record<string, boolean | null>>): Expression {
  const tokens = tokenize(text);
  let at = 0;
  const is = (operator: string): boolean => tokens[at]?.kind === 'operator' && tokens[at]?.text === operator;
  const expect = (operator: string): void => {
    if (!is(operator)) throw new Unsupported();
    at++;
  };
  const list = (end: string): Expression[] => {
    const items: Expression[] = [];
    while (!is(end)) {
      items.push(level(0));
      if (!is(end)) expect(',');
    }
    expect(end);
    return items;
  };
  const primary = (): Expression => {
    const token = tokens[at++];
    if (!token) throw new Unsupported();
    let value: Expression;
    if (token.kind === 'string') value = { kind: 'value', value: token.text };
    else if (token.kind === 'number') value = { kind: 'value', value: Number(token.text) };
    else if (token.kind === 'name') value = token.text in constants ? { kind: 'value', value: constants[token.text] ?? null } : { kind: 'name', name: token.text };
    else if (token.text === '(') {
      value = level(0);
      expect(')');
    } else if (token.text === '[') value = { kind: 'list', items: list(']') };
    else if (token.text === '-') value = { kind: 'operator', operator: '-', left: { kind: 'value', value: 0 }, right: primary() };
    else throw new Unsupported();
    for (;;) {
      if (is('.')) {
        at++;
        const name = tokens[at++];
        if (name?.kind !== 'name') throw new Unsupported();
        value = { kind: 'member', of: value, name: name.text };
      } else if (is('(')) {
        at++;
        value = { kind: 'call', of: value, args: list(')') };
      } else if (is('[')) {
        at++;
        const key = level(0);
        expect(']');
        if (key.kind !== 'value' || typeof key.value !== 'string') throw new Unsupported();
        value = { kind: 'member', of: value, name: key.value };
      } else return value;
    }
  };
  const level = (n: number): Expression => {
    if (n >= LEVELS.length) return primary();
    let left = level(n + 1);
    while (tokens[at]?.kind === 'operator' && LEVELS[n]?.includes(tokens[at]?.text ?? '')) {
      const operator = tokens[at++]?.text ?? '';
      left = { kind: 'operator', operator, left, right: level(n === 2 ? n : n + 1) };
    }
    return left;
  };
  const expression = level(0);
  if (at < tokens.length) throw new Unsupported();
  return expression;
}

/** Cuts a program into statements at newlines and semicolons outside of quotes; comment lines fall away. */
export function statements(text: string, comment: string): string[] {
  const found: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim().startsWith(comment)) continue;
    for (const [part] of line.matchAll(/(?:[^;"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|["'])+/g)) if (part.trim() !== '') found.push(part);
  }
  return found;
}

function isHost(value: Value): value is Host {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'members' in value;
}

/** Names that an expression needs and a program must know before it starts. */
export function check(expression: Expression, scope: ReadonlyMap<string, Value>): void {
  switch (expression.kind) {
    case 'name':
      if (!scope.has(expression.name)) throw new Unsupported();
      return;
    case 'member': return check(expression.of, scope);
    case 'call':
      check(expression.of, scope);
      for (const arg of expression.args) check(arg, scope);
      return;
    case 'operator':
      check(expression.left, scope);
      check(expression.right, scope);
      return;
    case 'list':
      for (const item of expression.items) check(item, scope);
  }
}

/** Evaluates. `operate` has the language's own rules for operators, `member` for members of plain values. */
export function* evaluate(expression: Expression, scope: ReadonlyMap<string, Value>, operate: (operator: string, left: Value, right: Value) => Sys<Value>): Sys<Value> {
  switch (expression.kind) {
    case 'value': return expression.value;
    case 'list': {
      const items: Value[] = [];
      for (const item of expression.items) items.push(yield* evaluate(item, scope, operate));
      return items;
    }
    case 'name': return scope.get(expression.name) ?? null;
    case 'member': {
      const of = yield* evaluate(expression.of, scope, operate);
      if (isHost(of) && of.members.has(expression.name)) return of.members.get(expression.name) ?? null;
      const own = memberOf(of, expression.name);
      if (own === undefined) throw new Unsupported();
      return own;
    }
    case 'call': {
      const of = yield* evaluate(expression.of, scope, operate);
      if (typeof of !== 'function') throw new Unsupported();
      const args: Value[] = [];
      for (const arg of expression.args) args.push(yield* evaluate(arg, scope, operate));
      return yield* of(args);
    }
    case 'operator': return yield* operate(expression.operator, yield* evaluate(expression.left, scope, operate), yield* evaluate(expression.right, scope, operate));
  }
}

function memberOf(value: Value, name: string): Value | undefined {
  if (typeof value !== 'string') return undefined;
  const plain: Readonly<Record<string, () => Value>> = { upper: () => value.toUpperCase(), lower: () => value.toLowerCase(), toUpperCase: () => value.toUpperCase(), toLowerCase: () => value.toLowerCase(), strip: () => value.trim(), trim: () => value.trim() };
  const found = plain[name];
  if (found) return function* () {
    return found();
  };
  return name === 'length' ? value.length : undefined;
}
