/** Splitting of records by FS, as split() and the fields do it. */
import { awkRegex } from './regex.ts';

const cache = new Map<string, RegExp>();

/** The pieces of a text by a separator: a blank means runs of white space, one character is itself, more is a regular expression. */
export function splitText(text: string, separator: string | RegExp, paragraphs = false): string[] {
  if (text === '') return [];
  if (separator === ' ') {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    return trimmed === '' ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (separator === '') return [...text];
  if (typeof separator === 'string' && separator.length === 1 && separator !== '\\' && !paragraphs) return text.split(separator);
  let regex = typeof separator === 'string' ? cache.get(separator + (paragraphs ? '\n' : '')) : separator;
  if (!regex) {
    const source = separator === '\\' ? '\\\\' : typeof separator === 'string' && separator.length === 1 ? separator.replace(/[\\^$.*+?()[\]{}|]/, '\\$&') : String(separator);
    regex = awkRegex(paragraphs ? `(${source})|\\n` : source);
    cache.set(String(separator) + (paragraphs ? '\n' : ''), regex);
  }
  const pieces: string[] = [];
  const global = new RegExp(regex.source, `${regex.flags.replace('g', '')}g`);
  let at = 0;
  for (const match of text.matchAll(global)) {
    if (match[0] === '') continue;
    pieces.push(text.slice(at, match.index));
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  return pieces;
}
