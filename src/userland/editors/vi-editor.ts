/** A small vi: insert and normal mode, the usual motions, `:w :q :x`, `/`. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import { Buffer } from './buffer.ts';
import { Screen, shownLine } from './screen.ts';

/** Edits a file until it is left. */
export function* vi(proc: Proc, programName: string, file: string | undefined): Sys<number> {
  if (!proc.isatty(0) || !proc.isatty(1)) {
    yield* proc.write(2, `${programName}: Input is not from a terminal\n`);
    return 1;
  }
  const screen = new Screen(proc);
  const buffer = new Buffer();
  let name = file;
  let status = '';
  if (name !== undefined) {
    const loaded = buffer.load(proc, name);
    status = typeof loaded === 'object' ? loaded.error : loaded === 'new' ? `"${name}" [New]` : `"${name}" ${buffer.lines.length}L`;
  }
  let mode = 'normal' as 'normal' | 'insert';
  let register: string[] = [];
  let searched = '';
  const undo: { lines: string[]; row: number; col: number }[] = [];
  const height = (): number => Math.max(1, screen.rows - 1);
  const remember = (): void => {
    undo.push({ lines: [...buffer.lines], row: buffer.row, col: buffer.col });
    if (undo.length > 100) undo.shift();
  };
  const inserting = (): boolean => mode === 'insert';
  const insertMode = (): void => {
    mode = 'insert';
    status = '-- INSERT --';
  };
  yield* screen.open();
  for (;;) {
    yield* draw();
    const key = yield* screen.key();
    if (key === 'eof') break;
    if (key === 'resize') continue;
    if (mode === 'insert') {
      if (key === 'escape' || key === 'ctrl-c') {
        mode = 'normal';
        status = '';
        buffer.col = Math.max(0, buffer.col - 1);
      } else if (buffer.move(key, height())) continue;
      else if (key === 'enter') buffer.newline();
      else if (key === 'backspace') buffer.backspace();
      else if (key === 'delete') buffer.remove();
      else if (key === 'tab') buffer.insert('\t');
      else if ([...key].length === 1) buffer.insert(key);
      continue;
    }
    status = '';
    if (key === ':' && (yield* command())) break;
    yield* normal(key);
    if (!inserting()) buffer.clamp(false);
  }
  yield* screen.close();
  return 0;

  function* normal(first: string): Sys<void> {
    let key = first;
    let digits = '';
    while (/^[1-9]$/.test(key) || (digits !== '' && key === '0')) {
      digits += key;
      key = yield* screen.key();
    }
    const count = Math.min(Number(digits || 1), 10_000);
    switch (key) {
      case 'h': buffer.col -= count; break;
      case 'j': buffer.row += count; buffer.clamp(); break;
      case 'k': buffer.row -= count; buffer.clamp(); break;
      case 'l': case ' ': buffer.col += count; break;
      case '0': buffer.col = 0; break;
      case '^': buffer.col = buffer.line.search(/\S|$/); break;
      case '$': buffer.col = buffer.line.length; break;
      case 'G': buffer.row = digits === '' ? buffer.lines.length - 1 : count - 1; buffer.clamp(); break;
      case 'g': if ((yield* screen.key()) === 'g') buffer.row = 0; break;
      case 'w': for (let i = 0; i < count; i++) word(1); break;
      case 'b': for (let i = 0; i < count; i++) word(-1); break;
      case 'ctrl-f': buffer.move('pgdn', height()); break;
      case 'ctrl-b': buffer.move('pgup', height()); break;
      case 'ctrl-d': buffer.move('pgdn', height() >> 1); break;
      case 'ctrl-u': buffer.move('pgup', height() >> 1); break;
      case 'i': remember(); insertMode(); break;
      case 'I': remember(); buffer.col = buffer.line.search(/\S|$/); insertMode(); break;
      case 'a': remember(); buffer.col = Math.min(buffer.line.length, buffer.col + 1); insertMode(); break;
      case 'A': remember(); buffer.col = buffer.line.length; insertMode(); break;
      case 'o': case 'O':
        remember();
        if (key === 'o') buffer.row++;
        buffer.lines.splice(buffer.row, 0, '');
        buffer.col = 0;
        buffer.modified = true;
        insertMode();
        break;
      case 'x': case 'delete': remember(); for (let i = 0; i < count && buffer.line !== ''; i++) buffer.line = buffer.line.slice(0, buffer.col) + buffer.line.slice(buffer.col + 1); break;
      case 'D': case 'C': remember(); buffer.line = buffer.line.slice(0, buffer.col); if (key === 'C') insertMode(); break;
      case 'J': {
        remember();
        const [next = ''] = buffer.lines.splice(buffer.row + 1, 1);
        buffer.line = `${buffer.line} ${next.trimStart()}`;
        break;
      }
      case 'r': {
        const char = yield* screen.key();
        if ([...char].length === 1) {
          remember();
          buffer.line = buffer.line.slice(0, buffer.col) + char + buffer.line.slice(buffer.col + 1);
        }
        break;
      }
      case 'd': case 'y': case 'c': yield* operator(key, count); break;
      case 'p': case 'P':
        remember();
        buffer.lines.splice(key === 'p' ? buffer.row + 1 : buffer.row, 0, ...register);
        if (key === 'p' && register.length > 0) buffer.row++;
        if (register.length > 0) buffer.modified = true;
        break;
      case 'u': {
        const last = undo.pop();
        if (!last) status = 'Already at oldest change';
        else {
          Object.assign(buffer, { lines: last.lines, row: last.row, col: last.col });
          buffer.modified = true;
        }
        break;
      }
      case '/': {
        const text = yield* prompt('/');
        if (text !== undefined) {
          searched = text || searched;
          if (!buffer.find(searched)) status = `E486: Pattern not found: ${searched}`;
        }
        break;
      }
      case 'n': if (searched !== '' && !buffer.find(searched)) status = `E486: Pattern not found: ${searched}`; break;
      case ':': case 'escape': break;
      default: buffer.move(key, height());
    }
  }

  function* operator(key: string, count: number): Sys<void> {
    const motion = yield* screen.key();
    remember();
    if (motion === key) {
      register = buffer.lines.slice(buffer.row, buffer.row + count);
      if (key === 'y') return;
      buffer.lines.splice(buffer.row, count, ...(key === 'c' ? [''] : []));
      if (buffer.lines.length === 0) buffer.lines.push('');
      buffer.modified = true;
      buffer.clamp();
      if (key === 'c') insertMode();
      else if (count > 2) status = `${count} fewer lines`;
      return;
    }
    if (motion !== 'w' && motion !== '$') return;
    const rest = buffer.line.slice(buffer.col);
    const length = motion === '$' ? rest.length : (/^(\w+|[^\w\s]+|)\s*/.exec(rest)?.[0].length ?? 0);
    if (key === 'y') return;
    buffer.line = buffer.line.slice(0, buffer.col) + rest.slice(length);
    if (key === 'c') insertMode();
  }

  function word(direction: number): void {
    if (direction > 0) {
      const rest = /^(\w+|[^\w\s]+)?\s*/.exec(buffer.line.slice(buffer.col))?.[0].length ?? 0;
      if (buffer.col + rest >= buffer.line.length && buffer.row + 1 < buffer.lines.length) {
        buffer.row++;
        buffer.col = buffer.line.search(/\S|$/);
      } else buffer.col += rest;
    } else if (buffer.col === 0 && buffer.row > 0) {
      buffer.row--;
      buffer.col = buffer.line.length;
    } else buffer.col -= /(\w+|[^\w\s]+)?\s*$/.exec(buffer.line.slice(0, buffer.col))?.[0].length ?? 0;
  }

  function* prompt(sign: string): Sys<string | undefined> {
    let typed = '';
    for (;;) {
      yield* screen.write(`\x1b[${screen.rows};1H\x1b[K${sign}${typed}`);
      const key = yield* screen.key();
      if (key === 'enter') return typed;
      if (key === 'escape' || key === 'ctrl-c' || key === 'eof' || (key === 'backspace' && typed === '')) return undefined;
      if (key === 'backspace') typed = typed.slice(0, -1);
      else if ([...key].length === 1) typed += key;
    }
  }

  /** A `:` line; true when the editor is to be left. */
  function* command(): Sys<boolean> {
    const text = yield* prompt(':');
    if (text === undefined) return false;
    const write = /^(w|wq|x)(!?)(?:\s+(.+))?$/.exec(text);
    if (write) {
      const target = write[3] ?? name;
      if (target === undefined) status = 'E32: No file name';
      else {
        const error = write[1] === 'x' && !buffer.modified ? undefined : buffer.save(proc, target);
        status = error ?? `"${target}" ${buffer.lines.length}L written`;
        if (error === undefined) {
          name ??= target;
          return write[1] !== 'w';
        }
      }
    } else if (text === 'q' || text === 'q!' || text === 'qa!' || text === 'qa') {
      if (!buffer.modified || text.endsWith('!')) return true;
      status = 'E37: No write since last change (add ! to override)';
    } else if (/^\d+$/.test(text)) buffer.row = Number(text) - 1;
    else if (text === '$') buffer.row = buffer.lines.length - 1;
    else if (/^set? /.test(text)) status = `':${text}' is not simulated here`;
    else {
      const substitution = /^(%?)s\/((?:[^/\\]|\\.)*)\/((?:[^/\\]|\\.)*)\/?(g?)$/.exec(text);
      if (substitution) {
        remember();
        for (const [index, line] of buffer.lines.entries()) if (substitution[1] === '%' || index === buffer.row) buffer.lines[index] = substitution[4] === 'g' ? line.replaceAll(substitution[2] ?? '', substitution[3] ?? '') : line.replace(substitution[2] ?? '', substitution[3] ?? '');
        buffer.modified = true;
      } else status = `E492: Not an editor command: ${text}`;
    }
    buffer.clamp(false);
    return false;
  }

  function* draw(): Sys<void> {
    buffer.scroll(height());
    const { cols, rows } = screen;
    const column = buffer.screenColumn();
    const from = column < cols ? 0 : column - cols + 1;
    let out = '\x1b[?25l';
    for (let i = 0; i < height(); i++) {
      const line = buffer.lines[buffer.top + i];
      out += `\x1b[${i + 1};1H\x1b[K${line === undefined ? '~' : shownLine(line, cols, buffer.top + i === buffer.row ? from : 0)}`;
    }
    const place = `${buffer.row + 1},${buffer.col + 1}`;
    out += `\x1b[${rows};1H\x1b[K${status.slice(0, cols - 12).padEnd(Math.max(0, cols - 18))}${cols > 30 ? place : ''}`;
    yield* screen.write(`${out}\x1b[${buffer.row - buffer.top + 1};${column - from + 1}H\x1b[?25h`);
  }
}
