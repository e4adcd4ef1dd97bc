/** Small edits of a solution, by a fixed list of operators: what a check that looks closely must not let pass. */

export interface EditedLine {
  /** Position of the line that it was. */
  readonly from: number;
  readonly text: string;
}

export interface Edit {
  /** What was done: `line 2: without --name`. */
  readonly what: string;
  readonly lines: readonly EditedLine[];
}

/** Every edit of the command lines, each text once. */
export function smallEdits(lines: readonly string[]): Edit[] {
  const seen = new Set([lines.join('\n')]);
  const edits: Edit[] = [];
  const all = lines.map((text, from) => ({ from, text }));
  const add = (what: string, edited: readonly EditedLine[]): void => {
    const text = edited.map((each) => each.text).join('\n');
    if (seen.has(text)) return;
    seen.add(text);
    edits.push({ what, lines: edited });
  };
  lines.forEach((line, at) => {
    const replace = (text: string): EditedLine[] => all.map((each) => (each.from === at ? { from: at, text } : each));
    const where = lines.length > 1 ? `line ${at + 1}: ` : '';
    if (lines.length > 1) add(`without line ${at + 1}`, all.filter(({ from }) => from !== at));
    for (const { what, text } of editsOf(line)) add(`${where}${what}`, replace(text));
  });
  return edits;
}

function editsOf(line: string): { what: string; text: string }[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|\\.|\$\([^)]*\)|[^\s'"\\])+/g) ?? [];
  const out: { what: string; text: string }[] = [];
  const put = (at: number, word: string | undefined, what: string): void => void out.push({ what, text: words.flatMap((each, i) => (i === at ? (word === undefined ? [] : [word]) : [each])).join(' ') });
  words.forEach((word, at) => {
    if (at === 0) return;
    const long = /^--[\w-]+/.exec(word)?.[0];
    if (long !== undefined) put(at, undefined, `without ${long}`);
    else if (/^-[A-Za-z]+$/.test(word)) {
      const letters = word.slice(1);
      if (letters.length === 1) put(at, undefined, `without ${word}`);
      else for (const letter of letters) put(at, `-${letters.replace(letter, '')}`, `without -${letter}`);
    }
    const port = /^(\d+):(\d+)$/.exec(word);
    if (port && port[1] !== port[2]) put(at, `${port[2]}:${port[1]}`, `${word} the other way round`);
    const number = /^(.*?)(\d+)$/.exec(word);
    if (number && !port && !word.startsWith('-')) put(at, `${number[1]}${Number(number[2]) + 1}`, `another number for ${word}`);
    if (word === '>') put(at, '>>', '>> for >');
    if (word === '>>') put(at, '>', '> for >>');
    if (/^[a-z][\w.-]*$/.test(word) && (at > 2 || words[0] !== 'docker')) put(at, `${word}x`, `another word for ${word}`);
    if (at === words.length - 1 && !word.startsWith('-')) put(at, undefined, 'without its last word');
  });
  return out;
}
