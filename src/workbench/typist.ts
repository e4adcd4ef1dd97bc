// Types the command lines of a block as a person would: each at a prompt of its own.
import type { Lab } from './lab.ts';

const encoder = new TextEncoder();

export class Typist {
  readonly #lab: Lab;
  /** Lines that wait, by terminal, and how many the shell had accepted when the last of them was typed. */
  readonly #queues = new Map<number, { lines: string[]; typedAt: number }>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** What another program reads is typed at once; before its first prompt a shell is waited for. */
  type(tab: number, lines: readonly string[]): void {
    const shell = this.#lab.shell(tab);
    const queue = this.#queues.get(tab);
    if (queue) queue.lines.push(...lines);
    else if (shell && !shell.isAtPrompt && shell.accepted > 0) for (const line of lines) this.#enter(tab, line);
    else this.#queues.set(tab, { lines: [...lines], typedAt: -1 });
  }

  /** Forgets what waits for a prompt of a terminal; without one, of all. */
  stop(tab?: number): void {
    if (tab === undefined) this.#queues.clear();
    else this.#queues.delete(tab);
  }

  /** Types what can be typed now; true when something was. */
  goOn(): boolean {
    let typed = false;
    for (const [tab, queue] of this.#queues) {
      const shell = this.#lab.shell(tab);
      if (!shell?.isAtPrompt || shell.accepted === queue.typedAt) continue;
      queue.typedAt = shell.accepted;
      this.#enter(tab, queue.lines.shift() ?? '');
      if (queue.lines.length === 0) this.#queues.delete(tab);
      typed = true;
    }
    return typed;
  }

  /** The lines of a command that is continued are entered one by one. */
  #enter(tab: number, line: string): void {
    this.#lab.input(tab, encoder.encode(`${line.replaceAll('\n', '\r')}\r`));
  }
}
