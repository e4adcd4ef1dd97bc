/** JSON texts one after another, as they arrive, with the errors of jq 1.6's parser. */
import type { Json, JsonObject } from './values.ts';

export class JsonError extends Error {}

type Frame = { readonly kind: 'array'; readonly items: Json[] } | { readonly kind: 'object'; readonly map: JsonObject; key: string | undefined };
const MAX_DEPTH = 256;

export class JsonStream {
  /** Newlines seen so far. */
  line = 1;
  #column = 0;
  #stack: Frame[] = [];
  #token = '';
  #inString: 'no' | 'text' | 'escape' = 'no';
  #next: Json | undefined;
  readonly #ready: Json[] = [];

  /** Takes text; complete values are handed out by `take`. Throws JsonError. */
  push(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const char = text[i] as string;
      if (char === '\n') {
        this.line++;
        this.#column = 0;
      } else this.#column++;
      if (this.#inString !== 'no') {
        if (this.#inString === 'escape') this.#inString = 'text';
        else if (char === '\\') this.#inString = 'escape';
        else if (char === '"') {
          this.#inString = 'no';
          this.#value(this.#string());
          this.#token = '';
          continue;
        }
        this.#token += char;
        continue;
      }
      switch (char) {
        case ' ': case '\t': case '\r': case '\n': this.#literal(); this.#done(); break;
        case '"': this.#literal(); this.#inString = 'text'; break;
        case '[': case '{':
          this.#literal();
          if (this.#stack.length >= MAX_DEPTH) this.#fail('Exceeds depth limit for parsing');
          if (this.#next !== undefined) this.#fail('Expected separator between values');
          this.#stack.push(char === '[' ? { kind: 'array', items: [] } : { kind: 'object', map: new Map(), key: undefined });
          break;
        case ']': case '}': case ',': case ':': this.#literal(); this.#punctuation(char); break;
        default: this.#token += char;
      }
    }
  }

  /** The next complete value. */
  take(): Json | undefined {
    return this.#ready.shift();
  }

  /** The end of the input. Throws JsonError when a value is incomplete. */
  end(): void {
    if (this.#inString !== 'no') this.#fail('Unfinished string at EOF');
    this.#literal();
    this.#done();
    if (this.#stack.length > 0) this.#fail('Unfinished JSON term');
  }

  #fail(message: string): never {
    throw new JsonError(/EOF|term/.test(message) ? `${message.replace(' at EOF', '')} at EOF at line ${this.line}, column ${this.#column}` : `${message} at line ${this.line}, column ${this.#column}`);
  }

  #done(): void {
    if (this.#stack.length === 0 && this.#next !== undefined) {
      this.#ready.push(this.#next);
      this.#next = undefined;
    }
  }

  #value(value: Json): void {
    if (this.#next !== undefined) {
      if (this.#stack.length > 0) this.#fail('Expected separator between values');
      this.#done();
    }
    this.#next = value;
  }

  #literal(): void {
    const text = this.#token;
    if (text === '') return;
    this.#token = '';
    if (text === 'true') this.#value(true);
    else if (text === 'false') this.#value(false);
    else if (text === 'null' || text === 'nan') this.#value(text === 'nan' ? NaN : null);
    else if (/^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) this.#value(Number(text));
    else if (/^[a-z]/.test(text) && /^[tfn]/.test(text) && !/\d/.test(text) && text.length > 3) this.#fail('Invalid literal');
    else this.#fail('Invalid numeric literal');
  }

  #string(): string {
    return this.#token.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (_, escape: string) => {
      const char = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }[escape];
      if (char !== undefined) return char;
      if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return this.#fail('Invalid escape');
    }).toWellFormed();
  }

  #punctuation(char: string): void {
    const frame = this.#stack.at(-1);
    const next = this.#next;
    if (char === ':') {
      if (frame === undefined) this.#fail("':' not as part of an object");
      if (frame.kind === 'array') this.#fail("':' not as part of an object");
      if (next === undefined) this.#fail('Expected string key before \':\'');
      if (frame.key !== undefined) this.#fail("':' should follow a key");
      if (typeof next !== 'string') this.#fail('Object keys must be strings');
      frame.key = next;
      this.#next = undefined;
      return;
    }
    if (char === ',') {
      if (frame === undefined) this.#fail("',' not as part of an object or array");
      if (next === undefined) this.#fail('Expected value before \',\'');
      this.#add(frame, next);
      this.#next = undefined;
      return;
    }
    if (frame === undefined || (char === ']') !== (frame.kind === 'array')) this.#fail(`Unmatched '${char}'${frame === undefined ? '' : frame.kind === 'array' ? ' in the middle of an array' : ' in the middle of an object'}`.replace(/ in the middle.*/, ''));
    if (next === undefined) {
      if (frame.kind === 'array' ? frame.items.length > 0 : frame.map.size > 0 || frame.key !== undefined) this.#fail(frame.kind === 'array' ? 'Expected another array element' : frame.key !== undefined ? 'Objects must consist of key:value pairs' : 'Expected another key-value pair');
    } else this.#add(frame, next);
    this.#stack.pop();
    this.#next = frame.kind === 'array' ? frame.items : frame.map;
    this.#done();
  }

  #add(frame: Frame, value: Json): void {
    if (frame.kind === 'array') frame.items.push(value);
    else {
      if (frame.key === undefined) this.#fail('Objects must consist of key:value pairs');
      frame.map.set(frame.key, value);
      frame.key = undefined;
    }
  }
}

/** One JSON text (fromjson, --argjson). Throws JsonError. */
export function parseJson(text: string): Json {
  const stream = new JsonStream();
  stream.push(text);
  stream.end();
  const value = stream.take();
  if (value === undefined) throw new JsonError('Expected JSON value');
  if (stream.take() !== undefined) throw new JsonError('Unexpected extra JSON values');
  return value;
}
