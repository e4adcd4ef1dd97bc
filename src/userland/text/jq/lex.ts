/** The tokens of jq; a string's interpolations are parsed as they are met. */
import type { Node } from './tree.ts';

/** A filter that does not compile; `line` counts from 1. */
export class JqSyntaxError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

export interface Token { readonly kind: 'op' | 'ident' | 'field' | 'var' | 'number' | 'string' | 'format' | 'keyword' | 'end'; readonly text: string; readonly parts?: readonly (string | Node)[]; readonly line: number }

/** Gives the filter of an interpolation's tokens. */
type Parse = (tokens: readonly Token[]) => Node;

const KEYWORDS = new Set(['def', 'if', 'then', 'elif', 'else', 'end', 'as', 'reduce', 'foreach', 'try', 'catch', 'label', 'import', 'include', 'and', 'or', '__loc__']);
const OPERATORS = ['?//=', '?//', '//=', '|=', '+=', '-=', '*=', '/=', '%=', '==', '!=', '<=', '>=', '//', '..', '|', ',', '+', '-', '*', '/', '%', '=', '<', '>', '.', '[', ']', '(', ')', '{', '}', ':', ';', '?', '$'];

/** The tokens of a filter, the last of them of kind `end`. Throws JqSyntaxError. */
export function tokenize(source: string, parse: Parse, firstLine = 1): Token[] {
  const tokens: Token[] = [];
  let line = firstLine;
  for (let i = 0; i < source.length; ) {
    const rest = source.slice(i);
    const char = source[i] ?? '';
    const push = (kind: Token['kind'], text: string, length = text.length, parts?: readonly (string | Node)[]): void => {
      tokens.push({ kind, text, line, ...(parts ? { parts } : {}) });
      i += length;
    };
    if (char === '\n') {
      line++;
      i++;
      continue;
    }
    if (/\s/.test(char)) {
      i++;
      continue;
    }
    if (char === '#') {
      while (i < source.length && source[i] !== '\n') i++;
      continue;
    }
    if (char === '"') {
      const { parts, end } = stringToken(source, parse, i + 1, line);
      push('string', '', end - i, parts);
      continue;
    }
    const field = /^\.[A-Za-z_]\w*/.exec(rest);
    if (field) {
      push('field', field[0].slice(1), field[0].length);
      continue;
    }
    const number = /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(rest);
    if (number) {
      push('number', number[0]);
      continue;
    }
    const variable = /^\$[A-Za-z_]\w*(::\w+)*/.exec(rest);
    if (variable) {
      push('var', variable[0].slice(1), variable[0].length);
      continue;
    }
    const format = /^@\w+/.exec(rest);
    if (format) {
      push('format', format[0]);
      continue;
    }
    const word = /^[A-Za-z_]\w*(::[A-Za-z_]\w*)*/.exec(rest);
    if (word) {
      push(KEYWORDS.has(word[0]) ? 'keyword' : 'ident', word[0]);
      continue;
    }
    const operator = OPERATORS.find((each) => rest.startsWith(each));
    if (operator === undefined) throw new JqSyntaxError('syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?)', line);
    push('op', operator);
  }
  tokens.push({ kind: 'end', text: 'end of file', line });
  return tokens;
}

function stringToken(source: string, parse: Parse, start: number, line: number): { parts: (string | Node)[]; end: number } {
  const parts: (string | Node)[] = [];
  let text = '';
  for (let i = start; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === '"') {
      if (text !== '' || parts.length === 0) parts.push(text.toWellFormed());
      return { parts, end: i + 1 };
    }
    if (char !== '\\') {
      text += char;
      continue;
    }
    const next = source[++i] ?? '';
    if (next === '(') {
      let depth = 1;
      let end = i + 1;
      while (end < source.length && depth > 0) {
        if (source[end] === '(') depth++;
        else if (source[end] === ')') depth--;
        else if (source[end] === '"') end = stringToken(source, parse, end + 1, line).end - 1;
        end++;
      }
      if (depth > 0) throw new JqSyntaxError('syntax error, unexpected $end', line);
      parts.push(text, parse(tokenize(source.slice(i + 1, end - 1), parse, line)));
      text = '';
      i = end - 1;
    } else if (next === 'u') {
      text += String.fromCharCode(Number.parseInt(source.slice(i + 1, i + 5), 16));
      i += 4;
    } else text += { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"' }[next] ?? next;
  }
  throw new JqSyntaxError('syntax error, unexpected QQSTRING_START', line);
}
