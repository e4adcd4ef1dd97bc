/** Shell variables: scalars, indexed and associative arrays, attributes, and the dynamic scopes that functions open. */
import type { Shell } from './shell.ts';

/** An indexed array of bash: sparse, keys ascending. */
export class IndexedArray {
  private readonly items: Map<number, string>;
  private sorted = true;
  private top = -1;

  constructor(values: Iterable<string> = []) {
    this.items = new Map();
    for (const value of values) this.items.set(++this.top, value);
  }

  get size(): number { return this.items.size; }

  /** Value at an index; negative ones count from the end. */
  get(index: number): string | undefined { return this.items.get(index < 0 ? this.top + 1 + index : index); }

  set(index: number, value: string): void {
    if (index < this.top && !this.items.has(index)) this.sorted = false;
    this.items.set(index, value);
    if (index > this.top) this.top = index;
  }

  delete(index: number): void {
    const at = index < 0 ? this.top + 1 + index : index;
    this.items.delete(at);
    if (at === this.top) this.top = this.items.size === 0 ? -1 : Math.max(...this.items.keys());
  }

  /** The index behind the last element. */
  get end(): number { return this.top + 1; }

  keys(): number[] {
    this.sort();
    return [...this.items.keys()];
  }

  values(): string[] {
    this.sort();
    return [...this.items.values()];
  }

  copy(): IndexedArray {
    const copy = new IndexedArray();
    this.sort();
    for (const [key, value] of this.items) copy.set(key, value);
    return copy;
  }

  private sort(): void {
    if (this.sorted) return;
    const entries = [...this.items].sort((a, b) => a[0] - b[0]);
    this.items.clear();
    for (const [key, value] of entries) this.items.set(key, value);
    this.sorted = true;
  }
}

export type Value = string | IndexedArray | Map<string, string>;

/** A variable with its attributes (`declare -x -r -i -l -u -n`). `value` is undefined while it is declared and unset. */
export interface Variable {
  value: Value | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  lower: boolean;
  upper: boolean;
  nameref: boolean;
}

/** A variable without attributes. */
export function newVariable(value?: Value): Variable {
  return { value, exported: false, readonly: false, integer: false, lower: false, upper: false, nameref: false };
}

/** A variable whose value is computed (`$RANDOM`, `$SECONDS`); `set` undefined means that assignments are without effect. */
export interface DynamicVariable { get(sh: Shell): Value | undefined; set?(sh: Shell, value: string): void }

type Saved = Map<string, Variable | undefined>;

/**
 * The table of variables of one shell. `local` shadows by saving what it hides, so that a look-up is one map access at any depth of calls.
 */
export class Variables {
  private table: Map<string, Variable>;
  private readonly scopes: Saved[];
  /** The computed ones, a table that subshells share; without those that were unset and so lost their meaning. */
  dynamic: ReadonlyMap<string, DynamicVariable> = new Map();
  /** Whose variables these are: what the computed ones are computed from. */
  shell: Shell | undefined;
  private environment: Map<string, string> | undefined;
  /** Told of every assignment, so that caches (PATH hash, terminal size) can follow. */
  onChange: ((name: string) => void) | undefined;

  constructor(table: Map<string, Variable> = new Map(), scopes: Saved[] = []) {
    this.table = table;
    this.scopes = scopes;
  }

  /** A copy for a subshell. */
  copy(): Variables {
    const clone = (variable: Variable): Variable => ({
      ...variable,
      value: variable.value instanceof IndexedArray ? variable.value.copy() : variable.value instanceof Map ? new Map(variable.value) : variable.value,
    });
    const table = new Map<string, Variable>();
    for (const [name, variable] of this.table) table.set(name, clone(variable));
    const scopes = this.scopes.map((scope) => new Map([...scope].map(([name, saved]): [string, Variable | undefined] => [name, saved && clone(saved)])));
    const copy = new Variables(table, scopes);
    copy.environment = this.environment;
    copy.dynamic = this.dynamic;
    return copy;
  }

  get depth(): number { return this.scopes.length; }

  pushScope(): void { this.scopes.push(new Map()); }

  popScope(): void {
    const saved = this.scopes.pop();
    if (saved === undefined || saved.size === 0) return;
    for (const [name, variable] of saved) {
      if (variable === undefined) this.table.delete(name);
      else this.table.set(name, variable);
      this.touch(name);
    }
  }

  /** The variable itself, without following name references. */
  raw(name: string): Variable | undefined { return this.table.get(name); }

  /** Follows name references; a loop of them ends at the last name. */
  resolve(name: string): string {
    let current = name;
    for (let i = 0; i < 8; i++) {
      const variable = this.table.get(current);
      if (!variable?.nameref || typeof variable.value !== 'string' || variable.value === '') return current;
      current = variable.value;
    }
    return current;
  }

  find(name: string): Variable | undefined {
    const variable = this.table.get(name);
    return variable?.nameref ? this.table.get(this.resolve(name)) : variable;
  }

  /** The value as a scalar: element 0 of an array. */
  get(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    return value instanceof IndexedArray ? value.get(0) : value.get('0');
  }

  value(name: string): Value | undefined {
    const dynamic = this.dynamic.get(name);
    if (dynamic) return this.shell && dynamic.get(this.shell);
    const variable = this.table.get(name);
    return variable?.nameref ? this.throughReference(name) : variable?.value;
  }

  private throughReference(name: string): Value | undefined {
    const target = this.resolve(name);
    const element = /^(\w+)\[(.*)\]$/s.exec(target);
    if (!element) return this.table.get(target)?.value;
    const value = this.table.get(element[1] ?? '')?.value;
    if (value instanceof IndexedArray) return value.get(Number(element[2]));
    return value instanceof Map ? value.get(element[2] ?? '') : undefined;
  }

  /** The variable for writing, made when it is missing. */
  own(name: string): Variable {
    const target = this.resolve(name);
    let variable = this.table.get(target);
    if (variable === undefined) this.table.set(target, (variable = newVariable()));
    this.touch(target);
    return variable;
  }

  /** Plain assignment of a scalar, without attributes taken into account (see assign.ts for those). */
  set(name: string, value: string): void {
    const dynamic = this.dynamic.get(name);
    if (dynamic) return this.shell && dynamic.set?.(this.shell, value);
    const variable = this.own(name);
    if (variable.value instanceof IndexedArray) variable.value.set(0, value);
    else if (variable.value instanceof Map) variable.value.set('0', value);
    else variable.value = value;
  }

  export(name: string, on = true): void { this.own(name).exported = on; }

  put(name: string, variable: Variable): void {
    this.table.set(name, variable);
    this.touch(name);
  }

  /** Removes; inside the function that made it local it stays as an unset local. */
  unset(name: string): void {
    if (this.dynamic.has(name)) this.dynamic = new Map([...this.dynamic].filter(([other]) => other !== name));
    const scope = this.scopes.at(-1);
    if (scope?.has(name)) this.table.set(name, newVariable());
    else this.table.delete(name);
    this.touch(name);
  }

  /** Makes `name` local to the innermost scope; a new unset variable, or the same one when it is local already. */
  local(name: string): Variable {
    const scope = this.scopes.at(-1);
    const current = this.table.get(name);
    if (scope === undefined) return this.own(name);
    if (scope.has(name) && current !== undefined) return current;
    scope.set(name, current);
    const fresh = newVariable();
    if (current?.exported) fresh.exported = true;
    this.put(name, fresh);
    return fresh;
  }

  isLocal(name: string): boolean { return this.scopes.at(-1)?.has(name) ?? false; }

  /** The variable at global scope, whatever hides it (`declare -g`). */
  global(name: string): Variable {
    for (const scope of this.scopes) {
      if (!scope.has(name)) continue;
      let variable = scope.get(name);
      if (variable === undefined) scope.set(name, (variable = newVariable()));
      return variable;
    }
    return this.own(name);
  }

  /** Names in locale C order. */
  names(): string[] {
    return [...new Set([...this.table.keys(), ...this.dynamic.keys()])].sort();
  }

  /** What children get: exported variables that have a value. */
  exported(): Map<string, string> {
    if (this.environment) return this.environment;
    const environment = new Map<string, string>();
    for (const [name, variable] of this.table) {
      if (variable.exported && typeof variable.value === 'string') environment.set(name, variable.value);
    }
    return (this.environment = environment);
  }

  private touch(name: string): void {
    this.environment = undefined;
    this.onChange?.(name);
  }
}
