// Compose's .env and env_file (compose-go, dotenv): quotes, `export`, comments, several lines in quotes, variables.
// `docker run --env-file` reads another, simpler syntax: see env-file.

import { quoteGo } from '../go-template/quote.ts';
import { interpolate, type Lookup } from '../interpolation/interpolation.ts';

/**
 * Reads a file's text into names and values, in order of first appearance. `lookup` is asked first for variables, and for
 * names without a value. Throws Error with compose's message (`line 3: ...`).
 */
export function parseDotenv(text: string, lookup: Lookup = () => undefined, unset: (name: string) => void = () => {}): Map<string, string> {
  return new Parser(text.replaceAll('\r\n', '\n'), lookup, unset).parse();
}

/** Go's unicode.IsSpace: unlike JavaScript's \s without U+FEFF. */
const UNICODE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const SPACE = /[\t\v\f\r \u0085\u00a0]/;

class Parser {
  private readonly text: string;
  private readonly lookup: Lookup;
  private readonly unset: (name: string) => void;
  private readonly out = new Map<string, string>();
  private at = 0;
  private line = 1;

  constructor(text: string, lookup: Lookup, unset: (name: string) => void) {
    this.text = text;
    this.lookup = lookup;
    this.unset = unset;
  }

  parse(): Map<string, string> {
    while (this.startStatement()) {
      const { key, inherited } = this.key();
      if (key.includes(' ')) throw new Error(`line ${this.line}: key cannot contain a space`);
      if (inherited) {
        const value = this.lookup(key);
        if (value !== undefined) this.out.set(key, value);
      } else this.out.set(key, this.value());
    }
    return this.out;
  }

  /** Skips white space and comments; false at the end. */
  private startStatement(): boolean {
    for (;;) {
      for (; this.at < this.text.length && UNICODE_SPACE.test(this.text[this.at] as string); this.at++) {
        if (this.text[this.at] === '\n') this.line++;
      }
      if (this.at >= this.text.length) return false;
      if (this.text[this.at] !== '#') return true;
      const feed = this.text.indexOf('\n', this.at);
      if (feed < 0) return false;
      this.at = feed;
    }
  }

  private key(): { key: string; inherited: boolean } {
    const exported = /export\s+/y;
    exported.lastIndex = this.at;
    if (exported.test(this.text)) {
      this.at += 'export'.length;
      this.skipSpace();
    }
    let key = '';
    let inherited = false;
    const start = this.at;
    for (let i = start; i < this.text.length;) {
      const c = String.fromCodePoint(this.text.codePointAt(i) as number);
      if (c === '=' || c === ':' || c === '\n') {
        key = this.text.slice(start, i);
        inherited = c === '\n';
        this.at = i + 1;
        break;
      }
      if (!SPACE.test(c) && !/^[\p{L}\p{N}_.[\]-]$/u.test(c)) {
        const first = this.text.slice(start).split('\n')[0] ?? '';
        throw new Error(`line ${this.line}: unexpected character ${quoteGo(c)} in variable name ${quoteGo(first)}`);
      }
      i += c.length;
    }
    if (inherited && !key.includes(' ')) this.line++;
    this.skipSpace();
    return { key: key.trimEnd(), inherited };
  }

  private skipSpace(): void {
    while (this.at < this.text.length && SPACE.test(this.text[this.at] as string)) this.at++;
  }

  private value(): string {
    const quote = this.text[this.at];
    return quote === '"' || quote === "'" ? this.quoted(quote) : this.unquoted();
  }

  private unquoted(): string {
    const feed = this.text.indexOf('\n', this.at);
    const end = feed < 0 ? this.text.length : feed;
    const raw = this.text.slice(this.at, end);
    this.at = Math.min(end + 1, this.text.length);
    this.line++;
    const comment = raw.indexOf(' #');
    return this.expand((comment < 0 ? raw : raw.slice(0, comment)).trimEnd());
  }

  private quoted(quote: string): string {
    const start = this.at;
    let value = '';
    let escaped = false;
    for (let i = start + 1; i < this.text.length; i++) {
      const c = this.text[i] as string;
      if (c === '\n') this.line++;
      if (c === quote && !escaped) {
        this.at = i + 1;
        return quote === '"' ? this.expand(expandEscapes(value)) : value;
      }
      if (c === '\\' && !escaped) {
        escaped = true;
        continue;
      }
      value += escaped && c !== quote ? `\\${c}` : c;
      escaped = false;
    }
    throw new Error(`line ${this.line}: unterminated quoted value ${this.text.slice(start).split('\n')[0]}`);
  }

  private expand(value: string): string {
    return interpolate(value, (name) => this.lookup(name) ?? this.out.get(name), this.unset);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

function expandEscapes(value: string): string {
  return value.replace(/\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g, (match, letter: string | undefined, digits: string | undefined) => {
    // An escaped dollar is one that the expansion leaves alone.
    if (letter === '$') return '$$';
    if (letter !== undefined) return ESCAPES[letter] ?? match;
    return /^[0-7]{3}$/.test(digits ?? '') && parseInt(digits as string, 8) < 128 ? String.fromCharCode(parseInt(digits as string, 8)) : match;
  });
}
