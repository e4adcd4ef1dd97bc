/** The parser of sed scripts (POSIX and GNU's additions). */
import { RegexError } from '../regex/error.ts';
import { posixRegex } from '../regex/posix.ts';
import { SedError, type Address, type CasePart, type Command, type RangeEnd, type Substitution } from './script.ts';

const CHARS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** Parses a script; `extended` is -E. Throws SedError. */
export function parseScript(script: string, extended: boolean): Command[] {
  const commands: Command[] = [];
  const blocks: number[] = [];
  let i = 0;
  const fail = (message: string, at = i): never => {
    throw new SedError(message, at);
  };
  const blanks = (): void => {
    while (script[i] === ' ' || script[i] === '\t') i++;
  };
  const number = (): number => {
    const digits = /^\d+/.exec(script.slice(i))?.[0] ?? '';
    i += digits.length;
    return Number(digits);
  };
  const compile = (pattern: string, flags: { ignoreCase: boolean; multiline: boolean }): RegExp | null => {
    if (pattern === '') return null;
    try {
      return posixRegex(pattern, { extended, charEscapes: true, bracketEscapes: 'sed', global: true, ...flags });
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      return fail(error.message);
    }
  };
  /** Text up to an unescaped delimiter; `\` before the delimiter is taken away, before a newline of a regex kept. */
  const delimited = (delimiter: string, regex: boolean): string | undefined => {
    let text = '';
    for (; i < script.length; i++) {
      const char = script[i] ?? '';
      if (char === delimiter) {
        i++;
        return text;
      }
      if (char === '\\' && i + 1 < script.length) {
        const next = script[++i] ?? '';
        if (next === delimiter) text += regex && /[.*[\]^$+?(){}|]/.test(delimiter) ? `\\${next}` : next === '&' && !regex ? '\\&' : next;
        else text += `\\${next}`;
      } else if (char === '[' && regex) {
        const end = bracketEnd(script, i);
        text += script.slice(i, end);
        i = end - 1;
      } else if (char === '\n' && regex) return undefined;
      else text += char;
    }
    return undefined;
  };
  const regexFlags = (): { ignoreCase: boolean; multiline: boolean } => {
    const flags = { ignoreCase: false, multiline: false };
    for (; script[i] === 'I' || script[i] === 'M'; i++) {
      if (script[i] === 'I') flags.ignoreCase = true;
      else flags.multiline = true;
    }
    return flags;
  };
  const address = (): Address | undefined => {
    const char = script[i] ?? '';
    if (/\d/.test(char)) {
      const line = number();
      if (script[i] === '~') {
        i++;
        return { kind: 'step', first: line, step: number() };
      }
      return line === 0 ? { kind: 'zero' } : { kind: 'line', line };
    }
    if (char === '$') {
      i++;
      return { kind: 'last' };
    }
    if (char === '/' || char === '\\') {
      if (char === '\\') i++;
      const delimiter = script[i++] ?? '';
      const pattern = delimited(delimiter, true);
      if (pattern === undefined) return fail('unterminated address regex', script.length);
      return { kind: 'regex', regex: compile(pattern, regexFlags()) };
    }
    return undefined;
  };
  const rangeEnd = (): RangeEnd | undefined => {
    if (script[i] === '+' || script[i] === '~') {
      const plus = script[i++] === '+';
      return plus ? { kind: 'plus', count: number() } : { kind: 'multiple', of: number() };
    }
    return address();
  };
  const toLineEnd = (): string => {
    const end = script.indexOf('\n', i);
    const text = script.slice(i, end < 0 ? script.length : end);
    i = end < 0 ? script.length : end + 1;
    return text;
  };
  /** The text of a, i and c: one line after the command, or GNU's and POSIX's form after a backslash and a newline. */
  const appendText = (): string => {
    blanks();
    if (script[i] === '\\') {
      i++;
      const start = i;
      blanks();
      if (script[i] === '\n') i++;
      else i = start;
    }
    let text = '';
    for (; i < script.length && script[i] !== '\n'; i++) {
      if (script[i] === '\\' && i + 1 < script.length) {
        i++;
        text += text === '' || !(CHARS[script[i] ?? ''] !== undefined && script[i] === 't') ? script[i] : '\t';
      } else text += script[i];
    }
    i++;
    return text;
  };
  const endCommand = (): void => {
    blanks();
    if (script[i] === '}' || script[i] === '#') return;
    if (script[i] === ';' || script[i] === '\n') i++;
    else if (i < script.length) fail('extra characters after command', i + 1);
  };
  const label = (): string => {
    blanks();
    const text = /^[^\n;}]*/.exec(script.slice(i))?.[0] ?? '';
    i += text.length;
    return text.trimEnd();
  };

  for (;;) {
    while (/[\s;]/.test(script[i] ?? '')) i++;
    if (i >= script.length) break;
    const from = address();
    let to: RangeEnd | undefined;
    blanks();
    if (from && script[i] === ',') {
      i++;
      blanks();
      to = rangeEnd();
      if (!to) fail('unexpected `,\'', i + 1);
      blanks();
    }
    if (from?.kind === 'zero' && to?.kind !== 'regex') fail('invalid usage of line address 0', i + 1);
    let negated = false;
    while (script[i] === '!' || (negated && script[i] === ' ')) {
      negated = true;
      i++;
    }
    const name = script[i++] ?? '';
    const base = { name, negated, ...(from ? { from } : {}), ...(to ? { to } : {}) };
    if (name === '') fail('missing command', i - 1);
    if (name === '#') {
      if (from) fail('comments don\'t accept any addresses');
      toLineEnd();
    } else if (name === '{') {
      blocks.push(commands.length);
      commands.push(base);
    } else if (name === '}') {
      const open = blocks.pop();
      if (open === undefined) fail('unexpected `}\'');
      if (from) fail('} doesn\'t want any addresses');
      (commands[open ?? 0] as Command).target = commands.length;
      commands.push(base);
      endCommand();
    } else if (name === ':') {
      if (from) fail(': doesn\'t want any addresses');
      const text = label();
      if (text === '') fail('":" lacks a label');
      commands.push({ ...base, text });
    } else if ('btT'.includes(name)) {
      commands.push({ ...base, text: label() });
      endCommand();
    } else if ('aic'.includes(name)) {
      blanks();
      if (i >= script.length) fail('expected \\ after `a\', `c\' or `i\'');
      commands.push({ ...base, text: appendText() });
    } else if ('rRwW'.includes(name)) {
      blanks();
      const text = toLineEnd();
      if (text === '') fail('missing filename in r/R/w/W commands');
      commands.push({ ...base, text });
    } else if (name === 'e') {
      blanks();
      commands.push({ ...base, text: toLineEnd() });
    } else if ('qQlL'.includes(name)) {
      blanks();
      const given = /\d/.test(script[i] ?? '') ? number() : undefined;
      commands.push({ ...base, ...(given === undefined ? {} : { number: given }) });
      endCommand();
    } else if (name === 's') {
      commands.push({ ...base, substitution: substitution() });
      endCommand();
    } else if (name === 'y') {
      commands.push({ ...base, map: transliteration() });
      endCommand();
    } else if ('=dDgGhHnNpPxzF'.includes(name)) {
      commands.push(base);
      endCommand();
    } else fail(`unknown command: \`${name}'`);
  }
  if (blocks.length > 0) fail('unmatched `{\'', 0);
  const labels = new Map<string, number>();
  for (const [index, command] of commands.entries()) if (command.name === ':') labels.set(command.text ?? '', index);
  for (const command of commands) {
    if (!'btT'.includes(command.name)) continue;
    const target = command.text === '' ? commands.length : labels.get(command.text ?? '');
    if (target === undefined) throw new SedError(`can't find label for jump to \`${command.text}'`, -1);
    command.target = target;
  }
  return commands;

  function substitution(): Substitution {
    const delimiter = script[i++] ?? '';
    const pattern = delimiter === '' || delimiter === '\n' ? undefined : delimited(delimiter, true);
    const replacement = pattern === undefined ? undefined : delimited(delimiter, false);
    if (pattern === undefined || replacement === undefined) return fail('unterminated `s\' command', script.length);
    let global = false;
    let print = false;
    let evaluate = false;
    let count = 0;
    let file: string | undefined;
    const flags = { ignoreCase: false, multiline: false };
    for (; i < script.length; ) {
      const flag = script[i] ?? '';
      if (flag === 'g') global = true;
      else if (flag === 'p') print = true;
      else if (flag === 'e') evaluate = true;
      else if (flag === 'i' || flag === 'I') flags.ignoreCase = true;
      else if (flag === 'm' || flag === 'M') flags.multiline = true;
      else if (/\d/.test(flag)) {
        count = number();
        if (count === 0) fail('number option to `s\' command may not be zero');
        continue;
      } else if (flag === 'w') {
        i++;
        blanks();
        file = toLineEnd();
        break;
      } else if (/[\s;}#]/.test(flag)) break;
      else fail('unknown option to `s\'', i + 1);
      i++;
    }
    const regex = compile(pattern, flags);
    const parts = replacementParts(replacement);
    const groups = regex === null ? 9 : new RegExp(`${regex.source}|`, regex.flags).exec('')?.length ?? 1;
    for (const part of parts) if (part.kind === 'group' && part.group >= groups && regex !== null) fail(`invalid reference \\${part.group} on \`s' command's RHS`, i);
    return { regex, parts, global, number: count || 1, print, evaluate, file };
  }

  function transliteration(): Map<string, string> {
    const delimiter = script[i++] ?? '';
    const unescape = (text: string): string[] => [...text.replace(/\\(.)/gs, (_, char: string) => CHARS[char] ?? char)];
    const from = delimited(delimiter, false);
    const to = from === undefined ? undefined : delimited(delimiter, false);
    if (from === undefined || to === undefined) return fail('unterminated `y\' command', script.length);
    const left = unescape(from);
    const right = unescape(to);
    if (left.length !== right.length) fail('strings for `y\' command are different lengths', i);
    return new Map(left.map((char, index) => [char, right[index] ?? '']));
  }
}

function bracketEnd(script: string, start: number): number {
  let i = start + 1;
  if (script[i] === '^') i++;
  if (script[i] === ']') i++;
  for (; i < script.length; i++) {
    if (script[i] === ']') return i + 1;
    if (script[i] === '\n') break;
    if (script[i] === '[' && (script[i + 1] === ':' || script[i + 1] === '.' || script[i + 1] === '=')) {
      const close = script.indexOf(`${script[i + 1]}]`, i + 2);
      if (close > 0) i = close + 1;
    }
  }
  return start + 1;
}

/** The right side of `s`: texts, groups (0 is `&`) and changes of case. */
export function replacementParts(text: string): CasePart[] {
  const parts: CasePart[] = [];
  let literal = '';
  const push = (part: CasePart): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push(part);
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '&') push({ kind: 'group', group: 0 });
    else if (char !== '\\') literal += char;
    else {
      const next = text[++i] ?? '\\';
      const hex = next === 'x' ? /^[0-9A-Fa-f]{1,2}/.exec(text.slice(i + 1))?.[0] : undefined;
      if (/\d/.test(next)) push({ kind: 'group', group: Number(next) });
      else if (/[ULulE]/.test(next)) push({ kind: 'case', mode: next as 'U' });
      else if (hex !== undefined) {
        literal += String.fromCharCode(Number.parseInt(hex, 16));
        i += hex.length;
      } else literal += CHARS[next] ?? next;
    }
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return parts;
}
