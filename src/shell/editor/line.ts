/** The text being edited: characters, cursor, kill ring and undo, as GNU Readline has them. */
import { charWidth } from '../../kernel/tty/char-width.ts';

/** Killed texts, shared by all lines of a shell. */
export class KillRing {
  readonly items: string[] = [];
  at = 0;

  push(text: string, join: 'before' | 'after' | undefined): void {
    if (text === '') return;
    if (join !== undefined && this.items.length > 0) {
      const last = this.items.pop() as string;
      this.items.push(join === 'after' ? last + text : text + last);
    } else this.items.push(text);
    if (this.items.length > 60) this.items.shift();
    this.at = this.items.length - 1;
  }

  get current(): string { return this.items[this.at] ?? ''; }

  rotate(): void {
    if (this.items.length > 0) this.at = (this.at + this.items.length - 1) % this.items.length;
  }
}

interface Snapshot { readonly text: string; readonly cursor: number }

export class Line {
  /** Code points. */
  chars: string[] = [];
  cursor = 0;
  /** Where C-@ was typed. */
  mark = 0;
  private undos: Snapshot[] = [];
  private typing = false;

  get text(): string { return this.chars.join(''); }

  get before(): string { return this.chars.slice(0, this.cursor).join(''); }

  /** Replaces everything, with the cursor at the end. */
  set(text: string, cursor?: number): void {
    this.remember();
    this.chars = [...text];
    this.cursor = cursor ?? this.chars.length;
  }

  /** Begins a new line: nothing to undo. */
  reset(text: string): void {
    this.chars = [...text];
    this.cursor = this.chars.length;
    this.undos = [];
    this.typing = false;
  }

  /** Typed characters in a row are undone together. */
  insert(text: string, typed = false): void {
    if (!typed || !this.typing) this.remember();
    this.typing = typed;
    const added = [...text];
    this.chars.splice(this.cursor, 0, ...added);
    this.cursor += added.length;
  }

  /** Removes [from, to) and returns it; the cursor stays with its text. */
  remove(from: number, to: number): string {
    const [start, end] = [Math.max(0, Math.min(from, to)), Math.min(this.chars.length, Math.max(from, to))];
    if (start === end) return '';
    this.remember();
    const removed = this.chars.splice(start, end - start).join('');
    if (this.cursor > end) this.cursor -= end - start;
    else if (this.cursor > start) this.cursor = start;
    return removed;
  }

  replace(from: number, to: number, text: string): void {
    this.remember();
    const added = [...text];
    this.chars.splice(from, to - from, ...added);
    this.cursor = from + added.length;
  }

  private remember(): void {
    this.typing = false;
    this.undos.push({ text: this.text, cursor: this.cursor });
    if (this.undos.length > 500) this.undos.shift();
  }

  /** False when there is nothing to undo. */
  undo(): boolean {
    const last = this.undos.pop();
    if (last === undefined) return false;
    this.chars = [...last.text];
    this.cursor = Math.min(last.cursor, this.chars.length);
    this.typing = false;
    return true;
  }

  /** Ends a run of typed characters. */
  settle(): void { this.typing = false; }

  /** The place one character to the left: marks without width belong to the character before them. */
  left(from = this.cursor): number {
    let at = from - 1;
    while (at > 0 && charWidth(this.chars[at]?.codePointAt(0) ?? 32) === 0 && !isControl(this.chars[at])) at--;
    return Math.max(0, at);
  }

  right(from = this.cursor): number {
    let at = from + 1;
    while (at < this.chars.length && charWidth(this.chars[at]?.codePointAt(0) ?? 32) === 0 && !isControl(this.chars[at])) at++;
    return Math.min(this.chars.length, at);
  }

  /** End of the word (letters and digits) at or behind the cursor. */
  wordEnd(from = this.cursor): number {
    let at = from;
    while (at < this.chars.length && !isWord(this.chars[at])) at++;
    while (at < this.chars.length && isWord(this.chars[at])) at++;
    return at;
  }

  wordStart(from = this.cursor): number {
    let at = from;
    while (at > 0 && !isWord(this.chars[at - 1])) at--;
    while (at > 0 && isWord(this.chars[at - 1])) at--;
    return at;
  }

  /** Start of the run of non-blanks before the cursor (^W). */
  blankStart(from = this.cursor): number {
    let at = from;
    while (at > 0 && /\s/.test(this.chars[at - 1] as string)) at--;
    while (at > 0 && !/\s/.test(this.chars[at - 1] as string)) at--;
    return at;
  }
}

function isControl(char: string | undefined): boolean {
  return char !== undefined && (char < ' ' || char === '\x7f');
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
