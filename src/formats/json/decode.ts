// Reading JSON without losing what Go keeps: the digits of numbers, and the order of keys.

import { GoFloat, JsonNumber } from '../go-values/values.ts';

export interface DecodeOptions {
  /** `exact` keeps digits as JsonNumber (Decoder.UseNumber), `float` gives GoFloat (Go's default for `any`), `native` a JavaScript number. */
  numbers?: 'exact' | 'float' | 'native';
  /** Objects as Map (Go's map[string]any) or as plain objects in the document's order. */
  objects?: 'map' | 'plain';
}

/** A syntax error in Go's words; offset is the number of characters read. */
export class JSONSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.name = 'JSONSyntaxError';
    this.offset = offset;
  }
}

/** Decodes one JSON document. Throws JSONSyntaxError with Go's message (`unexpected end of JSON input`, `invalid character ...`). */
export function decodeJSON(text: string, options: DecodeOptions = {}): unknown {
  const { numbers = 'native', objects = 'plain' } = options;
  if (numbers === 'native' && objects === 'plain') {
    try {
      return JSON.parse(text);
    } catch {
      // Read again, for Go's words.
    }
  }
  const reader = new Reader(text, numbers, objects);
  const value = reader.value('looking for beginning of value', 0);
  reader.end();
  return value;
}

const MAX_DEPTH = 10_000;

class Reader {
  private readonly text: string;
  private readonly numbers: 'exact' | 'float' | 'native';
  private readonly objects: 'map' | 'plain';
  private at = 0;

  constructor(text: string, numbers: 'exact' | 'float' | 'native', objects: 'map' | 'plain') {
    this.text = text;
    this.numbers = numbers;
    this.objects = objects;
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) this.fail('after top-level value');
  }

  value(context: string, depth: number): unknown {
    this.space();
    if (depth > MAX_DEPTH) throw new JSONSyntaxError('exceeded max depth', this.at);
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      case 't':
        return this.literal('true', true);
      case 'f':
        return this.literal('false', false);
      case 'n':
        return this.literal('null', null);
      default:
        return this.number(context);
    }
  }

  private object(depth: number): unknown {
    const entries = new Map<string, unknown>();
    this.at++;
    this.space();
    if (this.text[this.at] === '}') this.at++;
    else {
      for (;;) {
        this.space();
        if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string');
        const key = this.string();
        this.space();
        if (this.text[this.at] !== ':') this.fail('after object key');
        this.at++;
        entries.set(key, this.value('looking for beginning of value', depth + 1));
        this.space();
        const next = this.text[this.at];
        if (next !== ',' && next !== '}') this.fail('after object key:value pair');
        this.at++;
        if (next === '}') break;
      }
    }
    if (this.objects === 'map') return entries;
    const plain: Record<string, unknown> = {};
    for (const [key, value] of entries) {
      if (key === '__proto__') Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
      else plain[key] = value;
    }
    return plain;
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.at++;
    this.space();
    if (this.text[this.at] === ']') {
      this.at++;
      return items;
    }
    for (;;) {
      items.push(this.value('looking for beginning of value', depth + 1));
      this.space();
      const next = this.text[this.at];
      if (next !== ',' && next !== ']') this.fail('after array element');
      this.at++;
      if (next === ']') return items;
    }
  }

  private string(): string {
    const start = this.at++;
    let plain = true;
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (Number.isNaN(unit) || unit < 0x20) this.fail('in string literal');
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        plain = false;
        this.at++;
        this.escape();
      } else this.at++;
    }
    this.at++;
    const literal = this.text.slice(start, this.at);
    return plain ? literal.slice(1, -1) : (JSON.parse(literal) as string);
  }

  private escape(): void {
    const c = this.text[this.at];
    if (c === undefined || !'"\\/bfnrtu'.includes(c)) this.fail('in string escape code');
    this.at++;
    if (c !== 'u') return;
    for (let i = 0; i < 4; i++, this.at++) {
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.fail('in \\u hexadecimal character escape');
    }
  }

  private number(context: string): unknown {
    const pattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) {
      if (this.text[this.at] === '-') {
        this.at++;
        this.fail('in numeric literal');
      }
      this.fail(context);
    }
    this.at += match[0].length;
    if (this.numbers === 'exact') return new JsonNumber(match[0]);
    const value = Number(match[0]);
    return this.numbers === 'float' ? new GoFloat(value) : value;
  }

  private literal<T>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.text[this.at] !== word[i]) this.fail(`in literal ${word} (expecting '${word[i]}')`);
    }
    return value;
  }

  private space(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.at++;
    }
  }

  private fail(context: string): never {
    if (this.at >= this.text.length) throw new JSONSyntaxError('unexpected end of JSON input', this.at);
    const c = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    throw new JSONSyntaxError(`invalid character ${quoteChar(c)} ${context}`, this.at + 1);
  }
}

function quoteChar(c: string): string {
  if (c === "'") return `'\\''`;
  if (c === '"') return `'"'`;
  if (c === '\n') return `'\\n'`;
  if (c === '\t') return `'\\t'`;
  if (c === '\r') return `'\\r'`;
  if (c === '\\') return `'\\\\'`;
  const code = c.charCodeAt(0);
  return code < 0x20 || code === 0x7f ? `'\\x${code.toString(16).padStart(2, '0')}'` : `'${c}'`;
}
