/** A text that is being run, for the line numbers in messages and `$LINENO`. */
export class SourceText {
  readonly text: string;
  /** What messages call it. */
  readonly name: string;
  private readonly firstLine: number;
  private starts: number[] | undefined;

  constructor(text: string, name: string, firstLine = 1) {
    this.text = text;
    this.name = name;
    this.firstLine = firstLine;
  }

  /** The same text under another name. */
  renamed(name: string): SourceText {
    return new SourceText(this.text, name, this.firstLine);
  }

  /** Line of an offset, counted from the first line of the file. */
  lineAt(pos: number): number {
    if (this.starts === undefined) {
      this.starts = [0];
      for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) this.starts.push(i + 1);
    }
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= pos) low = middle;
      else high = middle;
    }
    return low + this.firstLine;
  }

  /** The text from the beginning of a line to the end. */
  from(line: number): string {
    return this.text.split('\n').slice(line - this.firstLine).join('\n');
  }

  /** The text of a line (as numbered by `lineAt`), for syntax errors. */
  line(number: number): string {
    return this.text.split('\n')[number - this.firstLine] ?? '';
  }
}
