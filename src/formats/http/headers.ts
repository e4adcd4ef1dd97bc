// Header fields: ordered, with names that ignore case (RFC 9110, section 5).

/** The fields of a message, in order and in the spelling they were given. */
export class HttpHeaders {
  private readonly fields: [name: string, value: string][] = [];

  constructor(init?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>) {
    if (init === undefined) return;
    const pairs = Symbol.iterator in init ? (init as Iterable<readonly [string, string]>) : Object.entries(init as Record<string, string>);
    for (const [name, value] of pairs) this.append(name, value);
  }

  /** The first value of a field. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.fields.find(([field]) => field.toLowerCase() === wanted)?.[1];
  }

  /** All values of a field. */
  getAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.fields.filter(([field]) => field.toLowerCase() === wanted).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  append(name: string, value: string): void {
    this.fields.push([name, value]);
  }

  /** Replaces all values of a field; it keeps the place of the first. */
  set(name: string, value: string): void {
    const wanted = name.toLowerCase();
    const at = this.fields.findIndex(([field]) => field.toLowerCase() === wanted);
    if (at < 0) {
      this.append(name, value);
      return;
    }
    this.fields[at] = [name, value];
    for (let i = this.fields.length - 1; i > at; i--) {
      if (this.fields[i]?.[0].toLowerCase() === wanted) this.fields.splice(i, 1);
    }
  }

  delete(name: string): void {
    const wanted = name.toLowerCase();
    for (let i = this.fields.length - 1; i >= 0; i--) {
      if (this.fields[i]?.[0].toLowerCase() === wanted) this.fields.splice(i, 1);
    }
  }

  /** Whether a comma-separated list field (Connection, Transfer-Encoding) holds a token. */
  hasToken(name: string, token: string): boolean {
    return this.getAll(name).some((value) => value.split(',').some((part) => part.trim().toLowerCase() === token));
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.fields[Symbol.iterator]();
  }
}
