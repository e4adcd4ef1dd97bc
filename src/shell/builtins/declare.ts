/** declare (typeset), local, export, readonly, unset, let */
import { assignArray, assignValue, unsetVariable } from '../assign.ts';
import { arrayEntries, subscriptText } from '../run/assignment.ts';
import { evaluateText, expandString } from '../expand/expand.ts';
import { ArithmeticError } from '../arithmetic.ts';
import { arrayLiteral, attributeLetters } from '../expand/operators.ts';
import { printFunction } from '../print-function.ts';
import { doubleQuote, singleQuote } from '../quote.ts';
import { IndexedArray } from '../variables.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';
import type { Assignment } from '../parse.ts';
import type { Sys } from '../../kernel/sys.ts';

type Flags = ReadonlyMap<string, string>;

/** Sets attributes on a variable as the letters say; a `+` takes them away. */
function attributes(variable: Variable, flags: Flags): void {
  const apply = (letter: string, set: (on: boolean) => void): void => {
    if (flags.has(letter)) set(true);
    if (flags.has(`+${letter}`)) set(false);
  };
  apply('x', (on) => { variable.exported = on; });
  apply('i', (on) => { variable.integer = on; });
  apply('l', (on) => { variable.lower = on; if (on) variable.upper = false; });
  apply('u', (on) => { variable.upper = on; if (on) variable.lower = false; });
  apply('n', (on) => { variable.nameref = on; });
  if (flags.has('a') && !(variable.value instanceof IndexedArray)) variable.value = new IndexedArray(typeof variable.value === 'string' ? [variable.value] : []);
  if (flags.has('A') && !(variable.value instanceof Map)) variable.value = new Map();
}

/** One `name`, `name=value` or `name=(…)` of a declaring builtin; what is wrong, or undefined. */
function* declareOne(sh: Shell, word: string, node: Assignment | undefined, flags: Flags, local: boolean): Sys<string | undefined> {
  const plain = /^([A-Za-z_]\w*)(?:\[(.*)\])?(?:(\+?)=([^]*))?$/.exec(word);
  const name = node?.name ?? plain?.[1];
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return `\`${word}': not a valid identifier`;
  const global = flags.has('g') ? sh.vars.global(name) : undefined;
  // The value is expanded before the name becomes local: `local x=$x`.
  let value: string | undefined;
  if (node === undefined) value = plain?.[4];
  else if (node.value.type === 'Word') value = yield* expandString(sh, node.value, true);
  const entriesBefore = node?.value.type === 'ArrayValue' && !flags.has('A') ? yield* arrayEntries(sh, node) : undefined;
  const variable = global ?? (local ? sh.vars.local(name) : sh.vars.raw(name) ?? sh.vars.own(name));
  if (variable.readonly && (value !== undefined || node !== undefined || flags.has('+r'))) return `${name}: readonly variable`;
  attributes(variable, flags);
  if (!local && !global) sh.vars.put(name, variable);
  if (flags.has('n') && value !== undefined) {
    variable.value = value;
    return undefined;
  }
  const append = node?.append === true || plain?.[3] === '+';
  let problem: string | undefined;
  if (node?.value.type === 'ArrayValue') problem = assignArray(sh, name, entriesBefore ?? (yield* arrayEntries(sh, node)), append);
  else if (value !== undefined && global && global !== sh.vars.raw(name)) global.value = value;
  else if (value !== undefined) {
    const subscript = node?.index ? yield* subscriptText(sh, name, node.index) : plain?.[2];
    problem = assignValue(sh, name, subscript, value, append);
  }
  if (flags.has('r')) variable.readonly = true;
  if (local || global) sh.vars.onChange?.(name);
  sh.vars.export(name, variable.exported);
  return problem;
}

function* declareAll(sh: Shell, name: string, rest: readonly string[], first: number, declared: ReadonlyMap<number, Assignment> | undefined, flags: Flags, local: boolean): Sys<number> {
  let status = 0;
  for (const [i, word] of rest.entries()) {
    const problem = yield* declareOne(sh, word, declared?.get(first + i), flags, local);
    if (problem === undefined) continue;
    yield* complain(sh, name, problem);
    status = 1;
  }
  return status;
}

/** `declare -p` of one variable. */
export function declareLine(sh: Shell, name: string): string | undefined {
  const variable = sh.vars.raw(name);
  const value = sh.vars.dynamic.has(name) ? sh.vars.value(name) : variable?.value;
  if (variable === undefined && value === undefined) return undefined;
  const letters = attributeLetters(sh, name) || (value instanceof IndexedArray ? 'a' : '-');
  const shown = value === undefined ? '' : typeof value === 'string' ? `=${doubleQuote(value)}` : `=${arrayLiteral(value)}`;
  return `declare -${letters} ${name}${shown}\n`;
}

function* list(sh: Shell, matches: (variable: Variable) => boolean): Sys<number> {
  for (const name of sh.vars.names()) {
    const variable = sh.vars.raw(name);
    if (variable && matches(variable)) yield* sh.proc.write(1, declareLine(sh, name) ?? '');
  }
  return 0;
}

/** All functions, by name. */
export function* listFunctions(sh: Shell): Sys<void> {
  const sorted = [...sh.functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length > 0) yield* sh.proc.write(1, sorted.map(printFunction).join(''));
}

/** `set` without arguments and `declare`: name=value lines. */
export function* listVariables(sh: Shell): Sys<void> {
  let out = '';
  for (const name of sh.vars.names()) {
    const value = sh.vars.value(name);
    if (value === undefined) continue;
    out += `${name}=${typeof value === 'string' ? (/^[\w@%+:,./=-]*$/.test(value) && sh.isBash ? value : singleQuote(value)) : arrayLiteral(value)}\n`;
  }
  yield* sh.proc.write(1, out);
}

function declare(name: string): Builtin {
  const usage = `${name} [-aAfFgiIlnrtux] [name[=value] ...] or ${name} -p [-aAfFilnrtux] [name ...]`;
  return {
    name,
    usage,
    shells: ['bash'],
    *run(sh, words, declared) {
      const parsed = yield* parseOptions(sh, words, 'aAfFgiIlnprtux', usage, true);
      if (parsed === undefined) return 2;
      const { flags, rest, index } = parsed;
      if (flags.has('f') || flags.has('F')) return yield* functions(sh, name, flags, rest);
      if (flags.has('p')) {
        if (rest.length === 0) return yield* list(sh, (variable) => matchesFlags(variable, flags));
        let status = 0;
        for (const item of rest) {
          const line = declareLine(sh, item);
          if (line !== undefined) yield* sh.proc.write(1, line);
          else status = yield* complain(sh, name, `${item}: not found`);
        }
        return status;
      }
      if (rest.length === 0) {
        if (flags.size > 0) return yield* list(sh, (variable) => matchesFlags(variable, flags));
        yield* listVariables(sh);
        yield* listFunctions(sh);
        return 0;
      }
      return yield* declareAll(sh, name, rest, index, declared, flags, sh.functionDepth > 0 && !flags.has('g'));
    },
  };
}

function matchesFlags(variable: Variable, flags: Flags): boolean {
  if (flags.has('x') && !variable.exported) return false;
  if (flags.has('r') && !variable.readonly) return false;
  if (flags.has('i') && !variable.integer) return false;
  if (flags.has('n') && !variable.nameref) return false;
  if (flags.has('a') && !(variable.value instanceof IndexedArray)) return false;
  return !(flags.has('A') && !(variable.value instanceof Map));
}

function* functions(sh: Shell, name: string, flags: Flags, rest: readonly string[]): Sys<number> {
  const names = rest.length > 0 ? rest : [...sh.functions.keys()].sort();
  let status = 0;
  for (const item of names) {
    const fn = sh.functions.get(item);
    if (fn === undefined) {
      status = 1;
      if (name !== 'declare') yield* sh.warn(`${name}: ${item}: not a function`);
    }
    else if (name === 'export' || flags.has('x')) {
      fn.exported = !flags.has('n');
      sh.exportsFunctions = true;
    }
    else yield* sh.proc.write(1, flags.has('F') ? (rest.length > 0 ? `${item}\n` : `declare -f ${item}\n`) : printFunction(fn));
  }
  return status;
}

const local: Builtin = {
  name: 'local',
  usage: 'local [option] name[=value] ...',
  *run(sh, words, declared) {
    if (sh.functionDepth === 0) {
      if (!sh.isBash) return yield* sh.fail('local: not in a function', 2, true);
      return yield* complain(sh, 'local', 'can only be used in a function');
    }
    const parsed = yield* parseOptions(sh, words, 'aAilnrux', local.usage, true);
    if (parsed === undefined) return 2;
    if (parsed.rest[0] === '-') return 0;
    // dash lets a local keep the value it hides.
    if (!sh.isBash) {
      for (const word of parsed.rest) {
        const name = word.split('=')[0] as string;
        const old = sh.vars.get(name);
        const variable = sh.vars.local(name);
        if (!word.includes('=') && old !== undefined) variable.value = old;
      }
    }
    return yield* declareAll(sh, 'local', parsed.rest, parsed.index, declared, parsed.flags, true);
  },
};

function attribute(name: 'export' | 'readonly', letter: 'x' | 'r'): Builtin {
  const usage = name === 'export' ? 'export [-fn] [name[=value] ...] or export -p' : 'readonly [-aAf] [name[=value] ...] or readonly -p';
  return {
    name,
    usage,
    *run(sh, words, declared) {
      const parsed = yield* parseOptions(sh, words, sh.isBash ? (name === 'export' ? 'fnp' : 'aAfp') : 'p', usage);
      if (parsed === undefined) return 2;
      const { flags, rest, index } = parsed;
      if (rest.length === 0) {
        const has = (variable: Variable): boolean => (letter === 'x' ? variable.exported : variable.readonly);
        if (sh.isBash) return yield* list(sh, has);
        for (const item of sh.vars.names()) {
          const variable = sh.vars.raw(item);
          if (variable && has(variable)) yield* sh.proc.write(1, `${name} ${item}${typeof variable.value === 'string' ? `=${singleQuote(variable.value)}` : ''}\n`);
        }
        return 0;
      }
      if (flags.has('f')) return yield* functions(sh, name, flags, rest);
      if (!sh.isBash) {
        for (const word of rest) if (!/^[A-Za-z_]\w*(?:=|$)/.test(word)) return yield* sh.fail(`${name}: ${word.split('=')[0]}: bad variable name`, 2, true);
      }
      const mode = new Map(flags);
      mode.delete('n');
      mode.set(name === 'export' && flags.has('n') ? '+x' : letter, '');
      return yield* declareAll(sh, name, rest, index, declared, mode, false);
    },
  };
}

const unset: Builtin = {
  name: 'unset',
  usage: 'unset [-f] [-v] [-n] [name ...]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'fvn', unset.usage);
    if (parsed === undefined) return 2;
    let status = 0;
    for (const word of parsed.rest) {
      const element = /^(\w+)\[(.*)\]$/s.exec(word);
      const name = element?.[1] ?? word;
      if (parsed.flags.has('f')) {
        sh.functions.delete(word);
        continue;
      }
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        if (!sh.isBash) return yield* sh.fail(`unset: ${word}: bad variable name`, 2, true);
        if (parsed.flags.has('v')) status = yield* complain(sh, 'unset', `\`${word}': not a valid identifier`);
        else sh.functions.delete(word);
        continue;
      }
      if (parsed.flags.has('n')) {
        sh.vars.unset(name);
        continue;
      }
      if (!parsed.flags.has('v') && !element && sh.vars.raw(name) === undefined && !sh.vars.dynamic.has(name)) {
        sh.functions.delete(name);
        continue;
      }
      let problem: string | undefined;
      try {
        problem = unsetVariable(sh, name, element?.[2]);
      } catch (error) {
        if (!(error instanceof ArithmeticError)) throw error;
        problem = error.message;
      }
      if (problem !== undefined) status = yield* complain(sh, 'unset', problem);
    }
    return status;
  },
};

const letBuiltin: Builtin = {
  name: 'let',
  usage: 'let arg [arg ...]',
  shells: ['bash', 'ash'],
  *run(sh, words) {
    if (words.length < 2) return yield* complain(sh, 'let', 'expression expected');
    let value = 0n;
    for (const word of words.slice(1)) value = yield* evaluateText(sh, word, 'let: ');
    return value === 0n ? 1 : 0;
  },
};

export const DECLARE: readonly Builtin[] = [declare('declare'), declare('typeset'), local, attribute('export', 'x'), attribute('readonly', 'r'), unset, letBuiltin];
