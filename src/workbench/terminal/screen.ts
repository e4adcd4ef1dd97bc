// One terminal: xterm with its size, theme, links and search, and the lines it has printed as plain text.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import type { ITheme } from '@xterm/xterm';
import type { Screen } from '../machine.ts';
import type { Theme } from '../theme.ts';
import { withoutInlineStyles } from './style-policy.ts';

const dark: ITheme = {
  background: '#0b1118', foreground: '#d7dee6', cursor: '#d7dee6', cursorAccent: '#0b1118', selectionBackground: '#2f4a66',
  black: '#1c2733', red: '#ff8a7a', green: '#6fd08c', yellow: '#e6c069', blue: '#7ab8f5', magenta: '#c9a6f5', cyan: '#6fd3d6', white: '#d7dee6',
  brightBlack: '#8695a5', brightRed: '#ffa598', brightGreen: '#93e0a9', brightYellow: '#f2d694', brightBlue: '#a3cff9', brightMagenta: '#dcc4fa', brightCyan: '#9be4e6', brightWhite: '#ffffff',
};
const light: ITheme = {
  background: '#ffffff', foreground: '#1f2a35', cursor: '#1f2a35', cursorAccent: '#ffffff', selectionBackground: '#c9dff5',
  black: '#1f2a35', red: '#b3261e', green: '#1a6b41', yellow: '#7d5200', blue: '#0b5cad', magenta: '#7a3fb0', cyan: '#0b6670', white: '#5b6875',
  brightBlack: '#5f6b78', brightRed: '#b3261e', brightGreen: '#1a6b41', brightYellow: '#7d5200', brightBlue: '#0b5cad', brightMagenta: '#7a3fb0', brightCyan: '#0b6670', brightWhite: '#1f2a35',
};

interface ScreenOptions {
  theme: Theme;
  input: (bytes: Uint8Array) => void;
  resized: (columns: number, rows: number) => void;
  /** A line that is complete, without its escape sequences. */
  line: (text: string) => void;
  /** What was written has been understood: the line of the cursor may be another one. */
  parsed: () => void;
}

export class TerminalScreen implements Screen {
  readonly terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #size: ResizeObserver;
  readonly #element: HTMLElement;
  #search: Promise<{ findNext(text: string): boolean; findPrevious(text: string): boolean }> | undefined;

  constructor(element: HTMLElement, options: ScreenOptions) {
    this.#element = element;
    const root = getComputedStyle(document.documentElement);
    this.terminal = new Terminal({
      fontFamily: root.getPropertyValue('--mono'),
      // As large as the reader has set the browser's text, which is 16 px without a wish.
      fontSize: (13.5 / 16) * Number.parseFloat(root.fontSize),
      lineHeight: 1.25,
      scrollback: 5000,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      theme: options.theme === 'dark' ? dark : light,
      minimumContrastRatio: 4.5,
    });
    this.terminal.loadAddon(this.#fit);
    withoutInlineStyles(() => this.terminal.open(element));
    const encoder = new TextEncoder();
    this.terminal.onData((text) => options.input(encoder.encode(text)));
    this.terminal.onBinary((text) => options.input(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
    this.terminal.onResize(({ cols, rows }) => options.resized(cols, rows));
    this.terminal.onLineFeed(() => options.line(this.#lineAt(-1)));
    this.terminal.onWriteParsed(options.parsed);
    this.terminal.attachCustomKeyEventHandler((event) => this.#shortcut(event));
    this.#size = new ResizeObserver(() => this.fit());
    this.#size.observe(element);
    this.fit();
    // With the first line that is printed: nothing is fetched before the prompt that it does not need.
    const printed = this.terminal.onLineFeed(() => {
      printed.dispose();
      void this.#findLinks();
      void this.#drawByGpu();
    });
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.terminal.write(bytes, drawn);
  }

  clear(): void {
    this.terminal.reset();
  }

  fit(): void {
    if (this.#element.clientHeight > 0) this.#fit.fit();
  }

  setTheme(theme: Theme): void {
    this.terminal.options.theme = theme === 'dark' ? dark : light;
  }

  /** Finds the next place after the selection; loads the search on first use. */
  async find(text: string, backwards: boolean): Promise<boolean> {
    this.#search ??= import('@xterm/addon-search').then(({ SearchAddon }) => {
      const addon = new SearchAddon();
      this.terminal.loadAddon(addon);
      return addon;
    });
    const search = await this.#search;
    return backwards ? search.findPrevious(text) : search.findNext(text);
  }

  dispose(): void {
    this.#size.disconnect();
    this.terminal.dispose();
  }

  /** What stands in the line of the cursor: a prompt, a question, or what a program has begun to print. */
  get current(): string {
    return this.#lineAt(0);
  }

  /** The text of a line, counted from the cursor's, its wrapped parts together. */
  #lineAt(row: number): string {
    const buffer = this.terminal.buffer.active;
    let at = buffer.baseY + buffer.cursorY + row;
    let text = buffer.getLine(at)?.translateToString(true) ?? '';
    while (at > 0 && buffer.getLine(at)?.isWrapped) {
      at -= 1;
      text = (buffer.getLine(at)?.translateToString(false) ?? '') + text;
    }
    return text;
  }

  /** Copy and paste as in other terminals; Ctrl+C with a selection copies it, else it is ^C. */
  #shortcut(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const key = event.key.toLowerCase();
    const isCopy = (event.ctrlKey && key === 'c' && (event.shiftKey || this.terminal.hasSelection())) || (event.metaKey && key === 'c');
    if (isCopy && this.terminal.hasSelection()) {
      void navigator.clipboard?.writeText(this.terminal.getSelection());
      this.terminal.clearSelection();
      event.preventDefault();
      return false;
    }
    if (event.ctrlKey && event.shiftKey && key === 'v') return false;
    if (event.ctrlKey && event.shiftKey && key === 'f') return false;
    // Tab completes; with Shift it leaves the terminal, so that the keyboard is never caught in it.
    if (event.key === 'Tab' && event.shiftKey) return false;
    return true;
  }

  async #findLinks(): Promise<void> {
    const { WebLinksAddon } = await import('@xterm/addon-web-links');
    this.terminal.loadAddon(new WebLinksAddon());
  }

  /** The faster renderer comes later, where the browser has it; without it the terminal is drawn as elements. */
  async #drawByGpu(): Promise<void> {
    if (navigator.webdriver || navigator.hardwareConcurrency < 4) return;
    const { WebglAddon } = await import('@xterm/addon-webgl');
    try {
      const addon = new WebglAddon();
      addon.onContextLoss(() => addon.dispose());
      this.terminal.loadAddon(addon);
    } catch {
      // No WebGL here.
    }
  }
}
