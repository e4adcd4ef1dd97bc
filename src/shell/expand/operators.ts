/** What the operators of `${…}` do to a value: `# % / ^ , @`. */
import { patternRegExp, patternSource } from '../pattern.ts';
import { singleQuote, doubleQuote } from '../quote.ts';
import { IndexedArray } from '../variables.ts';
import { expandPromptString } from '../prompt.ts';
import { unescapeAnsi } from '../escapes.ts';
import type { Parameter } from './compile.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** `#`, `##`, `%`, `%%` */
export function remover(operator: string, pattern: string): (text: string) => string {
  const whole = new RegExp(`^(?:${patternSource(pattern)})$`, 'su');
  const lengths = (text: string): number[] => {
    // Offsets between characters, not between halves of surrogate pairs.
    const offsets = [0];
    for (const char of text) offsets.push((offsets.at(-1) as number) + char.length);
    return offsets;
  };
  const literal = !/[*?[(\\]/.test(pattern);
  return (text) => {
    if (operator.startsWith('#')) {
      if (literal) return text.startsWith(pattern) ? text.slice(pattern.length) : text;
      const ends = lengths(text);
      if (operator === '##') ends.reverse();
      const end = ends.find((offset) => whole.test(text.slice(0, offset)));
      return end === undefined ? text : text.slice(end);
    }
    if (literal) return text.endsWith(pattern) ? text.slice(0, text.length - pattern.length) : text;
    const starts = lengths(text);
    if (operator === '%') starts.reverse();
    const start = starts.find((offset) => whole.test(text.slice(offset)));
    return start === undefined ? text : text.slice(0, start);
  };
}

/** `/`, `//`, `/#`, `/%`; an unquoted `&` in the replacement is the match (bash 5.2). */
export function replacer(operator: string, pattern: string, replacement: string, ignoreCase: boolean): (text: string) => string {
  if (pattern === '' && operator !== '/#' && operator !== '/%') return (text) => text;
  const source = patternSource(pattern);
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : `(?:${source})`;
  const regexp = new RegExp(anchored, `su${operator === '//' ? 'g' : ''}${ignoreCase ? 'i' : ''}`);
  const pieces = [...replacement.matchAll(/\\([^])|&|[^\\&]+|\\$/g)];
  return (text) => text.replace(regexp, (match) => {
    if (match === '' && operator === '//') return '';
    return pieces.map(([piece, escaped]) => (piece === '&' ? match : escaped ?? piece)).join('');
  });
}

/** `^`, `^^`, `,`, `,,`, `~`, `~~` */
export function caseChanger(operator: string, pattern: string | undefined): (text: string) => string {
  const matches = pattern === undefined || pattern === '' ? () => true : (char: string) => patternRegExp(pattern).test(char);
  const upper = (char: string): string => char.toUpperCase();
  const lower = (char: string): string => char.toLowerCase();
  const change = operator.startsWith('^') ? upper : operator.startsWith(',') ? lower : (char: string) => (char === lower(char) ? upper(char) : lower(char));
  const all = operator.length === 2;
  return (text) => [...text].map((char, i) => ((all || i === 0) && matches(char) ? change(char) : char)).join('');
}

/** `${v@Q}` and the other transformations. */
export function* transform(
  sh: Shell, operator: string, parameter: Parameter, value: string | undefined, list: readonly string[] | undefined,
): Sys<string | string[]> {
  if (operator === 'a') return attributeLetters(sh, parameter.name);
  if (operator === 'A' || operator === 'K' || operator === 'k') {
    if (parameter.all !== undefined) return operator === 'A' ? [assignment(sh, parameter.name)] : keyed(sh, parameter.name, operator);
    if (operator === 'A') return value === undefined ? '' : assignment(sh, parameter.name);
    return value === undefined ? '' : singleQuote(value);
  }
  if (value === undefined && list === undefined) return '';
  const one = function* (text: string): Sys<string> {
    switch (operator) {
      case 'Q': return singleQuote(text);
      case 'U': return text.toUpperCase();
      case 'L': return text.toLowerCase();
      case 'u': return caseChanger('^', undefined)(text);
      case 'E': return unescapeAnsi(text);
      default: return yield* expandPromptString(sh, text);
    }
  };
  if (list === undefined) return yield* one(value ?? '');
  const out: string[] = [];
  for (const item of list) out.push(yield* one(item));
  return out;
}

/** Letters as `declare` takes them: a A i l n r t u x. */
export function attributeLetters(sh: Shell, name: string): string {
  const variable = sh.vars.raw(name);
  if (variable === undefined) return '';
  const kind = variable.value instanceof IndexedArray ? 'a' : variable.value instanceof Map ? 'A' : '';
  return `${kind}${variable.integer ? 'i' : ''}${variable.nameref ? 'n' : ''}${variable.readonly ? 'r' : ''}${variable.lower ? 'l' : ''}${variable.upper ? 'u' : ''}${variable.exported ? 'x' : ''}`;
}

function assignment(sh: Shell, name: string): string {
  const value = sh.vars.value(name);
  const letters = attributeLetters(sh, name);
  const shown = typeof value === 'string' ? singleQuote(value) : arrayLiteral(value);
  return letters === '' ? `${name}=${shown}` : `declare -${letters} ${name}=${shown}`;
}

/** `([0]="a" [1]="b")` as `declare -p` prints it. */
export function arrayLiteral(value: IndexedArray | Map<string, string> | undefined): string {
  if (value === undefined) return '()';
  if (value instanceof IndexedArray) {
    const values = value.values();
    return `(${value.keys().map((key, i) => `[${key}]=${doubleQuote(values[i] as string)}`).join(' ')})`;
  }
  return `(${[...value].map(([key, item]) => `[${/^[\w./:@%+-]+$/.test(key) ? key : doubleQuote(key)}]=${doubleQuote(item)} `).join('')})`;
}

function keyed(sh: Shell, name: string, operator: string): string[] {
  const value = sh.vars.value(name);
  if (value === undefined || typeof value === 'string') return value === undefined ? [] : ['0', value];
  const pairs = [...value.keys()].map((key, i): [string, string] => [String(key), [...value.values()][i] as string]);
  return operator === 'k' ? pairs.flat() : [pairs.map(([key, item]) => `${key} ${doubleQuote(item)}`).join(' ')];
}

