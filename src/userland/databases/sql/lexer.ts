/** SQL text as tokens (PostgreSQL manual, 4.1), with MySQL's back quotes and double-quoted strings. */
import { SqlError } from './errors.ts';

export type Dialect = 'postgres' | 'mysql';

export interface Token {
  readonly kind: 'word' | 'identifier' | 'string' | 'number' | 'operator' | 'parameter' | 'end';
  /** Words in lower case, strings without quotes. */
  readonly text: string;
  /** As it was written. */
  readonly raw: string;
  /** Character of the statement, from 1. */
  readonly position: number;
}

const OPERATOR = /^(?:::|<=>|<=|>=|<>|!=|\|\||->>|->|!~\*?|~\*?|[-+*/%<>=(),.;[\]^:&|!@#])/;

/** Splits SQL into tokens; the last is of kind `end`. */
export function tokenize(sql: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], length: number, text: string): void => {
    tokens.push({ kind, text, raw: sql.slice(at, at + length), position: at + 1 });
    at += length;
  };
  while (at < sql.length) {
    const rest = sql.slice(at, at + 4096);
    const blank = /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest) ?? (dialect === 'mysql' ? /^#[^\n]*/.exec(rest) : null);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const head = rest[0] ?? '';
    if (head === "'" || (/^[eE]'/.test(rest)) || (dialect === 'mysql' && head === '"')) {
      const quoted = readQuoted(sql, at + (head === "'" || head === '"' ? 0 : 1), head === '"' ? '"' : "'", dialect === 'mysql' || head === 'e' || head === 'E');
      push('string', quoted.end - at, quoted.text);
    } else if (head === '"' || (dialect === 'mysql' && head === '`')) {
      const quoted = readQuoted(sql, at, head, false);
      push('identifier', quoted.end - at, quoted.text);
    } else if (dialect === 'postgres' && /^\$(\w*)\$/.test(rest) && !/^\$\d/.test(rest)) {
      const tag = /^\$\w*\$/.exec(rest)?.[0] ?? '$$';
      const end = sql.indexOf(tag, at + tag.length);
      if (end < 0) throw new SqlError('42601', `unterminated dollar-quoted string at or near "${sql.slice(at)}"`, { position: at + 1 });
      push('string', end + tag.length - at, sql.slice(at + tag.length, end));
    } else if (/^\$\d+/.test(rest)) {
      const text = /^\$\d+/.exec(rest)?.[0] ?? '';
      push('parameter', text.length, text.slice(1));
    } else if (/^(?:\d|\.\d)/.test(rest)) {
      const text = /^(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest)?.[0] ?? head;
      push('number', text.length, text.replaceAll('_', ''));
    } else if (/^[A-Za-z_\u0080-\uffff@]/.test(rest)) {
      const text = /^[A-Za-z_\u0080-\uffff@][\w$\u0080-\uffff@]*/.exec(rest)?.[0] ?? head;
      push('word', text.length, text.toLowerCase());
    } else {
      const text = OPERATOR.exec(rest)?.[0];
      if (text === undefined) throw new SqlError('42601', `syntax error at or near "${head}"`, { position: at + 1 });
      push('operator', text.length, text);
    }
  }
  push('end', 0, '');
  return tokens;
}

function readQuoted(sql: string, start: number, quote: string, escapes: boolean): { text: string; end: number } {
  let text = '';
  for (let i = start + 1; i < sql.length; i++) {
    const c = sql[i] ?? '';
    if (escapes && c === '\\') {
      const next = sql[++i] ?? '';
      text += ({ n: '\n', t: '\t', r: '\r', 0: '\0' } as Record<string, string>)[next] ?? next;
    } else if (c === quote && sql[i + 1] === quote) {
      text += quote;
      i++;
    } else if (c === quote) return { text, end: i + 1 };
    else text += c;
  }
  throw new SqlError('42601', `unterminated quoted ${quote === '"' ? 'identifier' : 'string'} at or near "${sql.slice(start)}"`, { position: start + 1 });
}

/** Cuts a text at its semicolons; `complete` tells whether the last statement ended with one. */
export function splitStatements(sql: string, dialect: Dialect): { statements: string[]; rest: string } {
  const statements: string[] = [];
  let start = 0;
  let tokens: Token[];
  try {
    tokens = tokenize(sql, dialect);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { statements, rest: sql };
  }
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' && token.kind === 'operator') depth++;
    if (token.text === ')' && token.kind === 'operator') depth--;
    if (token.kind !== 'operator' || token.text !== ';' || depth > 0) continue;
    statements.push(sql.slice(start, token.position - 1).trim());
    start = token.position;
  }
  return { statements: statements.filter((statement) => statement !== ''), rest: sql.slice(start) };
}
