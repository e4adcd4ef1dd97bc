/** The line editor: reads keys from a raw terminal and gives back a line. It runs inside the shell's process. */
import { COMMANDS } from './commands.ts';
import { Display } from './display.ts';
import { KeyDecoder } from './keys.ts';
import { KillRing, Line } from './line.ts';
import { Deferred } from '../../kernel/deferred.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Key } from './keys.ts';
import type { Completer } from './completing.ts';
import type { Search } from './search.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { Termios } from '../../kernel/tty/types.ts';

const completing = new Deferred(() => import('./completing.ts'));
/** A count beyond this is a slip. */
const MOST_TIMES = 1000;

const searching = new Deferred(() => import('./search.ts'));

export interface EditorOptions {
  readonly proc: Proc;
  /** The terminal's descriptors. */
  readonly input: number;
  readonly output: number;
  readonly completer: Completer;
  /** bash switches bracketed paste on; BusyBox asks where the cursor is instead. */
  readonly bracketedPaste: boolean;
  readonly asksPosition: boolean;
}

export type Outcome = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'interrupt' } | { readonly kind: 'end' };

export class Editor {
  readonly line = new Line();
  readonly kills = new KillRing();
  readonly proc: Proc;
  display = new Display(80);
  historyLines: readonly string[] = [];
  isKill = false;
  lastWasKill = false;
  lastWasYank = false;
  lastWasArgument = false;
  yanked: { start: number; length: number } | undefined;
  argument: { back: number; start: number; length: number } | undefined;
  private readonly options: EditorOptions;
  private readonly decoder = new KeyDecoder();
  private at = 0;
  private readonly edited = new Map<number, string>();
  private out = '';
  private done: Outcome | undefined;
  private search: Search | undefined;
  private pasting: string | undefined;
  private verbatim = false;
  /** ^X was typed: the next key belongs to it. */
  private prefixed = false;
  /** M-5 and its like: how often the next key counts. */
  private count: number | undefined;
  private lastTab = false;
  prompt = '';

  constructor(options: EditorOptions) {
    this.options = options;
    this.proc = options.proc;
  }

  /** Edits one line behind `prompt` (invisible parts marked) and returns it; the terminal's modes are as before afterwards. */
  *readLine(prompt: string, history: readonly string[]): Sys<Outcome> {
    const { proc, input } = this.options;
    const before = proc.tcgetattr(input);
    this.start(prompt, history);
    proc.tcsetattr(input, rawModes(before));
    proc.sigaction('SIGWINCH', function* (this: void) { return; }, { restart: false });
    if (this.options.bracketedPaste) this.write('\x1b[?2004h');
    this.write(this.display.begin(prompt));
    if (this.options.asksPosition && !this.pendingInput()) this.write('\x1b[6n');
    yield* this.flush();
    try {
      while (this.done === undefined) yield* this.step();
    } finally {
      proc.sigaction('SIGWINCH', 'default');
      proc.tcsetattr(input, before);
    }
    return this.done;
  }

  private start(prompt: string, history: readonly string[]): void {
    this.prompt = prompt;
    this.historyLines = history;
    this.at = history.length;
    this.edited.clear();
    this.line.reset('');
    this.done = undefined;
    this.search = undefined;
    this.pasting = undefined;
    this.prefixed = false;
    this.count = undefined;
    this.lastTab = this.lastWasKill = this.lastWasYank = this.lastWasArgument = false;
    this.display = new Display(this.proc.windowSize(this.options.input).cols || 80);
  }

  private *step(): Sys<void> {
    let bytes: Uint8Array;
    try {
      bytes = yield* this.proc.read(this.options.input, 1);
    } catch (error) {
      if (isSysError(error, 'EINTR')) return yield* this.windowChanged();
      if (isSysError(error, 'EIO')) {
        this.done = { kind: 'end' };
        return;
      }
      throw error;
    }
    if (bytes.length === 0) {
      this.done = { kind: 'end' };
      return;
    }
    const key = this.decoder.feed(bytes[0] as number);
    if (key?.text !== undefined && this.isTyping) this.type(key.text);
    else if (key !== undefined) yield* this.handle(key);
    if (this.done === undefined && !this.pendingInput()) {
      if (this.pasting === undefined && this.search === undefined) this.write(this.display.paint(this.line.chars, this.line.cursor));
      yield* this.flush();
    } else if (this.done !== undefined) yield* this.flush();
  }

  private *windowChanged(): Sys<void> {
    const { cols } = this.proc.windowSize(this.options.input);
    if (cols !== this.display.cols && cols > 0) this.write(this.display.resize(cols, this.line.chars, this.line.cursor));
    yield* this.flush();
  }

  /** One key, when nothing else may be read in between (a question about many completions). */
  *readKey(): Sys<Key> {
    yield* this.flush();
    for (;;) {
      const bytes = yield* this.proc.read(this.options.input, 1);
      if (bytes.length === 0) return { name: 'C-d' };
      const key = this.decoder.feed(bytes[0] as number);
      if (key !== undefined) return key;
    }
  }

  /** Nothing is pending that would make another thing of a character than itself. */
  private get isTyping(): boolean {
    return this.pasting === undefined && this.search === undefined && this.count === undefined && !this.verbatim && !this.prefixed;
  }

  private type(text: string): void {
    this.line.insert(text, true);
    this.isKill = this.lastTab = this.lastWasKill = this.lastWasYank = this.lastWasArgument = false;
  }

  private *handle(key: Key): Sys<void> {
    if (this.pasting !== undefined || key.name === 'paste-begin') return this.paste(key);
    if (this.search) {
      const rest = this.search.key(key);
      if (this.search.over) {
        this.write(this.display.redraw(this.prompt, this.line.chars, this.line.cursor));
        this.search = undefined;
      }
      if (rest === undefined) return;
    }
    const digit = /^M-(\d)$/.exec(key.name)?.[1] ?? (this.count === undefined ? undefined : /^\d$/.exec(key.text ?? '')?.[0]);
    if (digit !== undefined && !this.verbatim) {
      this.count = Math.min((this.count ?? 0) * 10 + Number(digit), MOST_TIMES);
      return;
    }
    const times = this.count ?? 1;
    this.count = undefined;
    this.isKill = false;
    const wasTab = this.lastTab;
    this.lastTab = false;
    for (let n = 0; n < times && this.done === undefined; n++) {
      if (this.verbatim) {
        this.verbatim = false;
        this.line.insert(key.text ?? controlCharacter(key.name));
      } else if (this.prefixed) {
        this.prefixed = false;
        this.afterPrefix(key.name);
      } else if (key.text !== undefined) this.line.insert(key.text, true);
      else yield* this.command(key.name, wasTab);
    }
    this.lastWasKill = this.isKill;
    this.lastWasYank = key.name === 'C-y' || key.name === 'M-y';
    this.lastWasArgument = key.name === 'M-.' || key.name === 'M-_';
  }

  private *command(name: string, wasTab: boolean): Sys<void> {
    switch (name) {
      case 'enter': case 'C-j': case 'C-m': case 'C-o': return this.accept();
      case 'C-c': return this.interrupt();
      case 'C-d':
        if (this.line.chars.length === 0) return this.end();
        return (COMMANDS['delete'] as (editor: Editor) => void)(this);
      case 'tab':
        this.write(this.display.paint(this.line.chars, this.line.cursor));
        this.lastTab = !(yield* (yield* completing.of(this.proc)).completeLine(this, this.options.completer, wasTab));
        return;
      case 'M-?':
        yield* (yield* completing.of(this.proc)).completeLine(this, this.options.completer, true);
        return;
      case 'C-r': case 'C-s':
        this.search = new (yield* searching.of(this.proc)).Search(this, name === 'C-r' ? -1 : 1);
        return;
      case 'C-v': case 'C-q':
        this.verbatim = true;
        return;
      case 'C-x':
        this.prefixed = true;
        return;
      case 'C-z': case 'C-\\': case 'unknown': case 'insert': return;
      default: {
        const command = COMMANDS[name];
        if (command) command(this);
        else this.bell();
      }
    }
  }

  private afterPrefix(name: string): void {
    const command = COMMANDS[`C-x ${name}`];
    if (command) return command(this);
    if (name !== 'C-e') return this.bell();
    this.write(`${this.display.paint(this.line.chars, this.line.cursor)}${this.display.finish()}\r\nedit-and-execute-command is not simulated here\r\n`);
    this.write(this.display.begin(this.prompt));
  }

  private paste(key: Key): void {
    if (key.name === 'paste-begin') {
      this.pasting = '';
      return;
    }
    if (key.name === 'paste-end') {
      // A newline at the end stays in the line and is not taken for Enter.
      this.line.insert(this.pasting ?? '');
      this.pasting = undefined;
      return;
    }
    if (key.name === 'C-c' && this.pasting === '') this.pasting = undefined;
    else this.pasting += key.text ?? (key.name === 'enter' ? '\n' : key.name === 'tab' ? '\t' : controlCharacter(key.name));
  }

  accept(): void {
    this.write(this.display.paint(this.line.chars, this.line.cursor) + this.display.finish());
    const newline = this.options.bracketedPaste && this.display.endsOnEmptyRow ? '' : '\r\n';
    this.write(`${newline}${this.options.bracketedPaste ? '\x1b[?2004l\r' : ''}`);
    this.done = { kind: 'line', text: this.line.text };
  }

  private interrupt(): void {
    this.write(this.display.paint(this.line.chars, this.line.cursor) + this.display.finish());
    this.write(this.options.bracketedPaste ? '^C\x1b[?2004l\r\x1b[?2004h\x1b[?2004l\r\r\n' : '^C\r\n');
    this.done = { kind: 'interrupt' };
  }

  private end(): void {
    this.write(this.options.bracketedPaste ? '\x1b[?2004l\r\r\n' : '\r\n');
    this.done = { kind: 'end' };
  }

  /** The line of the history that is being edited, as it is kept there. */
  get historyLine(): string { return this.historyLines[this.at] ?? ''; }

  /** Moves through the history; edits of a line are kept until the line is accepted. */
  goHistory(by: number): void {
    const target = Math.max(0, Math.min(this.historyLines.length, this.at + by));
    if (target === this.at) return this.bell();
    this.edited.set(this.at, this.line.text);
    this.at = target;
    this.line.reset(this.edited.get(target) ?? this.historyLines[target] ?? '');
  }

  /** Shows a line of the history that a search found. */
  showHistory(index: number, cursor: number): void {
    this.at = index;
    this.line.reset(this.edited.get(index) ?? this.historyLines[index] ?? '');
    this.line.cursor = Math.min(cursor, this.line.chars.length);
  }

  get historyIndex(): number { return this.at; }

  /** Page up and down: lines that begin with what is before the cursor. */
  searchPrefix(by: number): void {
    const prefix = this.line.before;
    for (let i = this.at + by; i >= 0 && i < this.historyLines.length; i += by) {
      if (!this.historyLines[i]?.startsWith(prefix) || this.historyLines[i] === this.line.text) continue;
      this.showHistory(i, [...prefix].length);
      return;
    }
    this.bell();
  }

  clearScreen(): void { this.write(this.display.clear(this.line.chars, this.line.cursor)); }

  bell(): void { this.write('\x07'); }

  write(text: string): void { this.out += text; }

  /** Shows another prompt in place of the present one (incremental search). */
  showWith(prompt: string): void { this.write(this.display.redraw(prompt, this.line.chars, this.line.cursor)); }

  private pendingInput(): boolean { return this.proc.file(this.options.input).readable(); }

  *flush(): Sys<void> {
    if (this.out === '') return;
    const text = this.out;
    this.out = '';
    // The terminal turns newlines into CR LF itself: other processes may write while a line is edited.
    yield* this.proc.write(this.options.output, this.proc.tcgetattr(this.options.input).opost ? text.replaceAll('\r\n', '\n') : text);
  }
}

/** Keys come one by one and are not echoed; signals are keys. */
function rawModes(modes: Termios): Termios {
  return { ...modes, icanon: false, echo: false, isig: false, icrnl: false, iexten: false };
}

function controlCharacter(name: string): string {
  if (name === 'enter') return '\r';
  if (name === 'tab') return '\t';
  if (name === 'backspace') return '\x7f';
  const letter = /^C-(.)$/.exec(name)?.[1];
  return letter === undefined ? '' : String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f);
}
