/** One terminal of the learner: a login shell on a pty, the bytes to show, and what was run in it. */
import type { Kernel, ProcessHandle } from '../../kernel/kernel.ts';
import { signalNumber } from '../../kernel/signals.ts';
import { SysError } from '../../kernel/errno.ts';
import type { OutsideTerminal } from '../../kernel/tty/outside-terminal.ts';
import type { WindowSize } from '../../kernel/tty/types.ts';
import { ShellIntegration } from './shell-integration.ts';

/** A command line as it was accepted at the prompt, with what it printed (terminal bytes as text) and its exit code once it ended. */
export interface CommandRecord {
  readonly tab: number;
  readonly line: string;
  /** Virtual nanoseconds when it was accepted. */
  readonly at: number;
  output: string;
  exit: number | undefined;
}

const OUTPUT_LIMIT = 256 * 1024;

export class TerminalSession {
  readonly tab: number;
  readonly terminal: OutsideTerminal;
  /** The login shell. */
  process: ProcessHandle;
  readonly commands: CommandRecord[] = [];
  /** Bytes to show, marks taken out. */
  onOutput: ((bytes: Uint8Array) => void) | undefined;
  /** A command has ended. */
  onCommand: ((record: CommandRecord) => void) | undefined;
  /** A line was accepted at the prompt. */
  onAccepted: ((record: CommandRecord) => void) | undefined;
  /** The shell shows its prompt. */
  onPrompt: (() => void) | undefined;
  /** True while the shell waits at its prompt. */
  atPrompt = false;
  readonly #login: () => ProcessHandle;
  /** The shell has shown a prompt: it is one that works. */
  #greeted = false;
  /** The exit code of the shell before this one. */
  #ended = 0;
  #decoder = new TextDecoder();

  /** `login` starts a shell on the terminal. */
  constructor(kernel: Kernel, tab: number, terminal: OutsideTerminal, login: () => ProcessHandle) {
    this.tab = tab;
    this.terminal = terminal;
    this.#login = login;
    this.process = login();
    const marks = new ShellIntegration({
      output: (bytes) => {
        const current = this.running;
        if (current && current.output.length < OUTPUT_LIMIT) current.output += this.#decoder.decode(bytes, { stream: true });
        this.onOutput?.(bytes);
      },
      mark: (mark) => {
        if (mark.kind === 'prompt') {
          // What ended the shell has not been told as ended by it.
          if (this.running) this.#end(this.running, this.#ended);
          this.atPrompt = true;
          this.#greeted = true;
          this.onPrompt?.();
        }
        else if (mark.kind === 'command') {
          this.atPrompt = false;
          this.#decoder = new TextDecoder();
          const record: CommandRecord = { tab, line: mark.line, at: kernel.now(), output: '', exit: undefined };
          this.commands.push(record);
          this.onAccepted?.(record);
        } else {
          const current = this.running;
          if (!current) return;
          this.#end(current, mark.exit);
        }
      },
    });
    terminal.onOutput = (bytes) => marks.feed(bytes);
  }

  /** The command that has not ended yet. */
  get running(): CommandRecord | undefined {
    const last = this.commands.at(-1);
    return last?.exit === undefined ? last : undefined;
  }

  /** When the shell ends another one begins, as on the console of a host, as long as `isOpen` and unless it ended before its first prompt. */
  stayLoggedIn(isOpen: () => boolean): void {
    this.process.onExit = (status) => {
      if (!this.#greeted || !isOpen()) return;
      this.#ended = status.kind === 'exited' ? status.code : 128 + ('signal' in status ? signalNumber(status.signal) : 0);
      this.#greeted = false;
      try {
        this.process = this.#login();
      } catch (error) {
        // A host without bash.
        if (error instanceof SysError) return;
        throw error;
      }
      this.stayLoggedIn(isOpen);
    };
  }

  #end(command: CommandRecord, exit: number): void {
    command.exit = exit;
    this.onCommand?.(command);
  }

  input(data: Uint8Array | string): void {
    this.terminal.input(data);
  }

  resize(size: WindowSize): void {
    this.terminal.resize(size);
  }
}
