/** History expansion (bash(1), HISTORY EXPANSION): `!!`, `!n`, `!-n`, `!str`, `!?str?`, `^a^b^`, word designators and modifiers. */
import type { History } from './history.ts';

export type Expansion =
  | { readonly kind: 'same' }
  | { readonly kind: 'expanded'; readonly text: string; /** `:p`: shown, not run. */ readonly printOnly: boolean }
  | { readonly kind: 'error'; readonly message: string };

class NotFound extends Error {}

/** Expands one typed line. Single quotes and a backslash protect `!`; so does a following blank, `=` or `(`. */
export function expandHistory(line: string, history: History): Expansion {
  try {
    const quick = /^\^([^^\n]*)\^([^^\n]*)\^?(.*)$/s.exec(line);
    if (quick && line.startsWith('^')) {
      const last = history.at(-1);
      if (last === undefined || !last.includes(quick[1] as string)) return { kind: 'error', message: ':s' + line.replace(/\^?$/, '^').replace(/\n$/, '') + ': substitution failed' };
      return { kind: 'expanded', text: last.replace(quick[1] as string, () => quick[2] as string) + (quick[3] ?? ''), printOnly: false };
    }
    return expandBangs(line, history);
  } catch (error) {
    if (error instanceof NotFound) return { kind: 'error', message: error.message };
    throw error;
  }
}

function expandBangs(line: string, history: History): Expansion {
  if (!line.includes('!')) return { kind: 'same' };
  let out = '';
  let changed = false;
  let printOnly = false;
  let double = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if (c === '\\' && i + 1 < line.length) {
      out += c + (line[++i] as string);
      continue;
    }
    if (c === '"') double = !double;
    if (c === "'" && !double) {
      const end = line.indexOf("'", i + 1);
      const stop = end < 0 ? line.length - 1 : end;
      out += line.slice(i, stop + 1);
      i = stop;
      continue;
    }
    const next = line[i + 1];
    if (c !== '!' || next === undefined || /[\s=(]/.test(next) || (double && next === '"')) {
      out += c;
      continue;
    }
    // `$!` and `${!name}` are parameters.
    if (line[i - 1] === '$' || (line[i - 1] === '{' && line[i - 2] === '$') || (line[i - 1] === '[' )) {
      out += c;
      continue;
    }
    const event = readEvent(line, i, history);
    out += event.text;
    printOnly ||= event.printOnly;
    changed = true;
    i = event.end - 1;
  }
  return changed ? { kind: 'expanded', text: out, printOnly } : { kind: 'same' };
}

function readEvent(line: string, start: number, history: History): { text: string; end: number; printOnly: boolean } {
  const rest = line.slice(start);
  let event: string | undefined;
  let length: number;
  const number = /^!(-?\d+)/.exec(rest);
  const contains = /^!\?([^?\n]+)\??/.exec(rest);
  const named = /^!([^\s:$^*!?'"|&;<>()`-][^\s:|&;<>()"'`]*)/.exec(rest);
  if (rest.startsWith('!!')) [event, length] = [history.at(-1), 2];
  else if (rest.startsWith('!#')) [event, length] = [line.slice(0, start), 2];
  else if (number) [event, length] = [history.at(Number(number[1])), number[0].length];
  else if (contains) [event, length] = [history.lines.findLast((item) => item.includes(contains[1] as string)), contains[0].length];
  else if (/^![$^*:]/.test(rest)) [event, length] = [history.at(-1), 1];
  else if (named) [event, length] = [history.lines.findLast((item) => item.startsWith(named[1] as string)), named[0].length];
  else return { text: '!', end: start + 1, printOnly: false };
  if (event === undefined) throw new NotFound(`${rest.slice(0, length)}: event not found`);
  const words = /^:?([$^*]|(?:\d+|\^|\$)?-(?:\d+|\$)?|\d+\*?)/.exec(rest.slice(length));
  let text = event;
  const isWord = words && (words[0].startsWith(':') || /^[$^*-]/.test(words[0]));
  if (isWord) {
    text = pick(splitWords(event), words[1] as string, rest.slice(0, length + words[0].length));
    length += words[0].length;
  }
  let printOnly = false;
  for (;;) {
    const modifier = /^:(?:(g?s)(.)((?:\\.|(?!\2).)*)\2((?:\\.|(?!\2).)*)(?:\2|$)|([htreqxp]))/.exec(rest.slice(length));
    if (!modifier) break;
    length += modifier[0].length;
    if (modifier[5] === 'p') printOnly = true;
    else if (modifier[5]) text = modify(text, modifier[5]);
    else {
      const [, kind, , from = '', to = ''] = modifier;
      if (!text.includes(from)) throw new NotFound(`${modifier[0]}: substitution failed`);
      text = kind === 'gs' ? text.replaceAll(from, () => to) : text.replace(from, () => to);
    }
  }
  return { text, end: start + length, printOnly };
}

/** The words of a line: quotes keep blanks together, operators stand alone. */
export function splitWords(line: string): string[] {
  return line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|\$\([^)]*\)|[^\s|&;<>()"'\\])+|[|&;<>()]+/g) ?? [];
}

function pick(words: readonly string[], spec: string, shown: string): string {
  const last = words.length - 1;
  const index = (text: string): number => (text === '^' ? 1 : text === '$' ? last : Number(text));
  let [from, to] = [0, last];
  if (spec === '*') {
    if (last === 0) return '';
    from = 1;
  } else if (spec.endsWith('*')) from = Number(spec.slice(0, -1));
  else if (spec.includes('-')) {
    const [a = '', b = ''] = spec.split('-');
    from = a === '' ? 0 : index(a);
    to = b === '' ? last - 1 : index(b);
  } else from = to = index(spec);
  if (from > last || to > last || from > to) throw new NotFound(`${shown.replace(/^![!]?:?/, ':').replace(/^(?!:)/, '')}: bad word specifier`);
  return words.slice(from, to + 1).join(' ');
}

function modify(text: string, letter: string): string {
  switch (letter) {
    case 'h': return text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : text;
    case 't': return text.slice(text.lastIndexOf('/') + 1);
    case 'r': return text.replace(/\.[^./]*$/, '');
    case 'e': return /\.[^./]*$/.exec(text)?.[0] ?? '';
    default: return `'${text.replaceAll("'", "'\\''")}'`;
  }
}
