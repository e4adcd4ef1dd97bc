/** The list of typed commands: `history`, ^P and ^R, and history expansion. */

export class History {
  readonly lines: string[] = [];
  /** Number of the first line kept, from 1. */
  base = 1;
  /** Lines that the history file already holds. */
  saved = 0;

  /** Adds a line as HISTCONTROL and HISTSIZE say. */
  add(line: string, control = '', limit = 500): void {
    if (line.trim() === '') return;
    const rules = control.split(':');
    const ignoreSpace = rules.includes('ignorespace') || rules.includes('ignoreboth');
    const ignoreDuplicates = rules.includes('ignoredups') || rules.includes('ignoreboth');
    if (ignoreSpace && line.startsWith(' ')) return;
    if (ignoreDuplicates && this.lines.at(-1) === line) return;
    if (rules.includes('erasedups')) {
      for (let i = this.lines.length - 1; i >= 0; i--) if (this.lines[i] === line) this.lines.splice(i, 1);
    }
    this.lines.push(line);
    while (this.lines.length > limit) {
      this.lines.shift();
      this.base++;
      if (this.saved > 0) this.saved--;
    }
  }

  /** The number that the next line will get (`\!`). */
  get next(): number { return this.base + this.lines.length; }

  /** Line by its number; negative numbers count from the end. */
  at(number: number): string | undefined {
    return number < 0 ? this.lines.at(number) : this.lines[number - this.base];
  }

  clear(): void {
    this.lines.length = 0;
    this.base = 1;
    this.saved = 0;
  }
}
