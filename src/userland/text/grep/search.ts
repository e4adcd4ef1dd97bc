/** The search of one file: which lines are selected, and what is printed of them. */
import type { Sys } from '../../../kernel/sys.ts';
import type { Tool } from '../../tool.ts';
import { LineInput } from '../line-input.ts';

export interface SearchStyle {
  readonly mode: 'lines' | 'count' | 'quiet' | 'files-with-matches' | 'files-without-match';
  readonly matcher: RegExp | null;
  readonly invert: boolean;
  readonly onlyMatching: boolean;
  readonly max: number;
  readonly before: number;
  readonly after: number;
  readonly separator: string | undefined;
  readonly names: boolean;
  readonly numbers: boolean;
  readonly offsets: boolean;
  readonly nul: boolean;
  readonly tab: boolean;
  readonly delimiter: number;
  readonly text: boolean;
  readonly skipBinary: boolean;
  readonly color: boolean;
  readonly lineBuffered: boolean;
}

const encoder = new TextEncoder();
const byteLength = (text: string): number => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return encoder.encode(text).length;
  return text.length;
};

/** Searches a descriptor; true when a line was selected (for -L: when the name was printed). */
export function* search(t: Tool, fd: number, name: string, style: SearchStyle, state: { printed: boolean }): Sys<boolean> {
  const lines = new LineInput(t.proc, fd, { delimiter: style.delimiter, beforeWait: () => t.out.flush() });
  const end = style.delimiter === 0 ? '\0' : '\n';
  const paint = (code: string, text: string): string => (style.color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text);
  const prefix = (separator: string, number: number, offset: number): string => {
    let text = '';
    const mark = paint('36', separator);
    if (style.names) text += paint('35', name) + (style.nul ? '\0' : mark);
    if (style.numbers) text += paint('32', style.tab ? String(number).padStart(4) : String(number)) + mark;
    if (style.offsets) text += paint('32', style.tab ? String(offset).padStart(4) : String(offset)) + mark;
    return text === '' || !style.tab ? text : `${text}\t`;
  };
  const highlight = (line: string): string => {
    if (!style.color || style.matcher === null || style.invert) return line;
    return line.replace(style.matcher, (match: string) => (match === '' ? '' : paint('01;31', match)));
  };
  let number = 0;
  let offset = 0;
  let count = 0;
  let lastPrinted = 0;
  let trailing = 0;
  const held: { line: string; number: number; offset: number }[] = [];
  const { matcher } = style;
  const test = matcher === null ? null : new RegExp(matcher.source, matcher.flags.replace('g', ''));
  while (count < style.max || trailing > 0) {
    const line = lines.buffered() ?? (yield* lines.next());
    if (line === undefined) break;
    number++;
    if ((number & 255) === 0) yield* t.proc.step(12_800);
    const selected = count < style.max && (test !== null && test.test(line)) !== style.invert;
    if (lines.binary && style.skipBinary) return false;
    if (selected) {
      count++;
      if (style.mode === 'quiet') return true;
      if (style.mode === 'files-with-matches' || style.mode === 'files-without-match') break;
      if (style.mode === 'lines' && lines.binary && !style.text) {
        if (t.busybox) yield* t.print(`Binary file ${name} matches\n`);
        else yield* t.warn(`${name}: binary file matches`);
        return true;
      }
      if (style.mode === 'lines') {
        const first = held[0]?.number ?? number;
        if ((style.before > 0 || style.after > 0) && state.printed && style.separator !== undefined && (lastPrinted === 0 || first > lastPrinted + 1)) yield* t.print(`${paint('36', style.separator)}\n`);
        for (const each of held) yield* t.print(`${prefix('-', each.number, each.offset)}${each.line}${end}`);
        held.length = 0;
        if (style.onlyMatching) {
          if (!style.invert && matcher !== null) {
            for (const match of line.matchAll(matcher)) {
              if (match[0] !== '') yield* t.print(`${prefix(':', number, offset + (style.offsets ? byteLength(line.slice(0, match.index)) : 0))}${paint('01;31', match[0])}${end}`);
            }
          }
        } else yield* t.print(`${prefix(':', number, offset)}${highlight(line)}${end}`);
        if (style.lineBuffered) yield* t.out.flush();
        state.printed = true;
        lastPrinted = number;
        trailing = style.after;
      }
    } else if (style.mode === 'lines' && (style.before > 0 || trailing > 0)) {
      if (trailing > 0) {
        trailing--;
        yield* t.print(`${prefix('-', number, offset)}${line}${end}`);
        lastPrinted = number;
      } else if (count < style.max) {
        held.push({ line, number, offset });
        if (held.length > style.before) held.shift();
      }
    }
    if (style.offsets) offset += byteLength(line) + 1;
  }
  const label = (): string => paint('35', name);
  if (style.mode === 'count') yield* t.print(`${style.names ? label() + (style.nul ? '\0' : paint('36', ':')) : ''}${count}\n`);
  if (style.mode === 'files-with-matches' && count > 0) yield* t.print(`${label()}${style.nul ? '\0' : '\n'}`);
  if (style.mode === 'files-without-match' && count === 0) yield* t.print(`${label()}${style.nul ? '\0' : '\n'}`);
  return style.mode === 'files-without-match' ? count === 0 : count > 0;
}
