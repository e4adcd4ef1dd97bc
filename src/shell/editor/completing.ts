/** Tab: inserts what is certain, lists what is possible. */
import { columns, commonPrefix } from './list.ts';
import type { Editor } from './editor.ts';
import type { Sys } from '../../kernel/sys.ts';

export interface Candidate {
  /** What replaces the word, quoted as it must be. */
  readonly value: string;
  /** What the list shows; default the value. */
  readonly label?: string;
  readonly description?: string;
  /** Put behind the word when it is the only one; default a blank. */
  readonly suffix?: string;
}

export interface Completion {
  /** Where the word to be replaced begins, in code points. */
  readonly start: number;
  readonly candidates: readonly Candidate[];
  /** The given order stays; otherwise candidates are sorted. */
  readonly keepOrder?: boolean;
}

/** Finds completions for the text before the cursor. */
export type Completer = (before: string) => Sys<Completion>;

/** Lists longer than this are asked about first (completion-query-items). */
const ASK_FROM = 100;

/** Completes the word before the cursor; `list` on a Tab behind one that changed nothing. True when the line was changed. */
export function* completeLine(editor: Editor, completer: Completer, list: boolean): Sys<boolean> {
  yield* editor.flush();
  const completion = yield* completer(editor.line.before);
  const seen = new Map<string, Candidate>();
  for (const candidate of completion.candidates) if (!seen.has(candidate.value)) seen.set(candidate.value, candidate);
  const candidates = [...seen.values()];
  if (!completion.keepOrder) candidates.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  if (candidates.length === 0) {
    editor.bell();
    return false;
  }
  const { line } = editor;
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only) {
    const suffix = only.suffix ?? ' ';
    const rest = line.chars.slice(line.cursor).join('');
    line.replace(completion.start, line.cursor, only.value + (rest.startsWith(suffix) ? '' : suffix));
    return true;
  }
  const prefix = commonPrefix(candidates.map((candidate) => candidate.value));
  const typed = line.chars.slice(completion.start, line.cursor).join('');
  if (prefix.length > typed.length || (prefix !== typed && prefix.length === typed.length)) {
    line.replace(completion.start, line.cursor, prefix);
    editor.bell();
    return true;
  }
  if (list) yield* showList(editor, candidates);
  else editor.bell();
  return false;
}

function* showList(editor: Editor, candidates: readonly Candidate[]): Sys<void> {
  if (candidates.length >= ASK_FROM) {
    editor.write(`\r\nDisplay all ${candidates.length} possibilities? (y or n)`);
    for (;;) {
      const key = yield* editor.readKey();
      if (key.text === 'y' || key.text === 'Y' || key.text === ' ' || key.name === 'tab') break;
      if (key.text === 'n' || key.text === 'N' || key.name === 'backspace' || key.name === 'C-c' || key.name === 'C-g') {
        editor.write('\r\n');
        repaint(editor);
        return;
      }
      editor.bell();
    }
  }
  const lines = columns(labels(candidates, editor.display.cols), editor.display.cols);
  editor.write('\r\n');
  const page = Math.max(2, editor.proc.windowSize(0).rows || 24) - 1;
  for (const [i, text] of lines.entries()) {
    if (i > 0 && i % page === 0 && !(yield* more(editor))) break;
    editor.write(`${text}\r\n`);
  }
  repaint(editor);
}

/** `--More--`; false to stop. */
function* more(editor: Editor): Sys<boolean> {
  editor.write('--More--');
  for (;;) {
    const key = yield* editor.readKey();
    const go = key.text === 'y' || key.text === ' ' || key.name === 'enter' || key.name === 'tab';
    const stop = key.text === 'q' || key.text === 'n' || key.name === 'C-c' || key.name === 'backspace';
    if (!go && !stop) continue;
    editor.write('\r        \r');
    return go;
  }
}

function repaint(editor: Editor): void {
  editor.write(editor.display.begin(editor.prompt.slice(editor.prompt.lastIndexOf('\n') + 1)));
  editor.write(editor.display.paint(editor.line.chars, editor.line.cursor));
}

/** With descriptions the list is one column wide, as cobra's completion for bash makes it. */
function labels(candidates: readonly Candidate[], cols: number): string[] {
  const names = candidates.map((candidate) => candidate.label ?? candidate.value);
  if (!candidates.some((candidate) => candidate.description)) return names;
  const width = Math.max(...names.map((name) => name.length));
  return candidates.map((candidate, i) => {
    if (!candidate.description) return names[i] as string;
    const room = cols - width - 4;
    const text = candidate.description.length > room ? `${candidate.description.slice(0, Math.max(0, room - 1))}…` : candidate.description;
    return `${(names[i] as string).padEnd(width)}  (${text})`;
  });
}
