/** Statements and lists: sequencing, `&&` and `||`, `!`, `time`, `&`, and the rules of `set -e`. */
import { runCompound } from './compound.ts';
import { runSimple } from './simple.ts';
import { runPipeline, startBackground } from './pipeline.ts';
import { runRedirected } from './redirect.ts';
import { runPending, runTrap } from '../traps.ts';
import { ExitShell } from '../errors.ts';
import { defineFunction } from './function.ts';
import { printTimes } from '../times.ts';
import { jobText } from '../print-function.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { AndOr, CommandNode, Pipeline, PipelineNode, Statement } from '../parse.ts';

/** Runs statements in order; `tail` means that nothing is left to do for this process afterwards. */
export function* runStatements(sh: Shell, statements: readonly Statement[], tail = false): Sys<number> {
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i] as Statement;
    yield* sh.proc.step();
    if (sh.interrupted || sh.pendingTraps.length > 0) yield* runPending(sh);
    sh.pos = statement.pos;
    if (statement.background) yield* startBackground(sh, statement.command, jobText(sh, statement.command));
    else yield* runNode(sh, statement.command, tail && i === statements.length - 1);
  }
  if (sh.pendingTraps.length > 0) yield* runPending(sh);
  return sh.status;
}

/** Runs one node and leaves its status in `$?`. */
export function* runNode(sh: Shell, node: PipelineNode | AndOr, tail = false): Sys<number> {
  if (sh.option('noexec') && !sh.interactive) return sh.status;
  switch (node.type) {
    case 'AndOr': return yield* runAndOr(sh, node, tail);
    case 'Pipeline': return yield* runPrefixed(sh, node);
    default: return yield* runChecked(sh, node, tail);
  }
}

function* runAndOr(sh: Shell, node: AndOr, tail: boolean): Sys<number> {
  const last = node.commands.length - 1;
  for (let i = 0; i <= last; i++) {
    const operator = node.operators[i - 1];
    if (operator === '&&' && sh.status !== 0) continue;
    if (operator === '||' && sh.status === 0) continue;
    const command = node.commands[i] as PipelineNode;
    if (i === last) yield* runNode(sh, command, tail);
    else yield* tolerantly(sh, command);
  }
  return sh.status;
}

/** Runs a condition: its failure does not end a shell with -e. */
export function* tolerantly(sh: Shell, node: PipelineNode): Sys<number> {
  sh.tolerant++;
  try {
    return yield* runNode(sh, node);
  } finally {
    sh.tolerant--;
  }
}

function* runPrefixed(sh: Shell, node: Pipeline): Sys<number> {
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  const started = sh.proc.now();
  if (negations > 0) sh.tolerant++;
  try {
    const only = node.commands[0];
    if (node.commands.length > 1) yield* runPipeline(sh, node);
    else if (only) yield* runOne(sh, only, false);
  } finally {
    if (negations > 0) sh.tolerant--;
  }
  if (time?.type === 'Time') yield* printTimes(sh, sh.proc.now() - started, time.posix !== undefined);
  if (negations > 0) sh.status = negations % 2 === 1 ? (sh.status === 0 ? 1 : 0) : sh.status;
  else yield* checkError(sh);
  return sh.status;
}

function* runChecked(sh: Shell, node: CommandNode, tail: boolean): Sys<number> {
  yield* runOne(sh, node, tail);
  if (sh.status === 0) return 0;
  const kind = node.type === 'Redirected' ? node.command.type : node.type;
  if (kind === 'Command' || kind === 'Subshell' || kind === 'TestCommand' || kind === 'ArithmeticCommand') yield* checkError(sh);
  return sh.status;
}

/** Runs a command of a pipeline or list, without the check of -e. */
export function* runOne(sh: Shell, node: CommandNode, tail: boolean): Sys<number> {
  switch (node.type) {
    case 'Command': sh.status = yield* runSimple(sh, node, tail); break;
    case 'Redirected': sh.status = yield* runRedirected(sh, node); break;
    case 'Function': sh.status = yield* defineFunction(sh, node); break;
    case 'Coproc':
      yield* sh.warn('coproc is not simulated here');
      sh.status = 1;
      break;
    default: sh.status = yield* runCompound(sh, node);
  }
  if (node.type !== 'Command' || sh.pipeStatus.length !== 1) sh.pipeStatus = [sh.status];
  else sh.pipeStatus[0] = sh.status;
  return sh.status;
}

/** After a failing command: the ERR trap, and the end of a shell with -e. */
function* checkError(sh: Shell): Sys<void> {
  if (sh.status === 0 || sh.tolerant > 0) return;
  const trap = sh.traps.get('ERR');
  if (trap && (sh.functionDepth === 0 || sh.option('errtrace'))) yield* runTrap(sh, trap);
  if (sh.option('errexit')) throw new ExitShell(sh.status);
}
