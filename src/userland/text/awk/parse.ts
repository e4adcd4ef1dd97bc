/** The parser of awk (POSIX grammar, with gawk's common additions): rules, functions and statements. */
import { Cursor } from './cursor.ts';
import { AwkSyntaxError, tokenize, type Token } from './lex.ts';
import { expressionParser } from './parse-expressions.ts';
import type { Expr, Func, Pattern, AwkProgram, Redirect, Rule, Stmt } from './tree.ts';

/** Parses a program text. Throws AwkSyntaxError. */
export function parseAwk(source: string): AwkProgram {
  const tokens = tokenize(source);
  const cursor = new Cursor(tokens);
  const { peek, is, take, need, fail, newlines, terminators } = cursor;
  const { expression, concatenation, list } = expressionParser(cursor);
  const rules: Rule[] = [];
  const functions = new Map<string, Func>();

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
    cursor.at++;
    need('(');
    const params: string[] = [];
    while (!is(')')) {
      newlines();
      if (peek().kind !== 'name') fail();
      params.push(peek().text);
      cursor.at++;
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
    else if (peek().kind === 'newline') cursor.at++;
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
          cursor.at++;
          need('(');
          const test = expression();
          need(')');
          const then = body();
          const back = cursor.at;
          terminators();
          if (!take('else', 'keyword')) {
            cursor.at = back;
            return { type: 'if', test, then, pure: test.pure && then.pure };
          }
          const other = body();
          return { type: 'if', test, then, other, pure: test.pure && then.pure && other.pure };
        }
        case 'while': {
          cursor.at++;
          need('(');
          const test = expression();
          need(')');
          return { type: 'while', test, body: body(), pure: false };
        }
        case 'do': {
          cursor.at++;
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
    cursor.at++;
    need('(');
    if (peek().kind === 'name' && peek(1).text === 'in' && peek(2).kind === 'name' && peek(3).text === ')') {
      const name = peek().text;
      const array = peek(2).text;
      cursor.at += 4;
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
          cursor.at++;
          const args = printArguments();
          let redirect: Redirect | undefined;
          const op = peek().text;
          if (peek().kind === 'op' && (op === '>' || op === '>>' || op === '|')) {
            cursor.at++;
            redirect = { kind: op, to: concatenation(true) };
          }
          return { type: token.text, args, ...(redirect ? { redirect } : {}), pure: !redirect && args.every((each) => each.pure) };
        }
        case 'break': case 'continue': case 'next': case 'nextfile':
          cursor.at++;
          return { type: token.text, pure: true };
        case 'exit': case 'return': {
          cursor.at++;
          const value = ended() ? undefined : expression();
          return { type: token.text, ...(value ? { value } : {}), pure: value?.pure ?? true };
        }
        case 'delete': {
          cursor.at++;
          const array = peek().text;
          cursor.at++;
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
      for (let i = cursor.at; i < tokens.length; i++) {
        const { text, kind } = tokens[i] as Token;
        if (kind !== 'op') continue;
        if (text === '(') depth++;
        else if (text === ')' && --depth === 0) {
          const next = tokens[i + 1] as Token;
          if (next.kind === 'newline' || next.kind === 'end' || (next.kind === 'op' && [';', '}', '>', '>>', '|'].includes(next.text))) {
            cursor.at++;
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
}
