/** Bracket expressions of regex(7), translated to classes of JavaScript's `u` mode. */
import { RegexError } from './error.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}', digit: '0-9', alnum: '\\p{L}\\p{Nd}', upper: '\\p{Lu}', lower: '\\p{Ll}', space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`\\{-~',
  print: '\\x20-\\x7e\\u00a0-\\u{10ffff}', graph: '\\x21-\\x7e\\u00a1-\\u{10ffff}', cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f', word: '\\w',
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** How a backslash inside brackets is read: as itself (POSIX), for `\n \t \]` (sed), or as any escape (awk). */
export type BracketEscapes = 'none' | 'sed' | 'awk';

function classChar(char: string): string {
  return /[\\\]^[\-&~!#$%*+,.:;<=>?@`{|}/()]/.test(char) ? (/[\\\]^[\-/(){}|*+.?$]/.test(char) ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`) : char === '\n' ? '\\n' : char;
}

/** Translates the bracket expression that starts at `start` (the `[`). */
export function translateBracket(pattern: string, start: number, escapes: BracketEscapes, ignoreNewline = false): { source: string; end: number } {
  let i = start + 1;
  const negated = pattern[i] === '^';
  if (negated) i++;
  let body = '';
  let first = true;
  const one = (): { char: string; isClass: boolean } => {
    const char = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    if (char === '[' && (pattern[i + 1] === ':' || pattern[i + 1] === '=' || pattern[i + 1] === '.')) {
      const kind = pattern[i + 1] ?? '';
      const end = pattern.indexOf(`${kind}]`, i + 2);
      if (end < 0) throw new RegexError('Unmatched [, [^, [:, [., or [=');
      const name = pattern.slice(i + 2, end);
      i = end + 2;
      if (kind !== ':') return { char: name, isClass: false };
      const set = CLASSES[name];
      if (set === undefined) throw new RegexError('Invalid character class name');
      return { char: set, isClass: true };
    }
    if (char === '\\' && escapes !== 'none') {
      const next = pattern[i + 1] ?? '';
      const escaped = ESCAPES[next];
      if (escaped !== undefined) {
        i += 2;
        return { char: escaped, isClass: false };
      }
      if (escapes === 'awk' && next !== '') {
        i += 2;
        return { char: next, isClass: false };
      }
    }
    i += char.length;
    return { char, isClass: false };
  };
  for (;;) {
    if (i >= pattern.length) throw new RegexError(first ? 'Invalid regular expression' : 'Unmatched [, [^, [:, [., or [=');
    if (pattern[i] === ']' && !first) break;
    first = false;
    const from = one();
    if (from.isClass) {
      body += from.char;
      continue;
    }
    if (pattern[i] === '-' && pattern[i + 1] !== ']' && i + 1 < pattern.length) {
      i++;
      const to = one();
      if (to.isClass) throw new RegexError('Invalid range end');
      if ((to.char.codePointAt(0) ?? 0) < (from.char.codePointAt(0) ?? 0)) throw new RegexError('Invalid range end');
      body += `${classChar(from.char)}-${classChar(to.char)}`;
    } else {
      body += classChar(from.char);
    }
  }
  return { source: `[${negated ? '^' : ''}${body}${negated && ignoreNewline ? '\\n' : ''}]`, end: i + 1 };
}
