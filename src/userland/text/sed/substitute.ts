/** The work of `s`: which matches are replaced, and the text they become. */
import type { CasePart, Substitution } from './script.ts';

/** The new text, or undefined when nothing was replaced. */
export function substitute(text: string, regex: RegExp, command: Substitution): string | undefined {
  regex.lastIndex = 0;
  let out = '';
  let at = 0;
  let count = 0;
  let changed = false;
  let lastEnd = -1;
  for (;;) {
    const match = regex.exec(text);
    if (match === null) break;
    const empty = match[0] === '';
    if (empty && match.index === lastEnd) {
      if (regex.lastIndex >= text.length) break;
      regex.lastIndex += (text.codePointAt(regex.lastIndex) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    lastEnd = match.index + match[0].length;
    count++;
    if (count >= command.number) {
      out += text.slice(at, match.index) + expand(command.parts, match);
      at = lastEnd;
      changed = true;
      if (!command.global) break;
    }
    if (empty) {
      if (match.index >= text.length) break;
      regex.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
    }
  }
  return changed ? out + text.slice(at) : undefined;
}

function expand(parts: readonly CasePart[], match: RegExpExecArray): string {
  let out = '';
  let mode: 'U' | 'L' | 'E' = 'E';
  let once: 'u' | 'l' | undefined;
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.mode === 'u' || part.mode === 'l') once = part.mode;
      else mode = part.mode;
      continue;
    }
    let text = part.kind === 'text' ? part.text : (match[part.group] ?? '');
    if (mode === 'U') text = text.toUpperCase();
    else if (mode === 'L') text = text.toLowerCase();
    if (once !== undefined && text !== '') {
      const [first = ''] = text;
      text = (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + text.slice(first.length);
      once = undefined;
    }
    out += text;
  }
  return out;
}
