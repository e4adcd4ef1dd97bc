/** Compound commands: if, loops, case, select, groups, subshells, `[[ ]]` and `(( ))`. */
import { runStatements } from './statement.ts';
import { runText } from './text.ts';
import { forkShell } from './launch.ts';
import { waitForeground } from './waiting.ts';
import { evaluateText, expandPattern, expandString, expandWords } from '../expand/expand.ts';
import { compileValue } from '../expand/compile.ts';
import { patternRegExp } from '../pattern.ts';
import { assignValue } from '../assign.ts';
import { LoopJump, CommandFailed } from '../errors.ts';
import { evaluateConditional } from './conditional.ts';
import { readLine } from '../input.ts';
import { selectMenu } from './select.ts';
import { traceLine } from './trace.ts';
import { jobText } from '../print-function.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { ArithmeticFor, Case, CompoundCommand, CompoundList, For, If, Select, Subshell, While, Word } from '../parse.ts';

/** Runs a compound command; its status. */
export function* runCompound(sh: Shell, node: CompoundCommand): Sys<number> {
  switch (node.type) {
    case 'If': return yield* runIf(sh, node);
    case 'For': return yield* sh.proc.call(runFor(sh, node));
    case 'While': return yield* sh.proc.call(runWhile(sh, node));
    case 'ArithmeticFor': return yield* sh.proc.call(runArithmeticFor(sh, node));
    case 'Case': return yield* runCase(sh, node);
    case 'Select': return yield* sh.proc.call(runSelect(sh, node));
    case 'BraceGroup': return yield* runStatements(sh, node.body.commands);
    case 'Subshell': return yield* runSubshell(sh, node);
    case 'TestCommand': return yield* runTest(sh, node);
    case 'ArithmeticCommand': return yield* runArithmetic(sh, node.body);
    default: return node satisfies never;
  }
}

function* runTest(sh: Shell, node: Extract<CompoundCommand, { type: 'TestCommand' }>): Sys<number> {
  if (sh.dialect === 'dash') {
    yield* sh.warn('[[: not found');
    return 127;
  }
  try {
    return (yield* evaluateConditional(sh, node.expression)) ? 0 : 1;
  } catch (error) {
    if (error instanceof CommandFailed && !error.fatal && error.status === 2) return 2;
    throw error;
  }
}

function* runArithmetic(sh: Shell, text: string): Sys<number> {
  // To the others these are two subshells, one inside the other.
  if (!sh.isBash) return yield* inSubshell(sh, `((${text}))`, (child) => runText(child, `(${text})`, { name: sh.source.name, line: sh.line }));
  if (sh.option('xtrace')) yield* traceLine(sh, `((${text.startsWith(' ') ? text : ` ${text} `}))`);
  return (yield* evaluateParenthesized(sh, text)) ? 0 : 1;
}

function* condition(sh: Shell, list: CompoundList): Sys<boolean> {
  sh.tolerant++;
  try {
    return (yield* runStatements(sh, list.commands)) === 0;
  } finally {
    sh.tolerant--;
  }
}

function* runIf(sh: Shell, node: If): Sys<number> {
  if (yield* condition(sh, node.clause)) return yield* runStatements(sh, node.then.commands);
  for (const branch of node.elif) {
    if (yield* condition(sh, branch.clause)) return yield* runStatements(sh, branch.then.commands);
  }
  if (node.else) return yield* runStatements(sh, node.else.commands);
  return 0;
}

/** One turn of a loop: false when the loop is to be left. */
function* turn(sh: Shell, body: CompoundList): Sys<boolean> {
  try {
    yield* runStatements(sh, body.commands);
    return true;
  } catch (error) {
    return leaveOrNext(error);
  }
}

function leaveOrNext(error: unknown): boolean {
  if (!(error instanceof LoopJump)) throw error;
  if (error.levels > 1) {
    error.levels--;
    throw error;
  }
  return error.kind === 'continue';
}

function* runFor(sh: Shell, node: For): Sys<number> {
  const name = node.name.value;
  if (!/^[A-Za-z_]\w*$/.test(name)) return yield* sh.fail(`\`${name}': not a valid identifier`);
  const items = node.wordlist ? yield* expandWords(sh, node.wordlist) : sh.parameters;
  sh.status = 0;
  sh.loops++;
  try {
    for (const item of items) {
      const problem = assignValue(sh, name, undefined, item, false);
      if (problem !== undefined) yield* sh.fail(problem);
      if (sh.isBash && sh.option('xtrace')) yield* traceLine(sh, `for ${name} in ${node.wordlist?.map((word) => word.text).join(' ') ?? '"$@"'}`);
      if (!(yield* turn(sh, node.body))) break;
    }
  } finally {
    sh.loops--;
  }
  return sh.status;
}

function* runWhile(sh: Shell, node: While): Sys<number> {
  let status = 0;
  sh.loops++;
  try {
    for (;;) {
      let go: boolean;
      try {
        go = (yield* condition(sh, node.clause)) === (node.kind === 'while');
      } catch (error) {
        if (leaveOrNext(error)) continue;
        return 0;
      }
      if (!go) return status;
      const more = yield* turn(sh, node.body);
      status = sh.status;
      if (!more) return status;
    }
  } finally {
    sh.loops--;
  }
}

const headers = new WeakMap<ArithmeticFor, readonly [string, string, string]>();

/** The three expressions of `for ((…;…;…))` as text: the tree holds them parsed before expansion. */
function headerOf(sh: Shell, node: ArithmeticFor): readonly [string, string, string] {
  let header = headers.get(node);
  if (header === undefined) {
    const text = sh.source.text.slice(node.pos, node.body.pos);
    const inner = text.slice(text.indexOf('((') + 2, text.lastIndexOf('))'));
    const parts = inner.split(';');
    headers.set(node, (header = [parts[0] ?? '', parts[1] ?? '', parts[2] ?? '']));
  }
  return header;
}

/** An expression in double parentheses; undefined when it cannot be evaluated, which ends the command with status 1. */
function* evaluateParenthesized(sh: Shell, text: string): Sys<bigint | undefined> {
  try {
    return yield* evaluateText(sh, text, '((: ');
  } catch (error) {
    if (error instanceof CommandFailed && !error.fatal) return undefined;
    throw error;
  }
}

function* runArithmeticFor(sh: Shell, node: ArithmeticFor): Sys<number> {
  const [initialize, test, update] = headerOf(sh, node);
  sh.status = 0;
  sh.loops++;
  try {
    if ((yield* evaluateParenthesized(sh, initialize)) === undefined) return 1;
    for (;;) {
      const go = test.trim() === '' ? 1n : yield* evaluateParenthesized(sh, test);
      if (go === undefined) return 1;
      if (go === 0n) break;
      yield* sh.proc.step();
      if (!(yield* turn(sh, node.body))) break;
      if ((yield* evaluateParenthesized(sh, update)) === undefined) return 1;
    }
  } finally {
    sh.loops--;
  }
  return sh.status;
}

function* runCase(sh: Shell, node: Case): Sys<number> {
  const value = yield* expandString(sh, node.word);
  if (sh.isBash && sh.option('xtrace')) yield* traceLine(sh, `case ${node.word.text} in`);
  sh.status = 0;
  let fall = false;
  for (const item of node.items) {
    if (!fall && !(yield* matchesAny(sh, value, item.pattern))) continue;
    yield* runStatements(sh, item.body.commands);
    if (item.terminator === ';&') fall = true;
    else if (item.terminator === ';;&') fall = false;
    else return sh.status;
  }
  return sh.status;
}

function* matchesAny(sh: Shell, value: string, patterns: readonly Word[]): Sys<boolean> {
  for (const word of patterns) {
    const pattern = yield* expandPattern(sh, compileValue(word));
    if (patternRegExp(pattern, { ignoreCase: sh.shopted('nocasematch') }).test(value)) return true;
  }
  return false;
}

function* runSelect(sh: Shell, node: Select): Sys<number> {
  const items = node.wordlist ? yield* expandWords(sh, node.wordlist) : sh.parameters;
  if (items.length === 0) return 0;
  sh.loops++;
  try {
    let show = true;
    for (;;) {
      if (show) yield* sh.proc.write(2, selectMenu(items, Number(sh.vars.get('COLUMNS') ?? 80)));
      yield* sh.proc.write(2, sh.vars.get('PS3') ?? '#? ');
      const line = yield* readLine(sh, 0);
      if (line === undefined) {
        yield* sh.proc.write(1, '\n');
        return 1;
      }
      sh.vars.set('REPLY', line.text);
      show = line.text.trim() === '';
      if (show) continue;
      sh.vars.set(node.name.value, items[Number(line.text.trim()) - 1] ?? '');
      if (!(yield* turn(sh, node.body))) return sh.status;
    }
  } finally {
    sh.loops--;
  }
}

function* runSubshell(sh: Shell, node: Subshell): Sys<number> {
  return yield* inSubshell(sh, jobText(sh, node), (child) => runStatements(child, node.body.commands, true));
}

function* inSubshell(sh: Shell, text: string, main: (child: Shell) => Sys<number>): Sys<number> {
  const pid = yield* forkShell(sh, { pgid: 0, foreground: true }, main);
  const [status] = yield* waitForeground(sh, pid, [pid], text);
  return status ?? 127;
}
