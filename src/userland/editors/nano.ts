import { shownLine, Screen } from './screen.ts';
import { Buffer } from './buffer.ts';
import { tool } from '../tool.ts';
import type { Sys } from '../../kernel/sys.ts';

const HELP = [['^G Help', '^O Write Out', '^W Where Is', '^K Cut', '^C Location', '^E End'], ['^X Exit', '^R Read File', '^_ Go To Line', '^U Paste', '^A Home', '^D Delete']];

export const nano = tool({
  name: 'nano',
  package: ' GNU nano, version 7.2',
  synopsis: ['[OPTIONS] [[+LINE[,COLUMN]] FILE]...'],
  summary: 'A small text editor: ^O saves, ^X exits, ^K cuts, ^U pastes, ^W searches.',
  options: [{ short: 'l', long: 'linenumbers' }, { short: 'w', long: 'nowrap' }, { short: 'v', long: 'view' }, { short: 'i', long: 'autoindent' }, { short: 'E', long: 'tabstospaces' }, { short: 'm', long: 'mouse' }, { short: 'T', long: 'tabsize', argument: 'number' }],
  *run(t) {
    const { proc } = t;
    if (!proc.isatty(0) || !proc.isatty(1)) return yield* t.fail('Standard input is not a terminal');
    const place = /^\+(\d+)/.exec(t.operands.find((name) => name.startsWith('+')) ?? '');
    let name = t.operands.find((each) => !each.startsWith('+')) ?? '';
    const buffer = new Buffer();
    const readOnly = t.has('view');
    let status = '';
    if (name !== '') {
      const loaded = buffer.load(proc, name);
      status = typeof loaded === 'object' ? loaded.error : loaded === 'new' ? '[ New File ]' : `[ Read ${buffer.lines.length} line${buffer.lines.length === 1 ? '' : 's'} ]`;
      if (typeof loaded === 'object') name = '';
    }
    if (place) buffer.row = Math.min(buffer.lines.length, Number(place[1])) - 1;
    const screen = new Screen(proc);
    let cut: string[] = [];
    let cutting = false;
    let searched = '';
    yield* screen.open();
    for (;;) {
      yield* draw();
      const key = yield* screen.key();
      const again = key === 'ctrl-k' && cutting;
      cutting = key === 'ctrl-k';
      status = '';
      if (key === 'eof') break;
      if (buffer.move(key, height())) continue;
      if (key === 'resize') continue;
      if (key === 'ctrl-x') {
        if (!buffer.modified) break;
        const answer = yield* ask('Save modified buffer? ', true);
        if (answer === 'n') break;
        if (answer === 'y' && (yield* save())) break;
      } else if (key === 'ctrl-o' || key === 'ctrl-s') yield* save();
      else if (key === 'ctrl-a') buffer.col = 0;
      else if (key === 'ctrl-e') buffer.col = buffer.line.length;
      else if (key === 'ctrl-p') buffer.move('up', 1);
      else if (key === 'ctrl-n') buffer.move('down', 1);
      else if (key === 'ctrl-b') buffer.move('left', 1);
      else if (key === 'ctrl-f') buffer.move('right', 1);
      else if (key === 'ctrl-y') buffer.move('pgup', height());
      else if (key === 'ctrl-v') buffer.move('pgdn', height());
      else if (key === 'ctrl-w') {
        const text = yield* ask(`Search${searched === '' ? '' : ` [${searched}]`}: `, false);
        if (text !== undefined) {
          searched = text || searched;
          if (searched !== '' && !buffer.find(searched)) status = `[ "${searched}" not found ]`;
        }
      } else if (key === 'ctrl-_' || key === 'ctrl-\x7f') {
        const text = yield* ask('Enter line number, column number: ', false);
        if (text !== undefined && /^\d+/.test(text)) {
          buffer.row = Number.parseInt(text, 10) - 1;
          buffer.clamp();
        }
      } else if (key === 'ctrl-c') status = `[ line ${buffer.row + 1}/${buffer.lines.length} (${Math.round(((buffer.row + 1) / buffer.lines.length) * 100)}%), col ${buffer.col + 1}/${buffer.line.length + 1} ]`;
      else if (key === 'ctrl-g') status = '[ ^O saves, ^X exits, ^K cuts, ^U pastes, ^W searches, ^C shows the place ]';
      else if (readOnly) status = '[ Key is invalid in view mode ]';
      else if (key === 'ctrl-r') {
        const from = yield* ask('File to insert: ', false);
        const other = new Buffer();
        const loaded = from ? other.load(proc, from) : 'new';
        if (loaded === 'read') {
          buffer.lines.splice(buffer.row, 0, ...other.lines);
          buffer.modified = true;
        } else if (from) status = `[ File "${from}" not found ]`;
      } else if (key === 'ctrl-k') {
        if (!again) cut = [];
        cut.push(buffer.line);
        buffer.lines.splice(buffer.row, 1);
        if (buffer.lines.length === 0) buffer.lines.push('');
        buffer.modified = true;
        buffer.col = 0;
        buffer.clamp();
      } else if (key === 'ctrl-u') {
        buffer.lines.splice(buffer.row, 0, ...cut);
        buffer.row += cut.length;
        buffer.modified = cut.length > 0 || buffer.modified;
      } else if (key === 'enter') buffer.newline();
      else if (key === 'backspace') buffer.backspace();
      else if (key === 'delete' || key === 'ctrl-d') buffer.remove();
      else if (key === 'tab') buffer.insert(t.has('tabstospaces') ? ' '.repeat(Number(t.value('tabsize') ?? 8)) : '\t');
      else if ([...key].length === 1) buffer.insert(key);
    }
    yield* screen.close();
    return 0;

    function height(): number {
      return Math.max(1, screen.rows - 4);
    }

    function* save(): Sys<boolean> {
      const target = yield* ask('File Name to Write: ', false, name);
      if (!target) {
        status = '[ Cancelled ]';
        return false;
      }
      const error = buffer.save(proc, target);
      status = error === undefined ? `[ Wrote ${buffer.lines.length} line${buffer.lines.length === 1 ? '' : 's'} ]` : `[ ${error} ]`;
      if (error === undefined) name = target;
      return error === undefined;
    }

    /** Asks on the status line: a text, or y, n or nothing for a question. */
    function* ask(question: string, yesNo: boolean, start = ''): Sys<string | undefined> {
      let typed = start;
      for (;;) {
        const { rows, cols } = screen;
        yield* screen.write(`\x1b[${rows - 2};1H\x1b[7m${`${question}${typed}`.padEnd(cols).slice(0, cols)}\x1b[27m\x1b[${rows - 1};1H\x1b[K${yesNo ? ' Y Yes' : '^C Cancel'}\x1b[${rows};1H\x1b[K${yesNo ? ' N No           ^C Cancel' : ''}\x1b[${rows - 2};${question.length + typed.length + 1}H`);
        const key = yield* screen.key();
        if (key === 'ctrl-c' || key === 'escape' || key === 'eof') return undefined;
        if (yesNo) {
          if (/^[yYnN]$/.test(key)) return key.toLowerCase();
        } else if (key === 'enter') return typed;
        else if (key === 'backspace') typed = typed.slice(0, -1);
        else if ([...key].length === 1) typed += key;
      }
    }

    function* draw(): Sys<void> {
      const { rows, cols } = screen;
      buffer.scroll(height());
      const title = `  GNU nano 7.2${' '.repeat(Math.max(2, Math.floor((cols - (name || 'New Buffer').length) / 2) - 14))}${name || 'New Buffer'}${buffer.modified ? ' *' : ''}`;
      const column = buffer.screenColumn();
      const gutter = t.has('linenumbers') ? 4 : 0;
      const from = column < cols - gutter ? 0 : column - (cols - gutter) + 1;
      let out = `\x1b[?25l\x1b[H\x1b[7m${title.padEnd(cols).slice(0, cols)}\x1b[27m`;
      for (let i = 0; i < rows - 4; i++) {
        const line = buffer.lines[buffer.top + i];
        const number = gutter > 0 && line !== undefined ? `${String(buffer.top + i + 1).padStart(3)} ` : '';
        out += `\x1b[${i + 2};1H\x1b[K${number}${line === undefined ? '' : shownLine(line, cols - gutter, buffer.top + i === buffer.row ? from : 0)}`;
      }
      const middle = Math.max(0, Math.floor((cols - status.length) / 2));
      out += `\x1b[${rows - 2};1H\x1b[K${' '.repeat(middle)}${status === '' ? '' : `\x1b[7m${status}\x1b[27m`}`;
      const width = Math.floor(cols / 6);
      for (const [index, row] of HELP.entries()) {
        out += `\x1b[${rows - 1 + index};1H\x1b[K${row.map((cell) => (width < 8 ? '' : `\x1b[7m${cell.slice(0, 2)}\x1b[27m${cell.slice(2).slice(0, width - 3).padEnd(width - 2)}`)).join('')}`;
      }
      yield* screen.write(`${out}\x1b[${buffer.row - buffer.top + 2};${gutter + column - from + 1}H\x1b[?25h`);
    }
  },
});
