/** Bytes of a terminal as keys: UTF-8 characters, control keys, escape sequences. */

/** `text` for what inserts itself; otherwise a name such as `C-a`, `M-b`, `left`, `C-right`, `paste-begin`. */
export interface Key { readonly name: string; readonly text?: string }

const FINAL: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'back-tab' };
const TILDE: Readonly<Record<string, string>> = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'page-up', 6: 'page-down', 7: 'home', 8: 'end', 200: 'paste-begin', 201: 'paste-end',
};

export class KeyDecoder {
  private bytes: number[] = [];
  private sequence: string | undefined;

  /** Takes one byte; a key when one is complete. */
  feed(byte: number): Key | undefined {
    if (this.sequence !== undefined) return this.inSequence(byte);
    if (this.bytes.length > 0 || byte >= 0x80) return this.inCharacter(byte);
    if (byte === 0x1b) {
      this.sequence = '';
      return undefined;
    }
    return plain(byte);
  }

  private inCharacter(byte: number): Key | undefined {
    this.bytes.push(byte);
    const first = this.bytes[0] as number;
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    if (this.bytes.length < length) return undefined;
    const text = new TextDecoder().decode(Uint8Array.from(this.bytes));
    this.bytes = [];
    return { name: 'text', text };
  }

  private inSequence(byte: number): Key | undefined {
    const char = String.fromCharCode(byte);
    const sequence = (this.sequence as string) + char;
    if (sequence === '\x1b') return undefined;
    if (sequence === '[' || sequence === 'O' || /^\[[\d;?]*$/.test(sequence)) {
      this.sequence = sequence;
      return undefined;
    }
    this.sequence = undefined;
    const csi = /^(?:\[|O)([\d;?]*)([A-Za-z~^])$/.exec(sequence);
    if (csi) return special(csi[1] as string, csi[2] as string);
    const key = plain(byte);
    return { name: `M-${key.text ?? key.name}` };
  }
}

function special(parameters: string, final: string): Key {
  const [first = '', modifier = ''] = parameters.split(';');
  const base = final === '~' ? TILDE[first] : FINAL[final];
  if (base === undefined) return { name: 'unknown' };
  const bits = Number(modifier || '1') - 1;
  return { name: `${bits & 4 ? 'C-' : ''}${bits & 2 ? 'M-' : ''}${base}` };
}

function plain(byte: number): Key {
  if (byte === 0x7f) return { name: 'backspace' };
  if (byte === 0x09) return { name: 'tab' };
  if (byte === 0x0d || byte === 0x0a) return { name: 'enter' };
  if (byte < 0x20) return { name: `C-${String.fromCharCode(byte === 0 ? 0x40 : byte + (byte <= 26 ? 0x60 : 0x40))}` };
  return { name: 'text', text: String.fromCharCode(byte) };
}
