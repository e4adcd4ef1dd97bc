/** Words of the parser's tree turned once into what expansion runs on: segments that are literal or yet to be expanded. */
import { parseHereText, parseWord } from '../parse.ts';
import { braceExpand } from './brace.ts';
import type { DoubleQuotedChild, ParameterExpansionPart, Script, Word, WordPart } from '../parse.ts';

export type Segment =
  /** Text; unquoted text may hold pattern characters. */
  | { readonly kind: 'literal'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly quoted: boolean }
  | { readonly kind: 'command'; readonly script: Script | undefined; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly body: readonly Segment[]; readonly quoted: boolean }
  | { readonly kind: 'process'; readonly operator: '<' | '>'; readonly script: Script | undefined; readonly text: string; readonly quoted: false }
  /** `$'…'`; `plain` is what it is to dash, which does not have it. */
  | { readonly kind: 'ansi'; readonly text: string; readonly plain: string; readonly quoted: true }
  | { readonly kind: 'tilde'; readonly user: string; readonly quoted: true };

/** `$name`, `${…}`. `index` is a subscript; `all` when it is `@` or `*`. */
export interface Parameter {
  readonly name: string;
  readonly text: string;
  readonly indirect: boolean;
  readonly length: boolean;
  readonly index: readonly Segment[] | undefined;
  readonly all: '@' | '*' | undefined;
  readonly operation: Operation | undefined;
}

export type Operation =
  | { readonly kind: 'default'; readonly operator: string; readonly operand: readonly Segment[] }
  | { readonly kind: 'remove'; readonly operator: string; readonly pattern: readonly Segment[] }
  | { readonly kind: 'replace'; readonly operator: string; readonly pattern: readonly Segment[]; readonly replacement: readonly Segment[] }
  | { readonly kind: 'slice'; readonly offset: readonly Segment[]; readonly length: readonly Segment[] | undefined }
  | { readonly kind: 'case'; readonly operator: string; readonly pattern: readonly Segment[] | undefined }
  | { readonly kind: 'transform'; readonly operator: string }
  | { readonly kind: 'names'; readonly operator: string }
  | { readonly kind: 'bad' };

/** A word ready for expansion: its brace alternatives. `constant` is set when nothing can happen to it. */
export interface CompiledWord {
  readonly alternatives: readonly (readonly Segment[])[];
  readonly constant: string | undefined;
  /** The word is one variable and nothing else. */
  readonly simple: { readonly name: string; readonly quoted: boolean } | undefined;
}

const WORD = Symbol('word');
const BRACELESS = Symbol('braceless');
const VALUE = Symbol('value');

/** What a word was compiled to stays with it. (A WeakMap would keep every word until a full garbage collection.) */
interface Compiled { [WORD]?: CompiledWord; [BRACELESS]?: CompiledWord; [VALUE]?: readonly Segment[] }

/** A word in a command or list: braces and a leading tilde count. */
export function compileWord(word: Word, braces = true): CompiledWord {
  return ((word as Compiled)[braces ? WORD : BRACELESS] ??= compile(word, braces));
}

/** A word where no brace expansion takes place (patterns, redirections, `[[`); in assignments tildes count behind `:` too. */
export function compileValue(word: Word, assignment = false): readonly Segment[] {
  return ((word as Compiled)[VALUE] ??= segments(word, assignment));
}

function compile(word: Word, braces: boolean): CompiledWord {
  if (braces && word.text.includes('{') && word.text.includes('}')) {
    const alternatives = braceExpand(word.text);
    if (alternatives.length > 1 || alternatives[0] !== word.text) {
      return { alternatives: alternatives.map((text) => reparse(text)), constant: undefined, simple: undefined };
    }
  }
  const list = segments(word, false);
  const only = list[0];
  const constant = list.length === 1 && only?.kind === 'literal' && (only.quoted || !/[*?[@+!\\]/.test(only.text)) ? only.text : undefined;
  return { alternatives: [list], constant, simple: simpleVariable(list) };
}

function simpleVariable(list: readonly Segment[]): CompiledWord['simple'] {
  const rest = list.filter((segment) => !(segment.kind === 'literal' && segment.quoted && segment.text === ''));
  const only = rest.length === 1 ? rest[0] : undefined;
  if (only?.kind !== 'parameter' || (list.length > 1 && !only.quoted)) return undefined;
  const { name, indirect, length, index, all, operation } = only.parameter;
  if (indirect || length || index !== undefined || all !== undefined || operation !== undefined || name === '@' || name === '*') return undefined;
  return { name, quoted: only.quoted };
}

function reparse(text: string): readonly Segment[] {
  if (text === '') return [];
  const word = parseWord(text);
  return word ? segments(word, false) : [{ kind: 'literal', text, quoted: false }];
}

function segments(word: Word, assignment: boolean): readonly Segment[] {
  const out: Segment[] = [];
  if (word.parts === undefined) literalText(word.text, out);
  else for (const part of word.parts) addPart(part, out);
  expandTildes(word.text, out, assignment);
  return out;
}

/** Unquoted text: a backslash quotes the next character, a continued line disappears. */
function literalText(text: string, out: Segment[]): void {
  if (!text.includes('\\')) {
    out.push({ kind: 'literal', text, quoted: false });
    return;
  }
  for (const [piece] of text.matchAll(/\\[^]|[^\\]+|\\$/g)) {
    if (piece === '\\\n') continue;
    if (piece.startsWith('\\') && piece.length > 1) out.push({ kind: 'literal', text: piece.slice(1), quoted: true });
    else out.push({ kind: 'literal', text: piece, quoted: piece === '\\' });
  }
}

function addPart(part: WordPart, out: Segment[]): void {
  switch (part.type) {
    case 'Literal': return literalText(part.text, out);
    case 'BraceExpansion': return literalText(part.text, out);
    case 'SingleQuoted':
      out.push({ kind: 'literal', text: part.value, quoted: true });
      return;
    case 'AnsiCQuoted':
      out.push({ kind: 'ansi', text: part.value, plain: `$${part.text.slice(2, -1)}`, quoted: true });
      return;
    case 'DoubleQuoted': case 'LocaleString':
      // An empty pair of quotes makes a word; "$@" of nothing does not.
      if (part.parts.length !== 1 || part.parts[0]?.type === 'Literal' || !isList(part.parts[0])) out.push({ kind: 'literal', text: '', quoted: true });
      for (const child of part.parts) addQuoted(child, out);
      return;
    case 'Glob':
      if (part.kind !== 'bracket') out.push({ kind: 'literal', text: part.text, quoted: false });
      else bracketed('[', part.parts, ']', out);
      return;
    case 'ExtendedGlob':
      bracketed(`${part.operator}(`, part.parts ?? [{ type: 'Literal', pos: 0, end: 0, value: part.pattern, text: part.pattern }], ')', out);
      return;
    default: addExpansion(part, false, out);
  }
}

function isList(part: DoubleQuotedChild | undefined): boolean {
  if (part?.type === 'SimpleExpansion') return part.text === '$@';
  return part?.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@');
}

function bracketed(open: string, parts: readonly WordPart[], close: string, out: Segment[]): void {
  out.push({ kind: 'literal', text: open, quoted: false });
  for (const part of parts) addPart(part, out);
  out.push({ kind: 'literal', text: close, quoted: false });
}

function addQuoted(part: DoubleQuotedChild, out: Segment[]): void {
  if (part.type === 'Literal') out.push({ kind: 'literal', text: part.value, quoted: true });
  else addExpansion(part, true, out);
}

function addExpansion(part: Exclude<WordPart, { type: 'Literal' }>, quoted: boolean, out: Segment[]): void {
  switch (part.type) {
    case 'SimpleExpansion':
      out.push({ kind: 'parameter', parameter: simple(part.text.slice(1), part.text), quoted });
      return;
    case 'ParameterExpansion':
      out.push({ kind: 'parameter', parameter: parameter(part), quoted });
      return;
    case 'CommandExpansion':
      out.push({ kind: 'command', script: part.script, text: part.text, quoted });
      return;
    case 'ArithmeticExpansion':
      out.push({ kind: 'arithmetic', body: compileArithmetic(part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2)), quoted });
      return;
    case 'ProcessSubstitution':
      out.push({ kind: 'process', operator: part.operator, script: part.script, text: part.text, quoted: false });
      return;
    default: literalText(part.text, out);
  }
}

function simple(name: string, text: string): Parameter {
  return { name, text, indirect: false, length: false, index: undefined, all: undefined, operation: undefined };
}

function parameter(part: ParameterExpansionPart): Parameter {
  const subscript = part.index?.text;
  const all = subscript === '@' || subscript === '*' ? subscript : undefined;
  const bad = !/^(?:\w+|[@*#?$!-])$/.test(part.parameter) || /^\d+[A-Za-z_]/.test(part.parameter);
  return {
    name: part.parameter, text: part.text, indirect: part.prefix === '!', length: part.prefix === '#',
    index: part.index && all === undefined ? compileValue(part.index) : undefined, all,
    operation: bad ? { kind: 'bad' } : operation(part),
  };
}

function operation(part: ParameterExpansionPart): Operation | undefined {
  const found = part.operation;
  switch (found?.type) {
    case undefined: return undefined;
    case 'Default': return { kind: 'default', operator: found.operator, operand: compileValue(found.operand) };
    case 'Remove': return { kind: 'remove', operator: found.operator, pattern: compileValue(found.operand) };
    case 'Replace': return { kind: 'replace', operator: found.operator, pattern: compileValue(found.pattern), replacement: compileValue(found.replacement) };
    case 'Slice':
      return { kind: 'slice', offset: compileArithmetic(found.offset.text), length: found.length && compileArithmetic(found.length.text) };
    case 'CaseModification': return { kind: 'case', operator: found.operator, pattern: found.operand && compileValue(found.operand) };
    case 'Transform': return /^[QEPAaKkUuL]$/.test(found.operand.text) ? { kind: 'transform', operator: found.operand.text } : { kind: 'bad' };
    case 'Names': return { kind: 'names', operator: found.operator };
    case 'Unknown': return unknownOperation(found.operator);
    default: return { kind: 'bad' };
  }
}

/** `${v~}`, `${v~~pattern}`: bash has these without documenting them, and the parser does not know them. */
function unknownOperation(text: string): Operation {
  const [, operator, pattern] = /^(~~?)([^]*)$/.exec(text) ?? [];
  if (operator === undefined) return { kind: 'bad' };
  const word = pattern === '' || pattern === undefined ? undefined : parseWord(pattern);
  return { kind: 'case', operator, pattern: word && compileValue(word) };
}

/** The text of an arithmetic expression: expanded as between double quotes, whose own quotes are dropped. */
export function compileArithmetic(text: string): readonly Segment[] {
  if (!/[$`\\]/.test(text)) return [{ kind: 'literal', text: text.replaceAll('"', ''), quoted: true }];
  return compileHereText(text).map((segment) => (segment.kind === 'literal' ? { ...segment, text: segment.text.replaceAll('"', '') } : segment));
}

/** Text expanded as in a here-document: parameters, commands and arithmetic; `\$`, `` \` ``, `\\` and continued lines. */
export function compileHereText(text: string, parts: readonly WordPart[] | undefined = parseHereText(text)): readonly Segment[] {
  if (parts === undefined) {
    return [{ kind: 'literal', text: text.includes('\\') ? text.replace(/\\([$`\\])|\\\n/g, '$1') : text, quoted: true }];
  }
  const out: Segment[] = [];
  for (const part of parts) {
    if (part.type === 'Literal') out.push({ kind: 'literal', text: part.value, quoted: true });
    else addExpansion(part, true, out);
  }
  return out;
}

/** `~`, `~user` at the beginning of the word, in assignments also behind `:`; only where nothing of it is quoted. */
function expandTildes(text: string, out: Segment[], assignment: boolean): void {
  if (!text.includes('~')) return;
  // A word that looks like an assignment is treated as one behind its `=` and `:`.
  const assigns = !assignment && /^[A-Za-z_]\w*=/.test(text);
  for (let i = 0; i < out.length; i++) {
    const segment = out[i];
    if (segment?.kind !== 'literal' || segment.quoted) continue;
    const isLast = i === out.length - 1;
    const end = assignment || assigns ? '(?=[/:]|$)' : '(?=/|$)';
    const first = assignment ? '(?:^|:)' : assigns ? '(?:(?<=^\\w+)=|:)' : '^';
    const found = new RegExp(`${i === 0 ? first : assignment || assigns ? ':' : '(?!)'}~([\\w.+-]*)${end}`).exec(segment.text);
    if (!found || (!isLast && found.index + found[0].length === segment.text.length)) continue;
    const start = found.index + (/^[:=]/.test(found[0]) ? 1 : 0);
    const replaced: Segment[] = [];
    if (start > 0) replaced.push({ kind: 'literal', text: segment.text.slice(0, start), quoted: false });
    replaced.push({ kind: 'tilde', user: found[1] ?? '', quoted: true });
    const rest = segment.text.slice(found.index + found[0].length);
    if (rest !== '') replaced.push({ kind: 'literal', text: rest, quoted: false });
    out.splice(i, 1, ...replaced);
    i += start > 0 ? 1 : 0;
  }
}
