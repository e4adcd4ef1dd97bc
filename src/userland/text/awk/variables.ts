/** The variables of awk: the record and its fields, globals, locals, arrays, and the variables that have an effect. */
import { splitText } from './fields.ts';
import { AwkError } from './flow.ts';
import { AwkSyntaxError } from './lex.ts';
import { awkRegex } from './regex.ts';
import type { Func, LValue } from './tree.ts';
import { Input, toNumber, toText, type AwkArray, type Value } from './values.ts';

/** A parameter that was not set by the caller: it becomes the caller's array when it is used as one. */
export class Unset {
  readonly name: string;
  readonly scope: Scope | undefined;
  constructor(name: string, scope: Scope | undefined) {
    this.name = name;
    this.scope = scope;
  }
}
type Cell = Value | AwkArray | Unset;
export type Scope = Map<string, Cell>;

const SPECIAL = new Set(['NF', 'FS', 'OFS', 'ORS', 'RS', 'SUBSEP', 'CONVFMT', 'OFMT', 'NR', 'FNR']);

export class Variables {
  readonly globals: Scope = new Map();
  /** Those of the running function; undefined outside of functions. */
  protected locals: Scope | undefined;
  convfmt = '%.6g';
  rs = '\n';
  nr = 0;
  fnr = 0;
  protected ofmt = '%.6g';
  protected fs = ' ';
  protected ofs = ' ';
  protected ors = '\n';
  #subsep = '\x1c';
  #record = '';
  #fields: (string | Value)[] = [];
  #split = true;
  #stale = false;
  readonly #functions: ReadonlyMap<string, Func>;
  readonly #regexes = new Map<string, RegExp>();

  constructor(functions: ReadonlyMap<string, Func>) {
    this.#functions = functions;
    for (const [name, value] of [['FS', ' '], ['OFS', ' '], ['ORS', '\n'], ['RS', '\n'], ['SUBSEP', '\x1c'], ['CONVFMT', '%.6g'], ['OFMT', '%.6g'], ['RSTART', 0], ['RLENGTH', -1], ['FILENAME', '']] as const) this.globals.set(name, value);
  }

  setRecord(text: string): void {
    this.#record = text;
    this.#split = false;
    this.#stale = false;
  }

  #splitFields(): void {
    this.#split = true;
    this.#fields = splitText(this.#record, this.fs, this.rs === '' && this.fs !== ' ');
  }

  /** The record, put together again after a field was set. */
  protected line(): string {
    if (this.#stale) {
      this.#stale = false;
      this.#record = this.#fields.map((field) => (typeof field === 'string' ? field : toText(field, this.convfmt))).join(this.ofs);
    }
    return this.#record;
  }

  /** The value of `$index`. */
  protected field(index: number): Value {
    if (index === 0) return new Input(this.line());
    if (index < 0) throw new AwkError(`attempt to access field ${index}`);
    if (!this.#split) this.#splitFields();
    const field = this.#fields[index - 1];
    return typeof field === 'string' ? new Input(field) : field;
  }

  /** Sets `$index`. */
  protected setField(index: number, value: Value): void {
    if (index === 0) {
      this.setRecord(toText(value, this.convfmt));
      return;
    }
    if (index < 0) throw new AwkError(`attempt to access field ${index}`);
    if (!this.#split) this.#splitFields();
    while (this.#fields.length < index - 1) this.#fields.push('');
    this.#fields[index - 1] = value instanceof Input ? value.text : typeof value === 'string' ? value : (value ?? '');
    this.#stale = true;
  }

  get(name: string): Value {
    const cell = this.cell(name);
    if (cell instanceof Map) throw new AwkError(`attempt to use array \`${name}' in a scalar context`);
    return cell;
  }

  /** What a name stands for: a value or an array. */
  protected cell(name: string): Value | AwkArray {
    const local = this.locals;
    if (local !== undefined && local.has(name)) {
      const cell = local.get(name);
      return cell instanceof Unset ? undefined : cell;
    }
    if (name === 'NF') {
      if (!this.#split) this.#splitFields();
      return this.#fields.length;
    }
    if (name === 'NR') return this.nr;
    if (name === 'FNR') return this.fnr;
    return this.globals.get(name) as Value | AwkArray;
  }

  set(name: string, value: Value): void {
    if (this.locals?.has(name)) {
      this.locals.set(name, value);
      return;
    }
    if (this.globals.get(name) instanceof Map) throw new AwkError(`attempt to use array \`${name}' in a scalar context`);
    if (this.#functions.has(name)) throw new AwkError(`function \`${name}' used as a variable`);
    this.globals.set(name, value);
    if (!SPECIAL.has(name)) return;
    const text = toText(value, this.convfmt);
    switch (name) {
      case 'NF': {
        if (!this.#split) this.#splitFields();
        const count = Math.max(0, Math.trunc(toNumber(value)));
        this.#fields.length = Math.min(this.#fields.length, count);
        while (this.#fields.length < count) this.#fields.push('');
        this.#stale = true;
        break;
      }
      case 'FS': {
        if (!this.#split) this.#splitFields();
        this.fs = text;
        break;
      }
      case 'OFS': this.ofs = text; break;
      case 'ORS': this.ors = text; break;
      case 'RS': this.rs = text; break;
      case 'SUBSEP': this.#subsep = text; break;
      case 'CONVFMT': this.convfmt = text; break;
      case 'OFMT': this.ofmt = text; break;
      case 'NR': this.nr = toNumber(value); break;
      case 'FNR': this.fnr = toNumber(value); break;
    }
  }

  /** The array of a name, made when there is none. */
  array(name: string, scope = this.locals): AwkArray {
    if (scope?.has(name)) {
      const cell = scope.get(name);
      if (cell instanceof Map) return cell;
      if (cell !== undefined && !(cell instanceof Unset)) throw new AwkError(`attempt to use scalar \`${name}' as an array`);
      const made = cell instanceof Unset ? this.array(cell.name, cell.scope) : new Map<string, Value>();
      scope.set(name, made);
      return made;
    }
    const cell = this.globals.get(name);
    if (cell instanceof Map) return cell;
    if (cell !== undefined) throw new AwkError(`attempt to use scalar \`${name}' as an array`);
    const made: AwkArray = new Map();
    this.globals.set(name, made);
    return made;
  }

  /** The subscript the values make. */
  protected key(values: readonly Value[]): string {
    return values.length === 1 ? toText(values[0], this.convfmt) : values.map((each) => toText(each, this.convfmt)).join(this.#subsep);
  }

  regexOf(value: Value | RegExp): RegExp {
    if (value instanceof RegExp) return value;
    const text = toText(value, this.convfmt);
    let regex = this.#regexes.get(text);
    if (!regex) {
      try {
        regex = awkRegex(text);
      } catch (error) {
        if (!(error instanceof AwkSyntaxError)) throw error;
        throw new AwkError(error.message);
      }
      this.#regexes.set(text, regex);
    }
    return regex;
  }

  /** Sets a place; `keys` are the values of its index or its subscript. */
  protected store(target: LValue, keys: readonly Value[], value: Value): void {
    if (target.type === 'var') this.set(target.name, value);
    else if (target.type === 'field') this.setField(Math.trunc(toNumber(keys[0])), value);
    else this.array(target.array).set(this.key(keys), value);
  }

  /** The value of a place; an item that is not there comes to be. */
  protected load(target: LValue, keys: readonly Value[]): Value {
    if (target.type === 'var') return this.get(target.name);
    if (target.type === 'field') return this.field(Math.trunc(toNumber(keys[0])));
    const array = this.array(target.array);
    const key = this.key(keys);
    const value = array.get(key);
    if (value === undefined && !array.has(key)) array.set(key, undefined);
    return value;
  }
}
