/** Types the steps of a transcript into a terminal of a machine, as a learner would, and gives what each printed. */
import { linePattern } from '../formats/transcript/match.ts';
import type { TranscriptStep } from '../formats/transcript/parse.ts';
import type { Machine } from '../machine/machine.ts';
import type { TerminalSession } from '../machine/terminal/terminal-session.ts';
import { screenText } from './screen.ts';

const SECOND = 1_000_000_000;
/** A command that has not come back after this much virtual time gets ^C, and then is left alone. */
const LIMIT = 60 * SECOND;
/** What a quick typist needs before each command: what was started has begun by then. */
const THINKING = SECOND;
/** So long nothing must be printed before something is typed into a running program. */
const QUIET = SECOND / 2;
const NAMED: Readonly<Record<string, string>> = { Enter: '\r', Tab: '\t', Esc: '\x1b', Space: ' ', Up: '\x1b[A', Down: '\x1b[B', Right: '\x1b[C', Left: '\x1b[D', Backspace: '\x7f' };
/** A line that is typed at the prompt of a program: `/ # ls`, `root@0123456789ab:/# ls`, `redis> get a`. */
const INNER = /^([^\s$]*(?: [#$]|[#>$])) (.*)$/;

export interface Typed {
  readonly lines: readonly string[];
  readonly code: number;
  /** It did not come back by itself. */
  readonly stuck: boolean;
}

export class Typist {
  readonly #machine: Machine;
  readonly #tabs = new Map<number, TerminalSession>();
  #tab = 1;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Runs one step: a command to its end, keys, a change of tab, or a pause. */
  async step(step: TranscriptStep): Promise<Typed> {
    const terminal = await this.#terminal();
    switch (step.kind) {
      case 'command':
        return this.#command(terminal, step);
      case 'key':
        return this.#keys(terminal, step.text);
      case 'tab':
        this.#tab = Number(step.text);
        await this.#terminal();
        return { lines: [], code: 0, stuck: false };
      case 'wait':
        await this.#machine.runFor(seconds(step.text) * SECOND);
        return { lines: [], code: 0, stuck: false };
    }
  }

  /** Runs steps; a command that is followed by keys in the same tab is left running for them. */
  async all(steps: readonly TranscriptStep[]): Promise<Typed[]> {
    const out: Typed[] = [];
    for (const [at, step] of steps.entries()) {
      if (step.kind === 'command' && takesKeys(steps.slice(at + 1))) out.push(await this.#begin(await this.#terminal(), step));
      else out.push(await this.step(step));
    }
    return out;
  }

  async #terminal(): Promise<TerminalSession> {
    const open = this.#tabs.get(this.#tab);
    if (open) {
      await this.#machine.runFor(THINKING);
      return open;
    }
    const terminal = this.#machine.openTerminal(this.#tab, { rows: 24, cols: 80 });
    this.#tabs.set(this.#tab, terminal);
    await this.#machine.runUntil(() => terminal.atPrompt, 10 * SECOND);
    return terminal;
  }

  #type(terminal: TerminalSession, text: string): void {
    terminal.atPrompt = false;
    // Several lines are pasted, so that the shell takes them as one command.
    terminal.input(text.includes('\n') ? `\x1b[200~${text}\x1b[201~\r` : `${text}\r`);
  }

  async #command(terminal: TerminalSession, step: TranscriptStep): Promise<Typed> {
    const before = terminal.commands.length;
    this.#type(terminal, step.text);
    await this.#converse(terminal, step);
    const back = await this.#machine.runUntil(() => ended(terminal), LIMIT);
    if (!back) {
      terminal.input('\x03');
      await this.#machine.runUntil(() => ended(terminal), 15 * SECOND);
    }
    return { ...outcome(terminal, before), stuck: !back };
  }

  /** Types lines into the program that runs, each when it shows the prompt that the line begins with. */
  async #converse(terminal: TerminalSession, step: TranscriptStep): Promise<void> {
    for (const line of step.expected) {
      const inner = line.kind === 'text' ? INNER.exec(line.text) : null;
      if (!inner) continue;
      const [, prompt = '', text = ''] = inner;
      const pattern = linePattern(prompt);
      const end = this.#machine.kernel.now() + LIMIT;
      for (;;) {
        const seen = terminal.running?.output;
        if (ended(terminal) || this.#machine.kernel.now() > end) return;
        await this.#machine.runWhile(() => !ended(terminal), QUIET);
        if (ended(terminal)) return;
        const now = terminal.running?.output ?? '';
        if (seen === now && pattern.test(screenText(`${now}\x1b[0m`).at(-1) ?? '')) break;
      }
      if (text !== '') terminal.input(text);
      terminal.input('\r');
    }
  }

  /** Starts a command that keys will be pressed in. */
  async #begin(terminal: TerminalSession, step: TranscriptStep): Promise<Typed> {
    const before = terminal.commands.length;
    this.#type(terminal, step.text);
    await this.#machine.runWhile(() => !ended(terminal), 2 * SECOND);
    await this.#converse(terminal, step);
    return { ...outcome(terminal, before), stuck: false };
  }

  async #keys(terminal: TerminalSession, text: string): Promise<Typed> {
    const before = terminal.running ? terminal.commands.length - 1 : terminal.commands.length;
    const shown = terminal.running?.output.length ?? 0;
    terminal.atPrompt = false;
    terminal.input(keyBytes(text));
    await this.#machine.runUntil(() => terminal.atPrompt || terminal.process.status() !== undefined, 15 * SECOND);
    const record = terminal.commands[before];
    return { lines: screenText((record?.output ?? '').slice(shown)), code: record?.exit ?? 0, stuck: false };
  }
}

/** The bytes of `^C`, `^P ^Q`, `Enter`, `Up`, or of the text itself. */
export function keyBytes(text: string): string {
  const words = text.split(' ');
  const bytes = words.map((word) => (/^\^[A-Za-z@[\\\]^_]$/.test(word) ? String.fromCharCode(word.toUpperCase().charCodeAt(1) & 0x1f) : NAMED[word]));
  return bytes.every((each) => each !== undefined) ? bytes.join('') : text;
}

function takesKeys(rest: readonly TranscriptStep[]): boolean {
  for (const step of rest) {
    if (step.kind === 'key') return true;
    if (step.kind === 'command' || step.kind === 'tab') return step.kind === 'tab';
  }
  return false;
}

function ended(terminal: TerminalSession): boolean {
  return terminal.atPrompt || terminal.process.status() !== undefined;
}

function outcome(terminal: TerminalSession, before: number): { lines: string[]; code: number } {
  const records = terminal.commands.slice(before);
  return { lines: records.flatMap(({ output }) => screenText(output)), code: records.at(-1)?.exit ?? 0 };
}

function seconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim());
  return match ? Number(match[1]) * (match[2] === 'ms' ? 0.001 : match[2] === 'm' ? 60 : 1) : 0;
}
