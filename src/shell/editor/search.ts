/** Incremental search through the history: ^R and ^S. */
import type { Editor } from './editor.ts';
import type { Key } from './keys.ts';

export class Search {
  over = false;
  private readonly editor: Editor;
  private direction: 1 | -1;
  private text = '';
  private failed = false;
  private readonly origin: { text: string; index: number; cursor: number };

  constructor(editor: Editor, direction: 1 | -1) {
    this.editor = editor;
    this.direction = direction;
    this.origin = { text: editor.line.text, index: editor.historyIndex, cursor: editor.line.cursor };
    this.show();
  }

  /** Handles a key; what is not the search's own ends it and comes back to be handled as usual. */
  key(key: Key): Key | undefined {
    if (key.text !== undefined) {
      this.text += key.text;
      this.find(false);
    } else if (key.name === 'backspace' || key.name === 'C-h') {
      this.text = [...this.text].slice(0, -1).join('');
      this.failed = false;
      if (this.text !== '') this.find(false);
    } else if (key.name === 'C-r' || key.name === 'C-s') {
      this.direction = key.name === 'C-r' ? -1 : 1;
      if (this.text === '') this.text = lastSearch.get(this.editor) ?? '';
      this.find(true);
    } else if (key.name === 'C-g') {
      this.end();
      this.editor.showHistory(this.origin.index, this.origin.cursor);
      this.editor.line.reset(this.origin.text);
      this.editor.line.cursor = this.origin.cursor;
      this.editor.bell();
      return undefined;
    } else {
      this.end();
      return key.name === 'unknown' || key.name === 'C-j' ? undefined : key;
    }
    this.show();
    return undefined;
  }

  private end(): void {
    this.over = true;
    if (this.text !== '') lastSearch.set(this.editor, this.text);
  }

  private find(again: boolean): void {
    const { editor } = this;
    if (this.text === '') return;
    let index = Math.min(editor.historyIndex, editor.historyLines.length - 1);
    if (again && index === editor.historyIndex) {
      const inLine = editor.line.text;
      const from = editor.line.before.length;
      const next = this.direction < 0 ? inLine.slice(0, Math.max(0, from)).lastIndexOf(this.text) : inLine.indexOf(this.text, from + 1);
      if (next >= 0 && next !== from) {
        editor.showHistory(editor.historyIndex, [...inLine.slice(0, next)].length);
        this.failed = false;
        return;
      }
      index += this.direction;
    }
    const current = editor.historyIndex < editor.historyLines.length ? editor.line.text : undefined;
    for (; index >= 0 && index < editor.historyLines.length; index += this.direction) {
      const line = editor.historyLines[index] as string;
      if (again && line === current) continue;
      const at = this.direction < 0 ? line.lastIndexOf(this.text) : line.indexOf(this.text);
      if (at < 0) continue;
      editor.showHistory(index, [...line.slice(0, at)].length);
      this.failed = false;
      return;
    }
    this.failed = true;
    editor.bell();
  }

  private show(): void {
    const name = this.direction < 0 ? 'reverse-i-search' : 'i-search';
    this.editor.showWith(`(${this.failed ? 'failed ' : ''}${name})\`${this.text}': `);
  }
}

/** What ^R ^R searches for again. */
const lastSearch = new WeakMap<Editor, string>();
