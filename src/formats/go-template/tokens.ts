// What the parser knows of tokens and nodes beyond their syntax.

import { KEYWORD_TYPES, type Token, type TokenType } from './lex.ts';
import type { ListNode } from './nodes.ts';
import { quoteGo } from './quote.ts';

/** Tokens that begin an operand. */
export const OPERANDS: ReadonlySet<TokenType> = new Set<TokenType>([
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);
/** Kinds of nodes that cannot take a piped value. */
export const NOT_EXECUTABLE: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string']);

/** A token as messages show it. */
export function tokenText(token: Token): string {
  if (token.type === 'eof') return 'EOF';
  if (KEYWORD_TYPES.has(token.type)) return `<${token.text}>`;
  const points = [...token.text];
  return points.length > 10 ? `${quoteGo(points.slice(0, 10).join(''))}...` : quoteGo(token.text);
}

/** Whether a body prints nothing but space: a definition that another may replace. */
export function isEmpty(list: ListNode): boolean {
  return list.every((node) => node.kind === 'text' && node.text.trim() === '');
}
