/**
 * Commands that bash refuses at the token it reads although the parser only misses their end: `for k i`, `case x in a`, `[[ -f`.
 * Typed at a prompt, such a line is an error; it does not wait for more.
 */
import type { ArithmeticFor, Case, SyntaxNode, TestExpression } from 'unbash';

/** Where the token is that bash refuses. `message` is the wording of an error in `[[ … ]]`, after `bash: -c: line 1: `. */
export interface Malformed { readonly pos: number; readonly message?: string; /** What dash says should stand there. */ readonly expects?: string; /** The header of a `for ((…))` that has too few expressions. */ readonly header?: string }

/** What is wrong with a node, unfinished ones (they end where they begin) included; undefined when it is right or may still become so. */
export function malformed(node: SyntaxNode, source: string): Malformed | undefined {
  if (node.type === 'TestCommand') return malformedTest(node.expression, source);
  const pos = refusedAt(node, source);
  if (node.type === 'ArithmeticFor' && pos === undefined) return malformedHeader(node, source);
  if (pos === undefined) return undefined;
  const expects = node.type === 'For' || node.type === 'Select' ? 'do' : node.type !== 'Case' ? undefined : pos === lines(source, node.word.end) ? 'in' : ')';
  return expects === undefined ? { pos } : { pos, expects };
}

function refusedAt(node: SyntaxNode, source: string): number | undefined {
  switch (node.type) {
    case 'For': case 'Select': {
      if (node.name.text === '') return blanks(source, node.name.pos);
      const last = node.wordlist?.at(-1);
      if (last) return beforeDo(source, blanks(source, last.end), true);
      const next = lines(source, node.name.end);
      return startsWord(source, next, 'in') ? beforeDo(source, blanks(source, next + 2), true) : beforeDo(source, next, false);
    }
    case 'ArithmeticFor': {
      const open = blanks(source, node.pos + 3);
      if (!source.startsWith('((', open)) return open;
      if (node.end !== node.pos) return undefined;
      const close = arithmeticEnd(source, open);
      return close === undefined ? undefined : source[close - 1] === ')' && source[close] === ')' ? beforeDo(source, blanks(source, close + 1), false) : close;
    }
    case 'While': case 'If': {
      if (node.end !== node.pos || node.clause.commands.length > 0) return undefined;
      const next = lines(source, node.pos + (node.type === 'If' ? 2 : 5));
      return next < source.length ? next : undefined;
    }
    case 'Case': return refusedInCase(node, source);
    case 'Function': return node.name.text === '' ? blanks(source, node.name.pos) : undefined;
    case 'Coproc': return node.body.type === 'CompoundList' && node.body.commands.length === 0 ? blanks(source, node.pos + 6) : undefined;
    default: return undefined;
  }
}

function malformedHeader(node: ArithmeticFor, source: string): Malformed | undefined {
  const open = blanks(source, node.pos + 3);
  const close = arithmeticEnd(source, open);
  if (close === undefined || source[close] !== ')') return undefined;
  const header = source.slice(open, close + 1);
  return header.split(';').length < 3 ? { pos: open, header } : undefined;
}

/** What stands before `do`: a `;` or newlines (when the words of `in` come first, one of them must), then `do` or `{`. */
function beforeDo(source: string, at: number, separated: boolean): number | undefined {
  let pos = at;
  if (source[pos] === ';') pos++;
  else if (separated && pos < source.length && source[pos] !== '\n') return pos;
  pos = lines(source, pos);
  return pos >= source.length || startsWord(source, pos, 'do') || source[pos] === '{' ? undefined : pos;
}

function refusedInCase(node: Case, source: string): number | undefined {
  if (node.word.text === '') return blanks(source, node.pos + 4);
  let pos = lines(source, node.word.end);
  if (pos >= source.length) return undefined;
  if (!startsWord(source, pos, 'in')) return pos;
  if (node.end !== node.pos) return undefined;
  const last = node.items.at(-1);
  if (last && last.terminator === undefined) {
    const pattern = last.pattern.at(-1);
    const next = blanks(source, pattern?.end ?? last.end);
    return source[next] === ')' || last.body.commands.length > 0 ? undefined : next;
  }
  pos = lines(source, last?.end ?? pos + 2);
  return source[pos] === '(' ? blanks(source, pos + 1) : undefined;
}

function malformedTest(expression: TestExpression, source: string): Malformed | undefined {
  switch (expression.type) {
    case 'TestLogical': return malformedTest(expression.operands.at(-1) as TestExpression, source);
    case 'TestNot': return malformedTest(expression.operand, source);
    case 'TestGroup': return malformedTest(expression.expression, source);
    default: break;
  }
  const binary = expression.type === 'TestBinary';
  const operand = binary ? expression.right : expression.operand;
  // Without an operand the parser takes the closing brackets for it.
  if ((operand.text === '' || operand.text === ']]') && (binary || source.startsWith(expression.operator, expression.pos))) {
    const at = operand.text === '' ? blanks(source, binary ? expression.end : expression.pos + expression.operator.length) : operand.pos;
    return { pos: at, message: `unexpected argument \`${nameAt(source, at)}' to conditional ${binary ? 'binary' : 'unary'} operator` };
  }
  const next = blanks(source, expression.end);
  if (/^[&|](?![&|])/.test(source.slice(next))) return { pos: next, message: `syntax error in conditional expression: unexpected token \`${source[next]}'` };
  const bare = !binary && operand.text !== '' && operand.pos === expression.pos;
  if (!bare || /^(?:&&|\|\||\)|\]\])/.test(source.slice(next))) return undefined;
  return { pos: next, message: `${nameAt(source, next) === 'newline' ? "unexpected token `newline', " : ''}conditional binary operator expected` };
}

function nameAt(source: string, pos: number): string {
  return /^[^\s;&|()]+/.exec(source.slice(pos))?.[0] ?? (pos >= source.length || source[pos] === '\n' ? 'newline' : (source[pos] as string));
}

/** The offset behind the first `)` that closes the inner of the two parentheses at `open`. */
function arithmeticEnd(source: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === '(') depth++;
    else if (source[i] === ')' && --depth === 1) return i + 1;
  }
  return undefined;
}

function blanks(source: string, at: number): number {
  return at + (/^(?:[ \t]|\\\n)*/.exec(source.slice(at))?.[0].length ?? 0);
}

/** Skips blanks, newlines and comments. */
function lines(source: string, at: number): number {
  return at + (/^(?:\s|\\\n|#[^\n]*)*/.exec(source.slice(at))?.[0].length ?? 0);
}

function startsWord(source: string, at: number, word: string): boolean {
  return source.startsWith(word, at) && !/^[^\s;&|()<>]/.test(source.slice(at + word.length));
}
