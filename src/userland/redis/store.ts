/** The data of a Redis server: databases of typed values with expiry, and how they are kept in dump.rdb. */

export type Value =
  | { readonly type: 'string'; text: string }
  | { readonly type: 'list'; readonly items: string[] }
  | { readonly type: 'set'; readonly members: Set<string> }
  | { readonly type: 'hash'; readonly fields: Map<string, string> }
  | { readonly type: 'zset'; readonly scores: Map<string, number> };

export type ValueOf<T extends Value['type']> = Extract<Value, { type: T }>;

/** The error of a command on a value of another type. */
export class WrongType extends Error {}

export class Database {
  readonly #values = new Map<string, Value>();
  /** Milliseconds since 1970. */
  readonly #expires = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Value | undefined {
    const expires = this.#expires.get(key);
    if (expires !== undefined && expires <= this.#now()) this.delete(key);
    return this.#values.get(key);
  }

  typed<T extends Value['type']>(key: string, type: T): ValueOf<T> | undefined {
    const value = this.get(key);
    if (value && value.type !== type) throw new WrongType();
    return value as ValueOf<T> | undefined;
  }

  /** The value, made when missing. */
  ensure<T extends Value['type']>(key: string, type: T, make: () => ValueOf<T>): ValueOf<T> {
    const found = this.typed(key, type);
    if (found) return found;
    const made = make();
    this.#values.set(key, made);
    return made;
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#expires.delete(key);
  }

  /** Changes a value and keeps its expiry. */
  replace(key: string, value: Value): void {
    this.#values.set(key, value);
  }

  delete(key: string): boolean {
    this.#expires.delete(key);
    return this.#values.delete(key);
  }

  expireAt(key: string, at: number | undefined): boolean {
    if (!this.get(key)) return false;
    if (at === undefined) return this.#expires.delete(key);
    this.#expires.set(key, at);
    return true;
  }

  expiry(key: string): number | undefined {
    return this.#expires.get(key);
  }

  keys(): string[] {
    return [...this.#values.keys()].filter((key) => this.get(key) !== undefined);
  }

  clear(): void {
    this.#values.clear();
    this.#expires.clear();
  }

  /** Plain data and back: what SAVE writes. */
  dump(): unknown[] {
    return this.keys().map((key) => {
      const value = this.get(key);
      const data = value?.type === 'string' ? value.text : value?.type === 'list' ? value.items : value?.type === 'set' ? [...value.members] : value?.type === 'hash' ? [...value.fields] : [...(value?.scores ?? [])];
      return [key, value?.type, data, this.#expires.get(key) ?? null];
    });
  }

  restore(entries: readonly unknown[]): void {
    for (const entry of entries) {
      const [key, type, data, expires] = entry as [string, Value['type'], never, number | null];
      const value: Value = type === 'string' ? { type, text: data } : type === 'list' ? { type, items: data } : type === 'set' ? { type, members: new Set(data) } : type === 'hash' ? { type, fields: new Map(data) } : { type: 'zset', scores: new Map(data) };
      this.#values.set(key, value);
      if (expires !== null) this.#expires.set(key, expires);
    }
  }
}
