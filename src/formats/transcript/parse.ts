/**
 * The transcript format: console text that can be executed and compared.
 *
 *     $ typed            a command line; `> ` lines continue it
 *     expected output    `...` alone matches any lines; [ID] [TIME] [AGO] [NAME] [SIZE] match one field
 *     [exit 3]           the exit code, when it is not 0
 *     [key ^C] [tab 2] [wait 5s]   act on the terminal
 *     # text             (only where `comments` is on) describes the commands after it
 *     \…                 the rest of the line is literal
 */

export interface TranscriptStep {
  readonly kind: 'command' | 'key' | 'tab' | 'wait';
  /** The command line (continuations joined by newlines), the key (`^C`), the tab's number, or the duration (`5s`). */
  readonly text: string;
  readonly expected: readonly ExpectedLine[];
  readonly exit: number;
  /** Comment lines before the command, without `# `. */
  readonly comment: readonly string[];
  /** Line of the step in the source, from 1. */
  readonly line: number;
}

export type ExpectedLine = { readonly kind: 'any' } | { readonly kind: 'text'; readonly text: string };

export class TranscriptError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.name = 'TranscriptError';
    this.line = line;
  }
}

/** Parses a transcript. Text before the first command is an error (TranscriptError), except comments and blank lines. */
export function parseTranscript(source: string, options: { comments?: boolean } = {}): TranscriptStep[] {
  const steps: { kind: TranscriptStep['kind']; text: string; expected: ExpectedLine[]; exit: number; comment: string[]; line: number }[] = [];
  let comment: string[] = [];
  const lines = source.replace(/\n$/, '').split('\n');
  lines.forEach((raw, index) => {
    const number = index + 1;
    const current = steps.at(-1);
    const act = /^\[(key|tab|wait) (.+)\]$/.exec(raw);
    const exit = /^\[exit (\d+)\]$/.exec(raw);
    if (raw.startsWith('$ ') || raw === '$') {
      steps.push({ kind: 'command', text: raw.slice(2), expected: [], exit: 0, comment, line: number });
      comment = [];
    } else if (raw.startsWith('> ') && current?.kind === 'command' && current.expected.length === 0) {
      current.text += `\n${raw.slice(2)}`;
    } else if (act) {
      steps.push({ kind: act[1] as 'key' | 'tab' | 'wait', text: act[2] ?? '', expected: [], exit: 0, comment, line: number });
      comment = [];
    } else if (exit && current?.kind === 'command') {
      current.exit = Number(exit[1]);
    } else if (options.comments && raw.startsWith('# ')) {
      comment.push(raw.slice(2));
    } else if (current === undefined) {
      if (raw.trim() !== '') throw new TranscriptError(number, 'output before the first command');
    } else if (raw === '...') {
      current.expected.push({ kind: 'any' });
    } else {
      current.expected.push({ kind: 'text', text: raw.startsWith('\\') ? raw.slice(1) : raw });
    }
  });
  if (options.comments) for (const step of steps) while (isBlank(step.expected.at(-1))) step.expected.pop();
  return steps;
}

function isBlank(line: ExpectedLine | undefined): boolean {
  return line?.kind === 'text' && line.text.trim() === '';
}
