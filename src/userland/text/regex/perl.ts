/** What PCRE has and JavaScript writes otherwise, for `grep -P`. */
import { translateBracket } from './bracket.ts';
import { escapeLiteral } from './posix.ts';

/** Translates a PCRE pattern to a JavaScript one; throws SyntaxError when it is none. */
export function perlRegex(pattern: string, ignoreCase: boolean): RegExp {
  let source = '';
  let flags = ignoreCase ? 'i' : '';
  let depth = 0;
  for (let i = 0; i < pattern.length; ) {
    const inline = /^\(\?([imsx]+)\)/.exec(pattern.slice(i));
    if (inline) {
      for (const flag of inline[1] ?? '') if (!flags.includes(flag) && flag !== 'x') flags += flag;
      i += inline[0].length;
    } else if (pattern.startsWith('\\Q', i)) {
      const end = pattern.indexOf('\\E', i);
      source += escapeLiteral(pattern.slice(i + 2, end < 0 ? undefined : end));
      i = end < 0 ? pattern.length : end + 2;
    } else if (pattern.startsWith('\\K', i) && depth === 0) {
      source = `(?<=${source})`;
      i += 2;
    } else if (pattern[i] === '\\') {
      const next = pattern[i + 1] ?? '';
      source += { h: '[ \\t]', H: '[^ \\t]', A: '(?<![^])', z: '(?![^])', Z: '(?=\\n?(?![^]))', R: '(?:\\r\\n|[\\n\\v\\f\\r])', N: '[^\\n]', e: '\\x1b', a: '\\x07' }[next] ?? `\\${next}`;
      i += 2;
    } else if (pattern[i] === '[' && /^\[\^?\]?[^\]]*\[:/.test(pattern.slice(i))) {
      const bracket = translateBracket(pattern, i, 'sed');
      source += bracket.source;
      flags = flags.includes('u') ? flags : `${flags}u`;
      i = bracket.end;
    } else if (pattern[i] === '[') {
      let end = i + 1;
      if (pattern[end] === '^') end++;
      if (pattern[end] === ']') end++;
      while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1;
      source += pattern.slice(i, end + 1).replace(/^\[(\^?)\]/, '[$1\\]').replaceAll('\\h', ' \\t');
      i = end + 1;
    } else if (pattern.startsWith('(?>', i)) {
      source += '(?:';
      depth++;
      i += 3;
    } else if (pattern.startsWith('(?P<', i)) {
      source += '(?<';
      depth++;
      i += 4;
    } else {
      const char = pattern[i] ?? '';
      if (char === '(') depth++;
      if (char === ')') depth--;
      const possessive = /[*+?}]/.test(char) && pattern[i + 1] === '+';
      source += char;
      i += possessive ? 2 : 1;
    }
  }
  return new RegExp(source, [...new Set(flags)].join(''));
}
