/**
 * Reads the marks that the shell writes around prompts and commands (FinalTerm's OSC 133, and VS Code's OSC 633;E with the command line),
 * and takes them out of what a terminal shows.
 */

export type ShellMark =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'finished'; readonly exit: number };

export interface ShellIntegrationListener {
  /** Visible bytes, in order, between marks. */
  output(bytes: Uint8Array): void;
  mark(mark: ShellMark): void;
}

const decoder = new TextDecoder();
const ESC = 0x1b;
const BEL = 0x07;
/** `ESC ] 133 ;` or `ESC ] 633 ;` */
const PREFIX = [[0x1b], [0x5d], [0x31, 0x36], [0x33], [0x33], [0x3b]];

/** Splits a terminal's byte stream; marks may be cut anywhere. */
export class ShellIntegration {
  readonly #listener: ShellIntegrationListener;
  #held: number[] = [];
  #inMark = false;
  #line = '';

  constructor(listener: ShellIntegrationListener) {
    this.#listener = listener;
  }

  feed(bytes: Uint8Array): void {
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      if (this.#inMark) {
        this.#held.push(byte);
        start = i + 1;
        if (byte === BEL) this.#finishMark();
        continue;
      }
      if (this.#held.length === 0 && byte !== ESC) {
        const next = bytes.indexOf(ESC, i);
        if (next < 0) break;
        i = next - 1;
        continue;
      }
      if (PREFIX[this.#held.length]?.includes(byte)) {
        if (this.#held.length === 0 && i > start) this.#listener.output(bytes.subarray(start, i));
        this.#held.push(byte);
        start = i + 1;
        if (this.#held.length === PREFIX.length) {
          this.#inMark = true;
          this.#held = [];
        }
      } else {
        if (this.#held.length > 0) {
          this.#listener.output(Uint8Array.from(this.#held));
          this.#held = [];
        }
        start = i;
        if (byte === ESC) i--;
      }
    }
    if (start < bytes.length) this.#listener.output(bytes.subarray(start));
  }

  #finishMark(): void {
    this.#held.pop();
    const text = decoder.decode(Uint8Array.from(this.#held));
    this.#held = [];
    this.#inMark = false;
    const [letter, rest = ''] = [text[0], text.slice(2)];
    if (letter === 'A') this.#listener.mark({ kind: 'prompt' });
    else if (letter === 'E') this.#line = unescapeCommand(rest);
    else if (letter === 'C') this.#listener.mark({ kind: 'command', line: this.#line });
    else if (letter === 'D') this.#listener.mark({ kind: 'finished', exit: Number(rest || 0) });
  }
}

/** `\\` and `\xHH` as the characters they stand for. */
function unescapeCommand(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, char: string | undefined) => (hex === undefined ? (char ?? '') : String.fromCharCode(Number.parseInt(hex, 16))));
}
