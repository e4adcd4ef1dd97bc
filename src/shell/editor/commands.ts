/** What keys do to the line: readline's emacs mode. */
import type { Editor } from './editor.ts';

/** Runs on the editor; the name of a kill makes following kills join it. */
export type Command = (editor: Editor) => void;

const bell: Command = (editor) => editor.bell();

function move(to: (editor: Editor) => number): Command {
  return (editor) => {
    const at = to(editor);
    if (at === editor.line.cursor) return;
    editor.line.settle();
    editor.line.cursor = at;
  };
}

function kill(range: (editor: Editor) => readonly [number, number], side: 'before' | 'after'): Command {
  return (editor) => {
    const [from, to] = range(editor);
    const text = editor.line.remove(from, to);
    editor.kills.push(text, editor.lastWasKill ? side : undefined);
    editor.isKill = true;
  };
}

const backspace: Command = (editor) => {
  const { line } = editor;
  if (line.cursor === 0) return bell(editor);
  line.remove(line.left(), line.cursor);
};

const deleteChar: Command = (editor) => {
  const { line } = editor;
  if (line.cursor === line.chars.length) return bell(editor);
  line.remove(line.cursor, line.right());
};

const yank: Command = (editor) => {
  const text = editor.kills.current;
  if (text === '') return;
  editor.yanked = { start: editor.line.cursor, length: [...text].length };
  editor.line.insert(text);
};

const yankPop: Command = (editor) => {
  const { yanked } = editor;
  if (yanked === undefined || !editor.lastWasYank) return bell(editor);
  editor.kills.rotate();
  const text = editor.kills.current;
  editor.line.replace(yanked.start, yanked.start + yanked.length, text);
  editor.yanked = { start: yanked.start, length: [...text].length };
};

const transpose: Command = (editor) => {
  const { line } = editor;
  if (line.chars.length < 2 || line.cursor === 0) return bell(editor);
  const at = line.cursor === line.chars.length ? line.cursor - 1 : line.cursor;
  line.replace(at - 1, at + 1, `${line.chars[at]}${line.chars[at - 1]}`);
};

const transposeWords: Command = (editor) => {
  const { line } = editor;
  const end = line.wordEnd();
  const start = line.wordStart(end);
  const firstStart = line.wordStart(start);
  const firstEnd = line.wordEnd(firstStart);
  if (firstStart === start) return bell(editor);
  const text = (from: number, to: number): string => line.chars.slice(from, to).join('');
  line.replace(firstStart, end, text(start, end) + text(firstEnd, start) + text(firstStart, firstEnd));
};

function changeWord(change: (word: string) => string): Command {
  return (editor) => {
    const { line } = editor;
    const end = line.wordEnd();
    line.replace(line.cursor, end, change(line.chars.slice(line.cursor, end).join('')));
  };
}

/** M-. : the last word of an earlier line; again for the one before. */
const lastArgument: Command = (editor) => {
  const { line } = editor;
  const previous = editor.lastWasArgument ? editor.argument : undefined;
  const back = (previous?.back ?? 0) + 1;
  const source = editor.historyLines.at(-back);
  if (source === undefined) {
    if (previous) line.replace(previous.start, previous.start + previous.length, '');
    if (previous) editor.argument = { ...previous, length: 0 };
    return bell(editor);
  }
  const word = /(?:[^\s"'\\]|\\.|"(?:\\.|[^"])*"|'[^']*')+\s*$/.exec(source)?.[0].trim() ?? '';
  if (previous) line.replace(previous.start, previous.start + previous.length, word);
  else line.insert(word);
  editor.argument = { back, start: line.cursor - [...word].length, length: [...word].length };
};

const undo: Command = (editor) => {
  if (!editor.line.undo()) editor.bell();
};

const comment: Command = (editor) => {
  editor.line.set(`#${editor.line.text}`);
  editor.accept();
};

/** Keys by name. Enter, tab, ^C, ^D, ^R and paste are the editor's own. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'C-a': move(() => 0), home: move(() => 0),
  'C-e': move((editor) => editor.line.chars.length), end: move((editor) => editor.line.chars.length),
  'C-b': move((editor) => editor.line.left()), left: move((editor) => editor.line.left()),
  'C-f': move((editor) => editor.line.right()), right: move((editor) => editor.line.right()),
  'M-b': move((editor) => editor.line.wordStart()), 'C-left': move((editor) => editor.line.wordStart()), 'M-left': move((editor) => editor.line.wordStart()),
  'M-f': move((editor) => editor.line.wordEnd()), 'C-right': move((editor) => editor.line.wordEnd()), 'M-right': move((editor) => editor.line.wordEnd()),
  backspace, 'C-h': backspace, delete: deleteChar,
  'C-k': kill((editor) => [editor.line.cursor, editor.line.chars.length], 'after'),
  'C-u': kill((editor) => [0, editor.line.cursor], 'before'),
  'C-w': kill((editor) => [editor.line.blankStart(), editor.line.cursor], 'before'),
  'M-backspace': kill((editor) => [editor.line.wordStart(), editor.line.cursor], 'before'), 'M-C-h': kill((editor) => [editor.line.wordStart(), editor.line.cursor], 'before'),
  'M-d': kill((editor) => [editor.line.cursor, editor.line.wordEnd()], 'after'), 'C-delete': kill((editor) => [editor.line.cursor, editor.line.wordEnd()], 'after'),
  'C-y': yank, 'M-y': yankPop, 'C-t': transpose, 'M-t': transposeWords,
  'M-u': changeWord((word) => word.toUpperCase()), 'M-l': changeWord((word) => word.toLowerCase()),
  'M-c': changeWord((word) => word.toLowerCase().replace(/[\p{L}\p{N}]/u, (first) => first.toUpperCase())),
  'M-.': lastArgument, 'M-_': lastArgument,
  'C-_': undo, 'C-x C-u': undo,
  'C-@': (editor) => { editor.line.mark = editor.line.cursor; },
  'C-x C-x': (editor) => {
    const { line } = editor;
    [line.mark, line.cursor] = [line.cursor, Math.min(line.mark, line.chars.length)];
  },
  'C-x backspace': kill((editor) => [0, editor.line.cursor], 'before'),
  'C-p': (editor) => editor.goHistory(-1), up: (editor) => editor.goHistory(-1), 'C-n': (editor) => editor.goHistory(1), down: (editor) => editor.goHistory(1),
  'M-<': (editor) => editor.goHistory(-Infinity), 'M->': (editor) => editor.goHistory(Infinity), 'page-up': (editor) => editor.searchPrefix(-1), 'page-down': (editor) => editor.searchPrefix(1),
  'C-l': (editor) => editor.clearScreen(), 'M-r': (editor) => editor.line.set(editor.historyLine), 'C-g': bell, 'M-#': comment, 'M-C-g': bell,
  'M-\\': (editor) => {
    const { line } = editor;
    let [from, to] = [line.cursor, line.cursor];
    while (from > 0 && /\s/.test(line.chars[from - 1] as string)) from--;
    while (to < line.chars.length && /\s/.test(line.chars[to] as string)) to++;
    line.remove(from, to);
  },
};
