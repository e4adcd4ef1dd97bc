/** Filters of list and prune requests (moby api/types/filters): `{"name":{"value":true}}`, or the older `{"name":["value"]}`. */
import { decodeJSON } from '../formats/json/decode.ts';
import { DaemonError } from './daemon.ts';

export class Filters {
  readonly fields: ReadonlyMap<string, readonly string[]>;

  constructor(fields: ReadonlyMap<string, readonly string[]>) {
    this.fields = fields;
  }

  /** 400 `invalid filters: …` for what is not JSON of either shape. */
  static parse(text: string | null | undefined): Filters {
    if (!text) return new Filters(new Map());
    let value: unknown;
    try {
      value = decodeJSON(text);
    } catch (error) {
      if ((error as Error).name !== 'JSONSyntaxError') throw error;
      throw new DaemonError(400, 'invalid filter');
    }
    const fields = new Map<string, string[]>();
    if (value === null) return new Filters(fields);
    if (typeof value !== 'object' || Array.isArray(value)) throw new DaemonError(400, 'invalid filter');
    for (const [name, entry] of Object.entries(value as Record<string, unknown>)) {
      if (Array.isArray(entry)) fields.set(name, entry.map(String));
      else if (entry !== null && typeof entry === 'object') fields.set(name, Object.keys(entry));
      else throw new DaemonError(400, 'invalid filter');
    }
    return new Filters(fields);
  }

  get size(): number {
    return this.fields.size;
  }

  has(name: string): boolean {
    return (this.fields.get(name)?.length ?? 0) > 0;
  }

  get(name: string): readonly string[] {
    return this.fields.get(name) ?? [];
  }

  /** 400 `invalid filter 'color'` for names outside the list, in alphabetical order as moby walks a map. */
  accept(names: readonly string[]): void {
    for (const name of [...this.fields.keys()].sort()) if (!names.includes(name)) throw new DaemonError(400, `invalid filter '${name}'`);
  }

  /** True when there is no such filter or one of its values is equal. */
  exact(name: string, value: string): boolean {
    const values = this.fields.get(name);
    return values === undefined || values.length === 0 || values.includes(value);
  }

  /** True when there is no such filter or the source starts with one of its values. */
  fuzzy(name: string, source: string): boolean {
    return this.exact(name, source) || this.get(name).some((value) => source.startsWith(value));
  }

  /** True when one of the values, as a regular expression, is found in the source (or is equal to it). */
  match(name: string, source: string): boolean {
    if (!this.has(name)) return true;
    return this.get(name).some((value) => {
      if (value === source) return true;
      try {
        return new RegExp(value).test(source);
      } catch {
        return false;
      }
    });
  }

  /** `label=key` and `label=key=value`: all of them must hold. */
  labels(name: string, labels: Readonly<Record<string, string>> | null): boolean {
    for (const wanted of this.get(name)) {
      const at = wanted.indexOf('=');
      const key = at < 0 ? wanted : wanted.slice(0, at);
      const value = labels?.[key];
      if (value === undefined || (at >= 0 && value !== wanted.slice(at + 1))) return false;
    }
    return true;
  }

  /** A filter with a single boolean value; 400 `invalid filter 'dangling=[maybe]'` otherwise. */
  boolean(name: string, fallback: boolean): boolean {
    const values = this.fields.get(name);
    if (values === undefined) return fallback;
    const truthy = values.includes('1') || values.includes('true');
    const falsy = values.includes('0') || values.includes('false');
    if (truthy === falsy) throw new DaemonError(400, `invalid filter '${name}=[${values.join(' ')}]'`);
    return truthy;
  }
}
