// Header fields: ordered, with names that ignore case (RFC 9110, section 5).

interface Field {
  readonly name: string;
  /** The name in lower case. */
  readonly key: string;
  readonly value: string;
}

/** The fields of a message, in order and in the spelling they were given. */
export class HttpHeaders {
  private fields: Field[] = [];

  constructor(init?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>) {
    if (init === undefined) return;
    const pairs = Symbol.iterator in init ? (init as Iterable<readonly [string, string]>) : Object.entries(init as Record<string, string>);
    for (const [name, value] of pairs) this.append(name, value);
  }

  /** The first value of a field. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    for (const { key, value } of this.fields) if (key === wanted) return value;
    return undefined;
  }

  /** All values of a field. */
  getAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.fields.filter(({ key }) => key === wanted).map(({ value }) => value);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  append(name: string, value: string): void {
    this.fields.push({ name, key: name.toLowerCase(), value });
  }

  /** Replaces all values of a field; it keeps the place of the first. */
  set(name: string, value: string): void {
    const wanted = name.toLowerCase();
    const at = this.fields.findIndex(({ key }) => key === wanted);
    if (at < 0) {
      this.append(name, value);
      return;
    }
    this.fields[at] = { name, key: wanted, value };
    this.fields = this.fields.filter(({ key }, i) => i <= at || key !== wanted);
  }

  delete(name: string): void {
    const wanted = name.toLowerCase();
    this.fields = this.fields.filter(({ key }) => key !== wanted);
  }

  /** Whether a comma-separated list field (Connection, Transfer-Encoding) holds a token. */
  hasToken(name: string, token: string): boolean {
    const wanted = name.toLowerCase();
    return this.fields.some(({ key, value }) => key === wanted && value.split(',').some((part) => part.trim().toLowerCase() === token));
  }

  /** The fields as they are written in a head, each with its line end. A line break in a value would let it forge fields: it becomes a blank. */
  encode(): string {
    let text = '';
    for (const { name, value } of this.fields) text += `${name}: ${/[\r\n]/.test(value) ? value.replace(/[\r\n]+/g, ' ') : value}\r\n`;
    return text;
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const { name, value } of this.fields) yield [name, value];
  }
}
