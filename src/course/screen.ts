/** What stands on a terminal after output: cursor movements done, colours dropped, lines not wrapped. */

const CONTROL = /\x1b\[([0-9;?]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78cMDEH]|[\r\n\b\t]|[^\x1b\r\n\b\t]+|\x1b/g;

/** The lines of the final screen, without blanks at their ends and without empty lines at the end. */
export function screenText(output: string): string[] {
  const screen = new Screen();
  for (const match of output.matchAll(CONTROL)) screen.take(match[0], match[1] ?? '', match[2]);
  const lines = screen.lines.map((line) => line.join('').trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

class Screen {
  readonly lines: string[][] = [[]];
  #row = 0;
  #column = 0;

  take(text: string, parameters: string, command: string | undefined): void {
    if (command !== undefined) this.#control(command, Number(parameters.split(';')[0]?.replace('?', '') || 0));
    else if (text === '\n') this.#down(1);
    else if (text === '\r') this.#column = 0;
    else if (text === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (text === '\t') this.#column = (Math.floor(this.#column / 8) + 1) * 8;
    else if (!text.startsWith('\x1b')) for (const char of text) if (char >= ' ') this.#put(char);
  }

  #put(char: string): void {
    const line = this.#line();
    while (line.length < this.#column) line.push(' ');
    line[this.#column++] = char;
  }

  #line(): string[] {
    return (this.lines[this.#row] ??= []);
  }

  #down(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#row += 1;
      this.#line();
    }
  }

  #control(command: string, n: number): void {
    const count = n || 1;
    if (command === 'A') this.#row = Math.max(0, this.#row - count);
    else if (command === 'B') this.#down(count);
    else if (command === 'C') this.#column += count;
    else if (command === 'D') this.#column = Math.max(0, this.#column - count);
    else if (command === 'G') this.#column = count - 1;
    else if (command === 'K') this.#erase(n);
    else if (command === 'J' && n >= 2) {
      this.lines.length = 0;
      this.#row = 0;
      this.#column = 0;
      this.lines.push([]);
    } else if (command === 'J' && n === 0) {
      this.#line().splice(this.#column);
      this.lines.length = this.#row + 1;
    } else if (command === 'P') this.#line().splice(this.#column, count);
    else if (command === 'H' && n <= 1) {
      this.#row = 0;
      this.#column = 0;
    }
  }

  /** EL: 0 to the end of the line, 1 to its beginning, 2 all of it. */
  #erase(n: number): void {
    const line = this.#line();
    if (n !== 1) line.splice(n === 0 ? this.#column : 0);
    else line.fill(' ', 0, this.#column);
  }
}
