/** The parser of jq filters. */
import { Cursor } from './cursor.ts';
import { JqSyntaxError, tokenize, type Token } from './lex.ts';
import type { Definition, Node, Pattern } from './tree.ts';

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const ASSIGNMENTS = new Set(['=', '|=', '+=', '-=', '*=', '/=', '%=', '//=']);

/** Parses a filter. Throws JqSyntaxError. */
export function parseJq(source: string): Node {
  return parseTokens(tokenize(source, parseTokens));
}

/** Definitions only (the prelude). */
export function parseDefinitions(source: string): Definition[] {
  let node = parseTokens(tokenize(`${source} .`, parseTokens));
  const definitions: Definition[] = [];
  while (node.type === 'def') {
    definitions.push(node.definition);
    node = node.body;
  }
  return definitions;
}

/** `$name`; `$__loc__` is the place it stands at. */
function variable(token: Token): Node {
  if (token.text !== '__loc__') return { type: 'var', name: token.text, line: token.line };
  return { type: 'literal', value: new Map<string, string | number>([['file', '<top-level>'], ['line', token.line]]) };
}

function parseTokens(tokens: readonly Token[]): Node {
  const cursor = new Cursor(tokens);
  const { peek, is, fail, take, need } = cursor;
  if (peek().kind === 'end') return { type: 'identity' };
  const result = pipe();
  if (peek().kind !== 'end') fail();
  return result;

  function pipe(): Node {
    if (is('def')) {
      const definition = definitionNode();
      const body: Node = peek().kind === 'end' ? { type: 'identity' } : pipe();
      return { type: 'def', definition, body };
    }
    if (is('label')) {
      cursor.at++;
      const name = peek().text;
      cursor.at++;
      need('|');
      return { type: 'label', name, body: pipe() };
    }
    if (is('import') || is('include')) throw new JqSyntaxError('module loading is not simulated here', peek().line);
    const left = comma();
    if (!take('|')) return left;
    return { type: 'pipe', left, right: pipe() };
  }

  function definitionNode(): Definition {
    need('def');
    const name = peek().text;
    if (peek().kind !== 'ident' && peek().kind !== 'keyword') fail();
    cursor.at++;
    const params: string[] = [];
    if (take('(')) {
      do {
        if (peek().kind !== 'ident' && peek().kind !== 'var') fail();
        params.push(peek().kind === 'var' ? `$${peek().text}` : peek().text);
        cursor.at++;
      } while (take(';'));
      need(')');
    }
    need(':');
    const body = pipe();
    need(';');
    return { name, params, body };
  }

  function comma(): Node {
    let left = alternative();
    while (take(',')) left = { type: 'comma', left, right: alternative() };
    return left;
  }

  function alternative(): Node {
    const left = assignment();
    if (!take('//')) return left;
    return { type: 'alternative', left, right: alternative() };
  }

  function assignment(): Node {
    const left = or();
    const { text, kind } = peek();
    if (kind !== 'op' || !ASSIGNMENTS.has(text)) return left;
    cursor.at++;
    return { type: 'assign', op: text, left, right: alternative() };
  }

  function or(): Node {
    let left = and();
    while (take('or')) left = { type: 'or', left, right: and() };
    return left;
  }

  function and(): Node {
    let left = comparison();
    while (take('and')) left = { type: 'and', left, right: comparison() };
    return left;
  }

  function comparison(): Node {
    const left = additive();
    const { text, kind } = peek();
    if (kind !== 'op' || !COMPARISONS.has(text)) return left;
    cursor.at++;
    return { type: 'binary', op: text, left, right: additive() };
  }

  function additive(): Node {
    let left = multiplicative();
    while (is('+') || is('-')) {
      const op = peek().text;
      cursor.at++;
      left = { type: 'binary', op, left, right: multiplicative() };
    }
    return left;
  }

  function multiplicative(): Node {
    let left = postfix();
    while (is('*') || is('/') || is('%')) {
      const op = peek().text;
      cursor.at++;
      left = { type: 'binary', op, left, right: postfix() };
    }
    return left;
  }

  function postfix(): Node {
    if (take('-')) return { type: 'negate', operand: postfix() };
    if (is('reduce') || is('foreach')) return fold();
    if (is('if')) return suffixes(conditional());
    if (is('try')) {
      cursor.at++;
      const body = postfix();
      return { type: 'try', body, handler: take('catch') ? postfix() : undefined };
    }
    if (is('def')) {
      const definition = definitionNode();
      return { type: 'def', definition, body: postfix() };
    }
    return suffixes(term());
  }

  function fold(): Node {
    const type = peek().text as 'reduce' | 'foreach';
    cursor.at++;
    const source = suffixes(term(), false);
    need('as');
    const bound = pattern();
    need('(');
    const init = pipe();
    need(';');
    const update = pipe();
    const extract = type === 'foreach' && take(';') ? pipe() : undefined;
    need(')');
    return suffixes(type === 'reduce' ? { type, source, pattern: bound, init, update } : { type, source, pattern: bound, init, update, extract });
  }

  function conditional(): Node {
    cursor.at++;
    const test = pipe();
    need('then');
    const then = pipe();
    let other: Node | undefined;
    if (is('elif')) return { type: 'if', test, then, other: conditional() };
    if (take('else')) other = pipe();
    need('end');
    return { type: 'if', test, then, other };
  }

  function pattern(): Pattern {
    const token = peek();
    if (token.kind === 'var') {
      cursor.at++;
      return { kind: 'var', name: token.text };
    }
    if (take('[')) {
      const items = [pattern()];
      while (take(',')) items.push(pattern());
      need(']');
      return { kind: 'array', items };
    }
    need('{');
    const entries: { key: Node; bind: string | undefined; value: Pattern | undefined }[] = [];
    do {
      const key = peek();
      cursor.at++;
      if (key.kind === 'var') entries.push({ key: { type: 'literal', value: key.text }, bind: key.text, value: take(':') ? pattern() : undefined });
      else {
        let node: Node;
        if (key.kind === 'ident' || key.kind === 'keyword') node = { type: 'literal', value: key.text };
        else if (key.kind === 'string') node = { type: 'string', parts: key.parts ?? [], format: undefined };
        else if (key.text === '(') {
          node = pipe();
          need(')');
        } else {
          cursor.at--;
          return fail();
        }
        need(':');
        entries.push({ key: node, bind: undefined, value: pattern() });
      }
    } while (take(','));
    need('}');
    return { kind: 'object', entries };
  }

  function suffixes(start: Node, mayBind = true): Node {
    let node = start;
    for (;;) {
      const token = peek();
      if (token.kind === 'field') {
        cursor.at++;
        node = { type: 'index', target: node, index: { type: 'literal', value: token.text } };
      } else if (is('.') && (tokens[cursor.at + 1] as Token).kind === 'string') {
        const { parts } = tokens[cursor.at + 1] as Token;
        cursor.at += 2;
        node = { type: 'index', target: node, index: { type: 'string', parts: parts ?? [], format: undefined } };
      } else if (is('.') && (tokens[cursor.at + 1] as Token).text === '[') cursor.at++;
      else if (take('[')) node = bracket(node);
      else if (take('?')) node = { type: 'try', body: node, handler: undefined };
      else if (mayBind && is('as')) {
        cursor.at++;
        const patterns = [pattern()];
        while (take('?//')) patterns.push(pattern());
        need('|');
        return { type: 'as', source: node, patterns, body: pipe() };
      } else return node;
    }
  }

  function bracket(target: Node): Node {
    if (take(']')) return { type: 'iterate', target };
    if (take(':')) {
      const to = pipe();
      need(']');
      return { type: 'slice', target, from: undefined, to };
    }
    const index = pipe();
    if (take(':')) {
      const to = is(']') ? undefined : pipe();
      need(']');
      return { type: 'slice', target, from: index, to };
    }
    need(']');
    return { type: 'index', target, index };
  }

  function term(): Node {
    const token = peek();
    cursor.at++;
    switch (token.kind) {
      case 'number': return { type: 'literal', value: Number(token.text) };
      case 'string': return { type: 'string', parts: token.parts ?? [], format: undefined };
      case 'format': {
        if (peek().kind === 'string') {
          const { parts } = peek();
          cursor.at++;
          return { type: 'string', parts: parts ?? [], format: token.text };
        }
        return { type: 'format', name: token.text };
      }
      case 'field': return { type: 'index', target: { type: 'identity' }, index: { type: 'literal', value: token.text } };
      case 'var': return variable(token);
      case 'ident': {
        if (token.text === 'break' && peek().kind === 'var') {
          cursor.at++;
          return { type: 'break', name: (tokens[cursor.at - 1] as Token).text };
        }
        const args: Node[] = [];
        if (take('(')) {
          do args.push(pipe());
          while (take(';'));
          need(')');
        }
        return { type: 'call', name: token.text, args, line: token.line };
      }
      case 'op':
        if (token.text === '.') {
          if (peek().kind === 'string') {
            const { parts } = peek();
            cursor.at++;
            return { type: 'index', target: { type: 'identity' }, index: { type: 'string', parts: parts ?? [], format: undefined } };
          }
          return { type: 'identity' };
        }
        if (token.text === '..') return { type: 'recurse' };
        if (token.text === '(') {
          const inner = pipe();
          need(')');
          return inner;
        }
        if (token.text === '[') {
          if (take(']')) return { type: 'array', body: undefined };
          const body = pipe();
          need(']');
          return { type: 'array', body };
        }
        if (token.text === '{') return object();
    }
    cursor.at--;
    return fail();
  }

  function object(): Node {
    const entries: { key: Node; value: Node }[] = [];
    while (!is('}')) {
      const token = peek();
      cursor.at++;
      let key: Node;
      let short: Node | undefined;
      if (token.kind === 'var') {
        key = { type: 'literal', value: token.text };
        short = variable(token);
      } else if (token.kind === 'ident' || token.kind === 'keyword') {
        key = { type: 'literal', value: token.text };
        short = { type: 'index', target: { type: 'identity' }, index: key };
      } else if (token.kind === 'number') key = { type: 'literal', value: Number(token.text) };
      else if (token.kind === 'string' || (token.kind === 'format' && peek().kind === 'string')) {
        const parts = token.kind === 'string' ? token.parts : peek().parts;
        if (token.kind === 'format') cursor.at++;
        key = { type: 'string', parts: parts ?? [], format: token.kind === 'format' ? token.text : undefined };
        short = { type: 'index', target: { type: 'identity' }, index: key };
      } else if (token.kind === 'op' && token.text === '(') {
        key = pipe();
        need(')');
      } else {
        cursor.at--;
        return fail();
      }
      let value = short;
      if (take(':')) {
        value = alternative();
        while (take('|')) value = { type: 'pipe', left: value, right: alternative() };
      }
      if (value === undefined) return fail();
      entries.push({ key, value });
      if (!take(',')) break;
    }
    need('}');
    return { type: 'object', entries };
  }
}
