/** Parameter expansion: `$name`, `${…}` with all operators of bash(1). */
import { IndexedArray } from '../variables.ts';
import { assignValue } from '../assign.ts';
import { arithmetic } from './arithmetic.ts';
import { expandArithmetic, expandPattern, expandSegments, expandToString } from './expand.ts';
import { caseChanger, remover, replacer, transform } from './operators.ts';
import { Fields } from './fields.ts';
import type { Parameter, Operation } from './compile.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** A value before operators: a scalar, or the list of `$@`, `$*`, `${a[@]}`. */
interface Found { readonly value: string | undefined; readonly list: readonly string[] | undefined; readonly star: boolean; readonly label: string }

/** Expands one parameter into the fields. */
export function* expandParameter(sh: Shell, parameter: Parameter, quoted: boolean, fields: Fields): Sys<void> {
  const operation = parameter.operation;
  if (operation?.kind === 'bad') return yield* badSubstitution(sh, parameter);
  if (!sh.isBash && needsBash(sh, parameter)) return yield* badSubstitution(sh, parameter);
  let found = yield* find(sh, parameter);
  if (parameter.length) {
    if (found.list === undefined && found.value === undefined && sh.option('nounset')) yield* unbound(sh, parameter, found.label);
    return put(String(found.list ? found.list.length : [...(found.value ?? '')].length), quoted, fields);
  }
  if (parameter.indirect) {
    const names = indirectNames(sh, parameter);
    if (names) return putList(sh, names, parameter.operation?.kind === 'names' ? parameter.operation.operator === '*' : parameter.all === '*', quoted, fields);
    found = yield* indirect(sh, parameter, found);
  }
  if (operation?.kind === 'default') return yield* defaulted(sh, parameter, found, operation, quoted, fields);
  if (found.value === undefined && found.list === undefined) {
    if (sh.option('nounset')) yield* unbound(sh, parameter, found.label);
    if (operation?.kind !== 'transform') return quoted ? fields.quoted('') : undefined;
  }
  if (operation === undefined) return emit(sh, found, quoted, fields);
  yield* operated(sh, parameter, found, operation, quoted, fields);
}

function* badSubstitution(sh: Shell, parameter: Parameter): Sys<void> {
  if (sh.dialect === 'ash') yield* sh.fail('syntax error: bad substitution', 2, true);
  yield* sh.fail(sh.dialect === 'dash' ? 'Bad substitution' : `${parameter.text}: bad substitution`, sh.isBash ? 1 : 2, !sh.isBash);
}

/** dash has only the POSIX operators, ash also slices and replacements. */
function needsBash(sh: Shell, parameter: Parameter): boolean {
  if (parameter.index !== undefined || parameter.all !== undefined || parameter.indirect) return true;
  const kind = parameter.operation?.kind;
  if (kind === undefined || kind === 'default' || kind === 'remove') return false;
  return sh.dialect === 'dash' || !(kind === 'slice' || kind === 'replace');
}

function* unbound(sh: Shell, parameter: Parameter, label: string): Sys<never> {
  // bash names `$1` with its sign, but `1` in `${1}`.
  return yield* sh.fail(sh.isBash ? `${/^\$[1-9]$/.test(parameter.text) ? parameter.text : label}: unbound variable` : `${label}: parameter not set`, unsetStatus(sh), true);
}

/** Status of a shell that an unset variable ends; at a prompt, of the command. */
function unsetStatus(sh: Shell): number {
  if (!sh.isBash) return 2;
  return sh.interactive || sh.plainMessages || sh.option('errexit') ? 1 : 127;
}

function put(text: string, quoted: boolean, fields: Fields): void {
  if (quoted) fields.quoted(text);
  else fields.expanded(text);
}

function emit(sh: Shell, found: Found, quoted: boolean, fields: Fields): void {
  if (found.list) putList(sh, found.list, found.star, quoted, fields);
  else put(found.value ?? '', quoted, fields);
}

function putList(sh: Shell, list: readonly string[], star: boolean, quoted: boolean, fields: Fields): void {
  const separator = (sh.vars.get('IFS') ?? ' ').slice(0, 1);
  if (!quoted) fields.expandedList(list, list.join(star ? separator : ' '));
  else if (star) fields.quoted(list.join(separator));
  else fields.quotedList(list);
}

function* find(sh: Shell, parameter: Parameter): Sys<Found> {
  const { name } = parameter;
  if (name === '@' || name === '*') return { value: undefined, list: sh.parameters, star: name === '*', label: name };
  if (parameter.index === undefined && parameter.all === undefined) return { value: sh.lookup(name), list: undefined, star: false, label: name };
  const value = sh.vars.value(name);
  if (parameter.all !== undefined) {
    const list = value === undefined ? [] : typeof value === 'string' ? [value] : [...value.values()];
    return { value: undefined, list, star: parameter.all === '*', label: name };
  }
  const text = yield* expandToString(sh, parameter.index ?? []);
  const label = `${name}[${text}]`;
  if (value instanceof Map) return { value: value.get(text), list: undefined, star: false, label };
  const index = Number(yield* arithmetic(sh, text));
  if (value instanceof IndexedArray) {
    if (index < 0 && index + value.end < 0) yield* sh.warn(`${label}: bad array subscript`);
    return { value: value.get(index), list: undefined, star: false, label };
  }
  return { value: index === 0 || index === -1 ? value : undefined, list: undefined, star: false, label };
}

/** `${!prefix*}` and `${!array[@]}`; undefined for plain indirection. */
function indirectNames(sh: Shell, parameter: Parameter): string[] | undefined {
  if (parameter.operation?.kind === 'names') return sh.vars.names().filter((name) => name.startsWith(parameter.name) && sh.vars.value(name) !== undefined);
  if (parameter.all === undefined || parameter.operation !== undefined) return undefined;
  const value = sh.vars.value(parameter.name);
  if (value === undefined) return [];
  return typeof value === 'string' ? ['0'] : [...value.keys()].map(String);
}

function* indirect(sh: Shell, parameter: Parameter, found: Found): Sys<Found> {
  const reference = sh.vars.raw(parameter.name);
  if (reference?.nameref && typeof reference.value === 'string') return { ...found, value: reference.value };
  const target = found.value;
  if (target === undefined) {
    if (parameter.operation?.kind === 'default') return found;
    yield* sh.fail(`${parameter.name}: invalid indirect expansion`);
  }
  const element = /^(\w+)\[(.+)\]$/s.exec(target ?? '');
  if (element) {
    const all = element[2] === '@' || element[2] === '*' ? element[2] : undefined;
    return yield* find(sh, {
      name: element[1] as string, text: target as string, indirect: false, length: false, operation: undefined, all,
      index: all ? undefined : [{ kind: 'literal', text: element[2] as string, quoted: true }],
    });
  }
  if (target === '@' || target === '*') return { value: undefined, list: sh.parameters, star: target === '*', label: target };
  if (!/^(?:[A-Za-z_]\w*|\d+|[?#$!-])$/.test(target ?? '')) yield* sh.fail(`${target}: invalid variable name`);
  return { value: sh.lookup(target as string), list: undefined, star: false, label: target as string };
}

function* defaulted(
  sh: Shell, parameter: Parameter, found: Found, operation: Extract<Operation, { kind: 'default' }>, quoted: boolean, fields: Fields,
): Sys<void> {
  const colon = operation.operator.startsWith(':');
  const missing = found.list ? found.list.length === 0 || (colon && found.list.join('') === '') : found.value === undefined || (colon && found.value === '');
  switch (operation.operator.replace(':', '')) {
    case '-':
      if (!missing) return emit(sh, found, quoted, fields);
      if (quoted && operation.operand.length === 0) fields.quoted('');
      return yield* expandSegments(sh, operation.operand, fields, !quoted);
    case '+':
      if (missing) return quoted && !found.list ? fields.quoted('') : undefined;
      if (quoted && operation.operand.length === 0) fields.quoted('');
      return yield* expandSegments(sh, operation.operand, fields, !quoted);
    case '=': {
      if (!missing) return emit(sh, found, quoted, fields);
      if (!/^[A-Za-z_]\w*$/.test(parameter.name)) yield* sh.fail(`${parameter.text.slice(1).replace(/[{}]/g, '').replace(/:?=.*/s, '')}: cannot assign in this way`);
      const value = yield* expandToString(sh, operation.operand);
      const subscript = parameter.index && (yield* expandToString(sh, parameter.index));
      const problem = assignValue(sh, parameter.name, subscript, value, false);
      if (problem !== undefined) yield* sh.fail(problem);
      return put(sh.lookup(parameter.name) ?? value, quoted, fields);
    }
    default: {
      if (!missing) return emit(sh, found, quoted, fields);
      const text = yield* expandToString(sh, operation.operand);
      const message = text !== '' ? text : colon ? 'parameter null or not set' : 'parameter not set';
      yield* sh.fail(`${found.label}: ${message}`, unsetStatus(sh), true);
    }
  }
}

function* operated(
  sh: Shell, parameter: Parameter, found: Found, operation: Exclude<Operation, { kind: 'default' | 'bad' }>, quoted: boolean, fields: Fields,
): Sys<void> {
  let change: (text: string) => string;
  switch (operation.kind) {
    case 'slice': return yield* slice(sh, parameter, found, operation, quoted, fields);
    case 'names': return emit(sh, found, quoted, fields);
    case 'remove':
      change = remover(operation.operator, yield* expandPattern(sh, operation.pattern));
      break;
    case 'replace': {
      const pattern = yield* expandPattern(sh, operation.pattern);
      change = replacer(operation.operator, pattern, yield* expandPattern(sh, operation.replacement), sh.shopted('nocasematch'));
      break;
    }
    case 'case':
      change = caseChanger(operation.operator, operation.pattern && (yield* expandPattern(sh, operation.pattern)));
      break;
    default: {
      const result = yield* transform(sh, operation.operator, parameter, found.value, found.list);
      return Array.isArray(result) ? putList(sh, result, found.star, quoted, fields) : put(result as string, quoted, fields);
    }
  }
  if (found.list) putList(sh, found.list.map(change), found.star, quoted, fields);
  else put(change(found.value ?? ''), quoted, fields);
}

function* slice(
  sh: Shell, parameter: Parameter, found: Found, operation: Extract<Operation, { kind: 'slice' }>, quoted: boolean, fields: Fields,
): Sys<void> {
  let offset = Number(yield* expandArithmetic(sh, operation.offset));
  const length = operation.length && Number(yield* expandArithmetic(sh, operation.length));
  const positional = parameter.name === '@' || parameter.name === '*';
  const items: readonly string[] = found.list ? (positional ? [sh.name, ...found.list] : found.list) : [...(found.value ?? '')];
  let keys: readonly number[] | undefined;
  const array = !positional && found.list ? sh.vars.value(parameter.name) : undefined;
  if (array instanceof IndexedArray) keys = array.keys();
  const end = keys ? (keys.at(-1) ?? -1) + 1 : items.length;
  if (offset < 0) offset += end;
  if (offset < 0 || offset > end) return found.list ? undefined : put('', quoted, fields);
  const start = keys ? keys.findIndex((key) => key >= offset) : offset;
  if (start < 0) return undefined;
  let stop = length === undefined ? items.length : start + length;
  if (length !== undefined && length < 0) {
    if (found.list) yield* sh.fail(`${length}: substring expression < 0`);
    stop = items.length + length;
    if (stop < start) yield* sh.fail(`${length}: substring expression < 0`);
  }
  if (positional && offset === 0 && length === 0) stop = 0;
  const part = items.slice(start, stop);
  if (found.list) putList(sh, part, found.star, quoted, fields);
  else put(part.join(''), quoted, fields);
}
