/** One terminal of the learner: a login shell on a pty, the bytes to show, and what was run in it. */
import type { Kernel, ProcessHandle } from '../../kernel/kernel.ts';
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
  readonly process: ProcessHandle;
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
  #decoder = new TextDecoder();

  constructor(kernel: Kernel, tab: number, terminal: OutsideTerminal, process: ProcessHandle) {
    this.tab = tab;
    this.terminal = terminal;
    this.process = process;
    const marks = new ShellIntegration({
      output: (bytes) => {
        const current = this.running;
        if (current && current.output.length < OUTPUT_LIMIT) current.output += this.#decoder.decode(bytes, { stream: true });
        this.onOutput?.(bytes);
      },
      mark: (mark) => {
        if (mark.kind === 'prompt') {
          this.atPrompt = true;
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
          current.exit = mark.exit;
          this.onCommand?.(current);
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

  input(data: Uint8Array | string): void {
    this.terminal.input(data);
  }

  resize(size: WindowSize): void {
    this.terminal.resize(size);
  }
}
