/**
 * The shell grammar: the only file that imports the parser `unbash`. It adds what an interpreter needs beside the tree: whether more input is
 * wanted (PS2), and which token bash would name in its error.
 */
import { parse as parseTree, forEachChild } from 'unbash';
import { malformed, type Malformed } from './malformed.ts';
import type { Script, SyntaxNode, ParseError, Word, WordPart, Command } from 'unbash';

export type {
  Script, Statement, CompoundList, Command, CommandNode, PipelineNode, Pipeline, AndOr, Word, WordPart, DoubleQuotedChild, ParameterExpansionPart,
  Assignment, Redirection, Redirect, HereDoc, If, For, While, Case, Select, ArithmeticFor, Subshell, 
  TestExpression, Redirected, Function as FunctionNode, CompoundCommand, SyntaxNode,
} from 'unbash';

/** What a piece of shell text is: a tree, a beginning that wants more lines, or an error at `pos` (UTF-16 offset). */
export type ParseResult =
  | { readonly kind: 'ok'; readonly script: Script }
  | { readonly kind: 'incomplete'; readonly script: Script; readonly pos: number; readonly wants: string | undefined; /** The keyword that must come, as dash says. */ readonly expects: string | undefined; /** Only the end of a here-document is missing. */ readonly hereDocument: boolean }
  | { readonly kind: 'error'; readonly script: Script; readonly pos: number; readonly token: string; /** Wording of an error in `[[ … ]]`. */ readonly condition?: string; /** The header of a `for ((…))` that has too few expressions. */ readonly header?: string; /** The word that should stand there, as dash says. */ readonly expects?: string };

interface Findings { readonly errors: ParseError[]; readonly malformed: Malformed[]; openHereDoc: boolean; badFunction: number }

/** Results by text, the last ones: a typed line is looked at for its end, for aliases and to be run. Trees do not change. */
const parsed = new Map<string, ParseResult>();
const KEPT = 64;
const KEPT_LENGTH = 2000;

/** Parses a whole text. Never throws; the (partial) tree is always there. */
export function parseShell(source: string): ParseResult {
  if (source.length > KEPT_LENGTH) return parseText(source);
  const known = parsed.get(source);
  if (known) return known;
  const result = parseText(source);
  if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value ?? '');
  parsed.set(source, result);
  return result;
}

function parseText(source: string): ParseResult {
  const script = parseTree(source);
  const found: Findings = { errors: [], malformed: [], openHereDoc: false, badFunction: -1 };
  collect(script, found, source);
  const first = earliest(found.errors);
  // What comes after an open quote is part of it.
  const open = earliest(found.errors.filter((error) => /^unterminated (?!command|process)/.test(error.message)))?.pos ?? Infinity;
  const real = found.errors.filter((error) => !wantsMore(error, source)).map((error): Malformed => ({ pos: errorPosition(source, error), ...(MISSED.test(error.message) ? { expects: error.message.slice(10, -1) } : {}) }));
  if (found.badFunction >= 0) real.push({ pos: found.badFunction });
  // What is wrong with a head of a command is known better than what the parser missed in it.
  const head = earliest(found.malformed);
  const wrong = earliest([...found.malformed, ...real.filter(({ pos }) => head === undefined || pos < head.pos - MISSED_BY)].filter(({ pos }) => pos < open));
  if (wrong !== undefined) return { kind: 'error', script, pos: wrong.pos, token: tokenAt(source, wrong.pos), ...(wrong.message === undefined ? {} : { condition: wrong.message }), ...(wrong.expects === undefined ? {} : { expects: wrong.expects }), ...(wrong.header === undefined ? {} : { header: wrong.header }) };
  if (first !== undefined) return { kind: 'incomplete', script, pos: first.pos, wants: closer(source, first), expects: found.errors.map(({ message }) => /^expected '(then|do|fi|done|esac|\}|\)|in)'/.exec(message)?.[1]).find((word) => word !== undefined), hereDocument: false };
  if (found.openHereDoc || /(?:^|[^\\])(?:\\\\)*\\\n?$/.test(source)) return { kind: 'incomplete', script, pos: source.length, wants: undefined, expects: undefined, hereDocument: found.openHereDoc };
  return { kind: 'ok', script };
}

function earliest<T extends { readonly pos: number }>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>((a, b) => (a === undefined || b.pos < a.pos ? b : a), undefined);
}

/** One word of shell text; undefined when the text is not exactly one word. */
export function parseWord(text: string): Word | undefined {
  const command = parseTree(`: ${text}`).commands[0]?.command as Command | undefined;
  const word = command?.suffix?.length === 1 ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? word : undefined;
}

/** The parts of a text that is expanded as a here-document is; undefined when nothing in it expands. */
export function parseHereText(text: string): readonly WordPart[] | undefined {
  const mark = '__here__';
  const command = parseTree(`: <<${mark}\n${text}\n${mark}\n`).commands[0]?.command as Command | undefined;
  const document = command?.redirects[0];
  const parts = document?.type === 'HereDoc' ? document.body.parts : undefined;
  const last = parts?.at(-1);
  // The newline before the mark is not part of the text.
  if (parts === undefined || last?.type !== 'Literal') return parts;
  return [...parts.slice(0, -1), { ...last, value: last.value.replace(/\n$/, ''), text: last.text.replace(/\n$/, '') }];
}

/** Calls `visit` for the node and everything below it, substitutions included; what is below a node for which it says false is left out. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => unknown): void {
  if (visit(node) === false) return;
  forEachChild(node, (child) => walk(child, visit));
}

function collect(node: SyntaxNode, found: Findings, source: string): void {
  if (node.type === 'Script') {
    if (node.errors !== undefined) found.errors.push(...node.errors);
    // Text of escaped backquotes has positions of its own: an error in it is shown at run time.
    if (node.source !== undefined) return;
  }
  if ((node.type === 'Function' || node.type === 'Command') && node.name && found.badFunction < 0) {
    // The parser lets `f(` and `f(x` pass.
    const head = /^[ \t]*\([ \t]*/.exec(source.slice(node.name.end, node.name.end + 80));
    if (head && source[node.name.end + head[0].length] !== ')') found.badFunction = node.name.end + head[0].length;
  }
  const wrong = malformed(node, source);
  if (wrong) found.malformed.push(wrong);
  // The parser knows `${ command; }` of later versions, and does not miss its end.
  if (node.type === 'CommandExpansion' && node.text.startsWith('${') && !node.text.endsWith('}')) found.errors.push({ message: 'unterminated parameter expansion', pos: node.pos });
  if (node.type === 'HereDoc' && node.closing === undefined) found.openHereDoc = true;
  forEachChild(node, (child) => collect(child, found, source));
}

/** How far before the wrong token of a head the parser points. */
const MISSED_BY = 2;

/** `if true then echo; fi`: the `fi` comes as a command where `then` is still missing. */
const MISSED = /^expected '(?:then|do)'$/;
const CLOSED = /[;&|\n(){}]\s*(?:fi|done)\s*$/;

/** True when the error says that the text is only too short. */
function wantsMore(error: ParseError, source: string): boolean {
  if (error.message.startsWith('unterminated')) return true;
  if (error.message === 'expected redirect target') return false;
  if (MISSED.test(error.message) && CLOSED.test(source.slice(0, error.pos))) return false;
  if (error.message.startsWith('expected')) return /^(?:\s|#[^\n]*(?:\n|$)|\\\n)*$/.test(source.slice(errorPosition(source, error)));
  return false;
}

/** The parser points behind the operator for `expected …`; bash names the token that follows. */
function errorPosition(source: string, error: ParseError): number {
  if (MISSED.test(error.message) && CLOSED.test(source.slice(0, error.pos))) return error.pos - (/(?:fi|done)\s*$/.exec(source.slice(0, error.pos))?.[0].length ?? 0);
  if (error.message === 'expected redirect target' || error.message.startsWith('expected')) {
    const gap = /^(?:[ \t]|\\\n)*/.exec(source.slice(error.pos))?.[0].length ?? 0;
    let pos = error.pos + gap;
    // "expected command after 'if'" points at the keyword's end; newlines do not end the search for a command.
    if (error.message.startsWith('expected command')) {
      const operator = /'(.+)'/.exec(error.message)?.[1] ?? (error.message.includes('brace') ? '{' : '(');
      if (source.startsWith(operator, error.pos)) pos = error.pos + operator.length;
      pos += /^\s*/.exec(source.slice(pos))?.[0].length ?? 0;
    }
    return pos;
  }
  return error.pos;
}

const OPERATOR = /^(?:&>>|<<<|<<-|;;&|&&|\|\||;;|;&|<<|>>|<&|>&|<>|>\||&>|\|&|[()|&;<>])/;

/** The token that starts at `pos` as bash's message names it (`newline` at the end of a line). */
function tokenAt(source: string, pos: number): string {
  const rest = source.slice(pos);
  if (rest === '' || rest.startsWith('\n')) return 'newline';
  const operator = OPERATOR.exec(rest);
  if (operator) return operator[0];
  return /^(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s()|&;<>])+/s.exec(rest)?.[0] ?? rest[0] ?? 'newline';
}

/** What bash says it was looking for when the text ended: `"`, `'`, `)`, `}`, `` ` ``; undefined for an unfinished compound command. */
function closer(source: string, error: ParseError): string | undefined {
  if (!error.message.startsWith('unterminated')) return undefined;
  if (error.message.includes('double quote')) return '"';
  if (error.message.includes('single quote') || error.message.includes('ANSI')) return "'";
  if (error.message.includes('backtick')) return '`';
  if (error.message.includes('parameter')) return '}';
  if (error.message.includes('quote')) return source[error.pos] ?? '"';
  return ')';
}
