/** Assignments of the tree: `a=1`, `a+=x`, `a[i]=x`, `a=(…)`. */
import { compileValue } from '../expand/compile.ts';
import { expandString, expandToString, expandWordInto } from '../expand/expand.ts';
import { assignArray, assignValue } from '../assign.ts';
import { parseWord } from '../parse.ts';
import { traceLine } from './trace.ts';
import { quoteIfNeeded } from '../quote.ts';
import { IndexedArray } from '../variables.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Assignment, Word } from '../parse.ts';

/** Performs an assignment in the shell; a failure is reported and gives up the command. */
export function* performAssignment(sh: Shell, node: Assignment): Sys<void> {
  const append = node.append === true;
  if (node.value.type === 'ArrayValue') {
    const entries = yield* arrayEntries(sh, node);
    const problem = assignArray(sh, node.name, entries, append);
    if (sh.option('xtrace')) yield* traceLine(sh, `${node.name}${append ? '+' : ''}=(${node.value.elements.map((word) => word.text).join(' ')})`);
    if (problem !== undefined) yield* sh.fail(problem, 1, !sh.isBash);
    return;
  }
  const value = yield* expandString(sh, node.value, true);
  const subscript = node.index && (yield* subscriptText(sh, node.name, node.index));
  const problem = assignValue(sh, node.name, subscript, value, append);
  if (sh.option('xtrace')) yield* traceLine(sh, `${node.name}${subscript === undefined ? '' : `[${subscript}]`}${append ? '+' : ''}=${value === '' ? '' : quoteIfNeeded(value)}`);
  if (problem !== undefined) yield* sh.fail(problem, sh.isBash ? 1 : 2, !sh.isBash);
}

/** The subscript as text: expanded, without quotes. */
export function* subscriptText(sh: Shell, name: string, index: Word): Sys<string> {
  const associative = sh.vars.find(name)?.value instanceof Map;
  const text = yield* expandToString(sh, compileValue(index));
  return associative ? text : text.trim();
}

/** The elements of `name=(…)` expanded: [subscript, value, appended]. */
export function* arrayEntries(sh: Shell, node: Assignment): Sys<(readonly [string | undefined, string, boolean])[]> {
  const entries: (readonly [string | undefined, string, boolean])[] = [];
  if (node.value.type !== 'ArrayValue') return entries;
  for (const word of node.value.elements) {
    const keyed = /^\[((?:[^\][]|\[[^\]]*\])*)\](\+?)=([^]*)$/.exec(word.text);
    if (keyed) {
      const key = parseWord(keyed[1] === '' ? "''" : `${keyed[1]?.replace(/ /g, '\\ ') ?? ''}`);
      const value = keyed[3] === '' ? undefined : parseWord(keyed[3] as string);
      entries.push([
        key ? yield* subscriptText(sh, node.name, key) : keyed[1], value ? yield* expandString(sh, value, true) : keyed[3] ?? '', keyed[2] === '+',
      ]);
      continue;
    }
    const out: string[] = [];
    yield* expandWordInto(sh, word, out);
    for (const item of out) entries.push([undefined, item, false]);
  }
  return entries;
}

/** Assignments in front of a command as names and values for its environment. */
export function* assignmentEntries(sh: Shell, assignments: readonly Assignment[]): Sys<[string, string][]> {
  if (assignments.length === 1) return yield* entriesOf(sh, assignments);
  // Later values see the earlier ones: `A=1 B=$A command`.
  sh.vars.pushScope();
  try {
    return yield* entriesOf(sh, assignments);
  } finally {
    sh.vars.popScope();
  }
}

function* entriesOf(sh: Shell, assignments: readonly Assignment[]): Sys<[string, string][]> {
  const entries: [string, string][] = [];
  for (const node of assignments) {
    if (node.value.type === 'ArrayValue') continue;
    if (sh.vars.find(node.name)?.readonly) {
      yield* sh.fail(sh.isBash ? `${node.name}: readonly variable` : `${node.name}: is read only`, sh.isBash ? 1 : 2, !sh.isBash);
    }
    const value = yield* expandString(sh, node.value, true);
    const old = node.append ? sh.vars.value(node.name) : undefined;
    const before = old === undefined || old instanceof IndexedArray || old instanceof Map ? '' : old;
    if (sh.option('xtrace')) yield* traceLine(sh, `${node.name}=${quoteIfNeeded(value)}`);
    entries.push([node.name, before + value]);
    if (assignments.length > 1) sh.vars.local(node.name).value = before + value;
  }
  return entries;
}
