/** Where expansion collects its result: fields split by IFS, each with its text and the same as a pattern with quoted characters escaped. */
import { quotePattern } from '../pattern.ts';

export interface Field { readonly text: string; readonly pattern: string; readonly glob: boolean }

const GLOB = /[*?[]|[@+!]\(/;

export class Fields {
  readonly list: Field[] = [];
  text = '';
  pattern = '';
  private glob = false;
  private present = false;
  /** False in assignments, patterns and here-documents: the result is one field. */
  readonly splits: boolean;
  private readonly ifs: string;

  /** `ifs` is the value of IFS (unset: blank, tab, newline). */
  constructor(splits: boolean, ifs: string | undefined) {
    this.splits = splits;
    this.ifs = ifs ?? ' \t\n';
  }

  /** Quoted text: stays as it is, and makes a field even when empty. */
  quoted(text: string): void {
    this.present = true;
    if (text === '') return;
    this.text += text;
    this.pattern += quotePattern(text);
  }

  /** Unquoted literal text of the word itself: not split, but may be a pattern. */
  literal(text: string): void {
    if (text === '') return;
    this.present = true;
    this.text += text;
    this.pattern += text;
    if (!this.glob && GLOB.test(text)) this.glob = true;
  }

  /** The result of an unquoted expansion: split, and may be a pattern. */
  expanded(text: string): void {
    if (text === '') return;
    if (!this.splits || this.ifs === '') return this.raw(text);
    if (!/\s/.test(text) && this.ifs === ' \t\n') return this.raw(text);
    this.split(text);
  }

  private raw(text: string): void {
    this.present = true;
    this.text += text;
    this.pattern += text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
    if (!this.glob && GLOB.test(text)) this.glob = true;
  }

  private split(text: string): void {
    const isBlank = (c: string | undefined): boolean => c !== undefined && (c === ' ' || c === '\t' || c === '\n') && this.ifs.includes(c);
    let i = 0;
    const blanks = (): void => {
      while (isBlank(text[i])) i++;
    };
    while (i < text.length) {
      const c = text[i] as string;
      if (isBlank(c)) {
        const had = this.present;
        if (had) this.end();
        blanks();
        if (had && i < text.length && this.ifs.includes(text[i] as string)) {
          i++;
          blanks();
        }
      } else if (this.ifs.includes(c)) {
        this.present = true;
        this.end();
        i++;
        blanks();
      } else {
        const start = i;
        while (i < text.length && !this.ifs.includes(text[i] as string)) i++;
        this.raw(text.slice(start, i));
      }
    }
  }

  /** `"$@"`: the items are separate fields; the first joins what is before, the last what follows. */
  quotedList(items: readonly string[]): void {
    if (!this.splits) return items.length > 0 ? this.quoted(items.join(' ')) : undefined;
    items.forEach((item, i) => {
      if (i > 0) this.end();
      this.quoted(item);
    });
  }

  /** Unquoted `$@` and `$*`. */
  expandedList(items: readonly string[], joined: string): void {
    if (!this.splits) return this.expanded(joined);
    items.forEach((item, i) => {
      if (i > 0 && this.present) this.end();
      this.expanded(item);
    });
  }

  /** Ends the present field, if there is one. */
  end(): void {
    if (!this.present) return;
    this.list.push({ text: this.text, pattern: this.pattern, glob: this.glob });
    this.text = this.pattern = '';
    this.glob = this.present = false;
  }
}
