// The open terminals of a page; their screens are loaded apart from the panels.
import type { Machine, Screen } from '../machine.ts';
import type { Store } from '../store.ts';
import { onTheme, theme } from '../theme.ts';
import type { TerminalScreen } from './screen.ts';

/** Lines of plain text that a terminal keeps. */
const kept = 1000;

export class Terminals {
  readonly #store: Store;
  readonly #screens = new Map<number, TerminalScreen>();
  readonly #waiting = new Map<number, { bytes: Uint8Array; drawn: () => void }[]>();
  readonly #lines = new Map<number, string[]>();
  readonly #listeners = new Set<() => void>();
  #machine: Machine | undefined;
  #booted = false;

  constructor(store: Store) {
    this.#store = store;
    onTheme((now) => {
      for (const screen of this.#screens.values()) screen.setTheme(now);
    });
  }

  connect(machine: Machine): void {
    this.#machine = machine;
  }

  /** A new machine: its terminals begin empty, in the sizes that are shown; of an old session its own are shown. */
  booted(open: readonly number[]): void {
    this.#booted = true;
    const { terminal } = this.#store.getState();
    if (open.length > 0) this.#store.setState({ terminals: [...open], terminal: open.includes(terminal) ? terminal : (open[0] ?? 1) });
    for (const tab of this.#store.getState().terminals) {
      this.screen(tab).clear();
      this.#open(tab);
    }
  }

  /** What the machine writes to: the screen, or a queue until that is loaded. */
  screen(tab: number): Screen {
    const screen = this.#screens.get(tab);
    return {
      write: (bytes, drawn) => {
        const queue = this.#waiting.get(tab);
        if (screen) screen.write(bytes, drawn);
        else if (queue) queue.push({ bytes, drawn });
        else this.#waiting.set(tab, [{ bytes, drawn }]);
      },
      clear: () => {
        this.#lines.delete(tab);
        this.#waiting.delete(tab);
        screen?.clear();
      },
    };
  }

  /** Shows a terminal in an element; the returned function takes it away for good. */
  attach(tab: number, element: HTMLElement): () => void {
    let gone = false;
    void import('./screen.ts').then(({ TerminalScreen: Screen }) => {
      if (gone) return;
      const screen = new Screen(element, {
        theme: theme(),
        input: (bytes) => this.#machine?.input(tab, bytes),
        resized: (columns, rows) => {
          if (this.#booted) this.#machine?.resize(tab, columns, rows);
        },
        line: (text) => this.#print(tab, text),
        parsed: () => this.#tell(),
      });
      this.#screens.set(tab, screen);
      for (const { bytes, drawn } of this.#waiting.get(tab) ?? []) screen.write(bytes, drawn);
      this.#waiting.delete(tab);
      const { cols, rows } = screen.terminal;
      if (this.#booted) this.#machine?.resize(tab, cols, rows);
      if (tab === this.#store.getState().terminal && document.activeElement === document.body && tab !== 1) screen.terminal.focus();
    });
    return () => {
      gone = true;
      this.#screens.get(tab)?.dispose();
      this.#screens.delete(tab);
    };
  }

  add(): void {
    const { terminals } = this.#store.getState();
    const tab = Math.max(...terminals) + 1;
    this.#store.setState({ terminals: [...terminals, tab], terminal: tab });
    if (this.#booted) this.#open(tab);
  }

  close(tab: number): void {
    const { terminals, terminal } = this.#store.getState();
    const left = terminals.filter((other) => other !== tab);
    if (left.length === 0) return;
    this.#store.setState({ terminals: left, terminal: tab === terminal ? (left.at(-1) ?? 1) : terminal });
    void this.#machine?.calls?.closeTerminal(tab).catch(() => {});
    this.#lines.delete(tab);
  }

  focus(): void {
    this.#screens.get(this.#store.getState().terminal)?.terminal.focus();
  }

  find(text: string, backwards: boolean): Promise<boolean> {
    return this.#screens.get(this.#store.getState().terminal)?.find(text, backwards) ?? Promise.resolve(false);
  }

  /** The screen's own object, for tests of the page. */
  inFront(): TerminalScreen | undefined {
    return this.#screens.get(this.#store.getState().terminal);
  }

  /** The lines that a terminal has printed. */
  lines(tab: number): readonly string[] {
    return this.#lines.get(tab) ?? [];
  }

  /** The line that a terminal has not ended yet. */
  current(tab: number): string {
    return this.#screens.get(tab)?.current ?? '';
  }

  /** Calls back when the lines of a terminal, or the one that has not ended, may be others. */
  onLine(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #open(tab: number): void {
    const { cols = 80, rows = 24 } = this.#screens.get(tab)?.terminal ?? {};
    void this.#machine?.calls?.openTerminal(tab, cols, rows).catch(() => {});
  }

  #print(tab: number, text: string): void {
    const lines = [...this.lines(tab), text];
    this.#lines.set(tab, lines.slice(-kept));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
