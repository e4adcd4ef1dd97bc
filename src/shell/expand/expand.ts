/** Word expansion (bash(1), EXPANSION): drives the segments of compiled words into fields, strings or patterns. */
import { Fields } from './fields.ts';
import { compileWord, compileValue, compileArithmetic } from './compile.ts';
import { expandParameter } from './parameter.ts';
import { globPaths } from './pathname.ts';
import { tildeDirectory } from './tilde.ts';
import { arithmetic } from './arithmetic.ts';
import { substituteCommand, substituteProcess } from '../run/substitution.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Word } from '../parse.ts';
import type { Segment } from './compile.ts';

/** Full expansion of a list of words into arguments. */
export function* expandWords(sh: Shell, words: readonly Word[]): Sys<string[]> {
  const out: string[] = [];
  for (const word of words) yield* expandWordInto(sh, word, out);
  return out;
}

/** Full expansion of one word; its fields are appended. */
export function* expandWordInto(sh: Shell, word: Word, out: string[]): Sys<void> {
  const compiled = compileWord(word, sh.isBash && sh.option('braceexpand'));
  if (compiled.constant !== undefined) {
    out.push(compiled.constant);
    return;
  }
  if (compiled.simple !== undefined) {
    // `$name` and "$name" are most of what there is: without blanks and pattern characters they are what they are.
    const value = sh.lookup(compiled.simple.name);
    if (value !== undefined && (compiled.simple.quoted || (PLAIN.test(value) && sh.vars.get('IFS') === ' \t\n'))) {
      out.push(value);
      return;
    }
  }
  for (const alternative of compiled.alternatives) {
    const fields = new Fields(true, sh.vars.get('IFS'));
    yield* expandSegments(sh, alternative, fields);
    fields.end();
    for (const field of fields.list) {
      if (!field.glob || sh.option('noglob')) {
        out.push(field.text);
        continue;
      }
      const matches = globPaths(sh, field.pattern);
      if (matches.length > 0) for (const match of matches) out.push(match);
      else if (sh.shopted('failglob')) yield* sh.fail(`no match: ${field.text}`);
      else if (!sh.shopted('nullglob')) out.push(field.text);
    }
  }
}

/** Not split, no pattern, not empty. */
const PLAIN = /^[\w./:@%+,=-]+$/;

/** Expansion to one string: no splitting, no path names (assignments, `case`, here-strings). */
export function* expandString(sh: Shell, word: Word, assignment = false): Sys<string> {
  return yield* expandToString(sh, compileValue(word, assignment));
}

export function* expandToString(sh: Shell, segments: readonly Segment[]): Sys<string> {
  const only = segments[0];
  if (segments.length === 1 && only?.kind === 'literal') return only.text;
  const fields = new Fields(false, sh.vars.get('IFS'));
  yield* expandSegments(sh, segments, fields);
  return fields.text;
}

/** Expansion to a pattern: quoted characters come out behind a backslash. */
export function* expandPattern(sh: Shell, segments: readonly Segment[]): Sys<string> {
  const fields = new Fields(false, sh.vars.get('IFS'));
  yield* expandSegments(sh, segments, fields);
  return fields.pattern;
}

/** Expands the text of an arithmetic expression and evaluates it. */
export function* expandArithmetic(sh: Shell, segments: readonly Segment[], label = ''): Sys<bigint> {
  return yield* arithmetic(sh, yield* expandToString(sh, segments), label);
}

/** Evaluates arithmetic source text (`((…))`, `let`, subscripts); `label` goes in front of an error. */
export function* evaluateText(sh: Shell, text: string, label = ''): Sys<bigint> {
  return yield* expandArithmetic(sh, compileArithmetic(text), label);
}

/** Runs the segments of one word into `fields`. In the operand of `${v:-…}` literal text is split like the rest. */
export function* expandSegments(sh: Shell, segments: readonly Segment[], fields: Fields, operand = false): Sys<void> {
  for (const segment of segments) {
    switch (segment.kind) {
      case 'literal':
        if (segment.quoted) fields.quoted(segment.text);
        else if (operand) fields.expanded(segment.text);
        else fields.literal(segment.text);
        break;
      case 'parameter':
        yield* expandParameter(sh, segment.parameter, segment.quoted, fields);
        break;
      case 'ansi':
        fields.quoted(sh.dialect === 'dash' ? segment.plain : segment.text);
        break;
      case 'tilde':
        fields.quoted(tildeDirectory(sh, segment.user));
        break;
      case 'arithmetic': {
        const value = (yield* expandArithmetic(sh, segment.body)).toString();
        if (segment.quoted) fields.quoted(value);
        else fields.expanded(value);
        break;
      }
      case 'command': {
        const output = yield* substituteCommand(sh, segment.script, segment.text);
        if (segment.quoted) fields.quoted(output);
        else fields.expanded(output);
        break;
      }
      case 'process':
        fields.quoted(yield* substituteProcess(sh, segment.operator, segment.script, segment.text));
        break;
      default: segment satisfies never;
    }
  }
}

/** The target of a redirection: one word after full expansion, undefined when it is none or several. */
export function* expandTarget(sh: Shell, word: Word): Sys<string | undefined> {
  const out: string[] = [];
  yield* expandWordInto(sh, word, out);
  return out.length === 1 ? out[0] : undefined;
}

