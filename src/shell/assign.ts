/**
 * Assignment to variables with their attributes taken into account, and the arithmetic over them: each needs the other, as a subscript is
 * an expression and an expression assigns.
 */
import { IndexedArray } from './variables.ts';
import { ArithmeticError, evaluateArithmetic } from './arithmetic.ts';
import type { ArithmeticVariables } from './arithmetic.ts';
import type { Shell } from './shell.ts';
import type { Variable } from './variables.ts';

/** Names that bash never lets be assigned. */
const CONSTANT = new Set(['UID', 'EUID', 'PPID', 'BASHOPTS', 'SHELLOPTS', 'BASH_VERSINFO']);

/**
 * `name=value`, `name[subscript]=value`, with `append` for `+=`. Returns what is wrong (`a: readonly variable`) or undefined.
 * The subscript is text: a key of an associative array or an arithmetic expression.
 */
export function assignValue(sh: Shell, name: string, subscript: string | undefined, value: string, append: boolean): string | undefined {
  if (sh.vars.dynamic.has(name) && subscript === undefined) {
    sh.vars.set(name, value);
    return undefined;
  }
  const target = sh.vars.resolve(name);
  const existing = sh.vars.raw(target);
  if (existing?.readonly || (CONSTANT.has(target) && existing)) return readonlyMessage(sh, target);
  const reference = /^(\w+)\[(.*)\]$/s.exec(target);
  if (reference) return assignValue(sh, reference[1] as string, reference[2], value, append);
  const variable = sh.vars.own(target);
  const shaped = shape(sh, variable, value);
  if (typeof shaped !== 'string') return shaped.problem;
  if (subscript === undefined && (variable.value === undefined || typeof variable.value === 'string')) {
    variable.value = append ? joined(variable, variable.value ?? '', shaped) : shaped;
  } else {
    const problem = setElement(sh, target, variable, subscript ?? '0', shaped, append);
    if (problem !== undefined) return problem;
  }
  if (sh.option('allexport') && !variable.exported) sh.vars.export(target);
  return undefined;
}

function readonlyMessage(sh: Shell, name: string): string {
  return sh.dialect === 'dash' ? `${name}: is read only` : sh.dialect === 'ash' ? `${name}: is read only` : `${name}: readonly variable`;
}

function shape(sh: Shell, variable: Variable, value: string): string | { problem: string } {
  if (variable.integer) {
    try {
      return arithmeticNow(sh, value).toString();
    } catch (error) {
      if (error instanceof ArithmeticError) return { problem: error.message };
      throw error;
    }
  }
  return variable.lower ? value.toLowerCase() : variable.upper ? value.toUpperCase() : value;
}

function joined(variable: Variable, old: string, added: string): string {
  return variable.integer ? (BigInt(old === '' ? '0' : old) + BigInt(added)).toString() : old + added;
}

function setElement(sh: Shell, name: string, variable: Variable, subscript: string, value: string, append: boolean): string | undefined {
  if (variable.value instanceof Map) {
    const key = subscript;
    if (key === '') return `${name}[${subscript}]: bad array subscript`;
    variable.value.set(key, append ? joined(variable, variable.value.get(key) ?? '', value) : value);
    return undefined;
  }
  if (!(variable.value instanceof IndexedArray)) variable.value = new IndexedArray(variable.value === undefined ? [] : [variable.value]);
  let index: number;
  try {
    index = Number(arithmeticNow(sh, subscript));
  } catch (error) {
    if (error instanceof ArithmeticError) return error.message;
    throw error;
  }
  if (index < 0) index += variable.value.end;
  if (index < 0) return `${name}[${subscript}]: bad array subscript`;
  variable.value.set(index, append ? joined(variable, variable.value.get(index) ?? '', value) : value);
  return undefined;
}

/** `name=(…)`: `entries` are [subscript or undefined, value]. */
export function assignArray(
  sh: Shell, name: string, entries: readonly (readonly [string | undefined, string, boolean])[], append: boolean,
): string | undefined {
  const target = sh.vars.resolve(name);
  const existing = sh.vars.raw(target);
  if (existing?.readonly) return readonlyMessage(sh, target);
  const variable = sh.vars.own(target);
  const isMap = variable.value instanceof Map;
  if (isMap) {
    // `m=([a]=1 [b]=2)`, or pairs of key and value.
    const map = variable.value as Map<string, string>;
    const replaced = append ? map : new Map<string, string>();
    for (let i = 0; i < entries.length; i++) {
      const [key, value] = entries[i] as readonly [string | undefined, string, boolean];
      if (key !== undefined) replaced.set(key, value);
      else replaced.set(value, entries[++i]?.[1] ?? '');
    }
    variable.value = replaced;
    return undefined;
  }
  const old = variable.value;
  variable.value = append && old instanceof IndexedArray ? old : new IndexedArray(append && typeof old === 'string' ? [old] : []);
  const array = variable.value;
  let next = array.end;
  for (const [key, value, add] of entries) {
    const shaped = shape(sh, variable, value);
    if (typeof shaped !== 'string') return shaped.problem;
    if (key !== undefined) {
      try {
        next = Number(arithmeticNow(sh, key));
      } catch (error) {
        if (error instanceof ArithmeticError) return error.message;
        throw error;
      }
      if (next < 0) return `[${key}]=${value}: bad array subscript`;
    }
    array.set(next, add ? (array.get(next) ?? '') + shaped : shaped);
    next++;
  }
  return undefined;
}

/** Removes an element or a variable; what is wrong, or undefined. */
export function unsetVariable(sh: Shell, name: string, subscript: string | undefined): string | undefined {
  const target = sh.vars.resolve(name);
  const variable = sh.vars.raw(target);
  if (variable?.readonly || CONSTANT.has(target)) return `${target}: cannot unset: readonly variable`;
  if (variable === undefined) {
    sh.vars.unset(target);
    return undefined;
  }
  if (subscript === undefined || ((subscript === '@' || subscript === '*') && !(variable.value instanceof Map))) {
    sh.vars.unset(target);
    return undefined;
  }
  if (variable.value instanceof Map) variable.value.delete(subscript.replace(/^(["'])(.*)\1$/s, '$2'));
  else if (variable.value instanceof IndexedArray) {
    const index = Number(arithmeticNow(sh, subscript));
    if (index < 0 && index + variable.value.end < 0) return `[${subscript}]: bad array subscript`;
    variable.value.delete(index);
  } else if (Number(arithmeticNow(sh, subscript)) === 0) sh.vars.unset(target);
  else return `${name}: not an array variable`;
  return undefined;
}

/** Evaluates expanded text with the variables of a shell; throws ArithmeticError. */
export function arithmeticNow(sh: Shell, text: string): bigint {
  return evaluateArithmetic(text, new Operands(sh));
}

/** The variables of a shell as an expression reads and assigns them. */
class Operands implements ArithmeticVariables {
  private readonly sh: Shell;

  constructor(sh: Shell) { this.sh = sh; }

  get posix(): boolean { return this.sh.dialect === 'dash'; }

  get(name: string, subscript: string | undefined): string | undefined {
    const value = subscript === undefined ? this.sh.vars.get(name) : element(this.sh, name, subscript);
    if (value === undefined && this.sh.option('nounset')) throw new ArithmeticError(`${name}: unbound variable`);
    return value;
  }

  set(name: string, subscript: string | undefined, value: string): void {
    const problem = assignValue(this.sh, name, subscript, value, false);
    if (problem !== undefined) throw new ArithmeticError(problem);
  }
}

function element(sh: Shell, name: string, subscript: string): string | undefined {
  const value = sh.vars.value(name);
  if (value instanceof Map) return value.get(subscript.replace(/^(["'])(.*)\1$/s, '$2'));
  const index = Number(arithmeticNow(sh, subscript));
  if (value instanceof IndexedArray) return value.get(index);
  return index === 0 ? value : undefined;
}
