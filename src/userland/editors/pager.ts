/** less and more: a file or a pipe on the screen, with scrolling and search. */
import { isSysError } from '../../kernel/errno.ts';
import { readAll } from '../../kernel/stdio.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { RegexError } from '../text/regex/error.ts';
import { posixRegex } from '../text/regex/posix.ts';
import { Screen } from './screen.ts';

export interface PagerStyle {
  readonly name: string;
  readonly numbers: boolean;
  /** -F: leave at once when all fits on one screen. */
  readonly quitIfOneScreen: boolean;
  /** -S: cut long lines instead of folding them. */
  readonly chop: boolean;
  /** -R: colours pass. */
  readonly raw: boolean;
  /** -X, and more: no alternate screen. */
  readonly keepScreen: boolean;
  readonly ignoreCase: boolean;
  /** more leaves at the end. */
  readonly quitAtEnd: boolean;
  readonly startAtEnd: boolean;
}

/** The text of the files (standard input without any); undefined and a message when none can be read. */
export function* pagerText(proc: Proc, name: string, files: readonly string[]): Sys<string | undefined> {
  const decoder = new TextDecoder();
  if (files.length === 0) {
    if (proc.isatty(0)) {
      yield* proc.write(2, name === 'less' ? 'Missing filename ("less --help" for help)\n' : `${name}: bad usage\nTry '${name} --help' for more information.\n`);
      return undefined;
    }
    return decoder.decode(yield* readAll(proc, 0));
  }
  let text = '';
  let any = false;
  for (const file of files) {
    try {
      if (file !== '-' && proc.stat(file).kind === 'directory') {
        yield* proc.write(name === 'less' ? 1 : 2, name === 'less' ? `${file} is a directory\n` : `\n*** ${file}: directory ***\n\n`);
        continue;
      }
      text += file === '-' ? decoder.decode(yield* readAll(proc, 0)) : proc.readText(file);
      any = true;
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, name === 'less' ? `${file}: ${error.message}\n` : `${name}: cannot open ${file}: ${error.message}\n`);
    }
  }
  return any ? text : undefined;
}

/** Shows a text; to something that is no terminal it is copied. */
export function* page(proc: Proc, text: string, file: string | undefined, style: PagerStyle): Sys<number> {
  if (!proc.isatty(1)) {
    yield* proc.write(1, text);
    return 0;
  }
  const screen = new Screen(proc);
  // eslint-disable-next-line no-control-regex
  const clean = style.raw ? text : text.replace(/[\x00-\x08\x0b-\x1f]/g, (char) => (char === '\r' ? '' : char === '\x1b' ? 'ESC' : `^${String.fromCharCode(char.charCodeAt(0) + 64)}`));
  const source = clean.replace(/\n$/, '').split('\n');
  let rows = layout();
  const height = (): number => screen.rows - 1;
  if (style.quitIfOneScreen && rows.length <= height()) {
    yield* proc.write(1, text);
    return 0;
  }
  let top = 0;
  let regex: RegExp | undefined;
  let backward = false;
  let message = file ?? '';
  const last = (): number => Math.max(0, rows.length - height());
  if (style.startAtEnd) top = last();
  yield* screen.open(!style.keepScreen);
  yield* draw();
  for (;;) {
    const key = yield* screen.key();
    const half = Math.max(1, Math.floor(height() / 2));
    message = '';
    if (key === 'q' || key === 'Q' || key === 'eof' || key === 'ctrl-c') break;
    else if (key === 'resize') {
      rows = layout();
      top = Math.min(top, last());
    } else if (key === ' ' || key === 'f' || key === 'pgdn' || key === 'ctrl-f' || key === 'ctrl-v') {
      if (style.quitAtEnd && top >= last()) break;
      move(height());
    } else if (key === 'enter' || key === 'down' || key === 'j' || key === 'e' || key === 'ctrl-n') {
      if (style.quitAtEnd && top >= last()) break;
      move(1);
    } else if (key === 'up' || key === 'k' || key === 'y' || key === 'ctrl-p') move(-1);
    else if (key === 'b' || key === 'pgup' || key === 'ctrl-b') move(-height());
    else if (key === 'd' || key === 'ctrl-d') move(half);
    else if (key === 'u' || key === 'ctrl-u') move(-half);
    else if (key === 'g' || key === 'home' || key === '<') top = 0;
    else if (key === 'G' || key === 'end' || key === '>') top = last();
    else if (key === '/' || key === '?') {
      const pattern = yield* prompt(key);
      if (pattern !== undefined) {
        backward = key === '?';
        try {
          if (pattern !== '') regex = posixRegex(pattern, { extended: true, ignoreCase: style.ignoreCase });
          find(backward ? -1 : 1);
        } catch (error) {
          if (!(error instanceof RegexError)) throw error;
          message = error.message;
        }
      }
    } else if (key === 'n') find(backward ? -1 : 1);
    else if (key === 'N') find(backward ? 1 : -1);
    else if (key === 'h' || key === 'H') message = 'q quit  space/b page  j/k line  g/G ends  /pattern search  n/N next';
    else if (key === '=') message = `${file ?? ''} lines ${top + 1}-${Math.min(rows.length, top + height())}/${rows.length}`.trim();
    yield* draw();
  }
  yield* screen.write('\r\x1b[K');
  yield* screen.close();
  return 0;

  function layout(): { text: string; number: number }[] {
    const out: { text: string; number: number }[] = [];
    const width = screen.cols - (style.numbers ? 8 : 0);
    for (const [index, line] of source.entries()) {
      let plain = '';
      for (const char of line) plain += char === '\t' ? ' '.repeat(8 - (plain.length % 8)) : char;
      if (style.chop || plain.length <= width || style.raw) out.push({ text: style.raw ? plain : plain.slice(0, width), number: index + 1 });
      else for (let at = 0; at < plain.length; at += width) out.push({ text: plain.slice(at, at + width), number: at === 0 ? index + 1 : 0 });
    }
    return out;
  }

  function move(by: number): void {
    top = Math.max(0, Math.min(last(), top + by));
  }

  function find(direction: number): void {
    if (!regex) {
      message = 'No previous regular expression';
      return;
    }
    for (let at = top + direction; at >= 0 && at < rows.length; at += direction) {
      if (!regex.test(rows[at]?.text ?? '')) continue;
      top = Math.min(at, Math.max(last(), at));
      return;
    }
    message = 'Pattern not found';
  }

  function* prompt(sign: string): Sys<string | undefined> {
    let typed = '';
    for (;;) {
      yield* screen.write(`\r\x1b[K${sign}${typed}`);
      const key = yield* screen.key();
      if (key === 'enter') return typed;
      if (key === 'escape' || key === 'ctrl-c' || key === 'eof' || (key === 'backspace' && typed === '')) return undefined;
      if (key === 'backspace') typed = typed.slice(0, -1);
      else if ([...key].length === 1) typed += key;
    }
  }

  function* draw(): Sys<void> {
    let out = '\x1b[H';
    for (let i = 0; i < height(); i++) {
      const row = rows[top + i];
      const body = row === undefined ? '~' : (style.numbers ? `${row.number === 0 ? '' : String(row.number).padStart(7)} `.padStart(8) : '') + (regex ? row.text.replace(new RegExp(regex.source, `${regex.flags}g`), (match) => (match === '' ? '' : `\x1b[7m${match}\x1b[27m`)) : row.text);
      out += `${body}\x1b[m\x1b[K\n`;
    }
    const end = top >= last();
    const percent = Math.floor((Math.min(rows.length, top + height()) * 100) / Math.max(1, rows.length));
    const status = message !== '' ? message : style.name === 'more' ? `--More--(${percent}%)` : end ? '(END)' : ':';
    out += `${status === ':' ? ':' : `\x1b[7m${status}${message !== '' && message === file && end ? ' (END)' : ''}\x1b[27m`}\x1b[K`;
    yield* screen.write(out);
  }
}
