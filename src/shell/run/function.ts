/** Shell functions: definition and call. */
import { runCompound } from './compound.ts';
import { runStatements } from './statement.ts';
import { runRedirected } from './redirect.ts';
import { runTrap } from '../traps.ts';
import { ReturnFrom } from '../errors.ts';
import type { Shell, ShellFunction } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { FunctionNode } from '../parse.ts';

/** Calls nested deeper than this fail, where a real shell would run out of stack. */
const MAX_DEPTH = 1000;

export function* defineFunction(sh: Shell, node: FunctionNode): Sys<number> {
  const name = node.name.value;
  if (!sh.isBash && !/^[A-Za-z_]\w*$/.test(name)) return yield* sh.fail('Syntax error: Bad function name', 2, true);
  // Functions of `bash -c` come "from the environment" in messages.
  const source = sh.isBash && !sh.interactive && sh.invocation.includes('c') && sh.source.name === sh.name ? sh.source.renamed('environment') : sh.source;
  sh.functions.set(name, { name, node, source, exported: sh.functions.get(name)?.exported ?? false });
  return 0;
}

/** Runs a function with its own positional parameters and local variables. */
export function* callFunction(sh: Shell, fn: ShellFunction, args: readonly string[]): Sys<number> {
  const limit = Number(sh.vars.get('FUNCNEST') ?? 0) || MAX_DEPTH;
  if (sh.functionDepth >= limit) return yield* sh.fail(`${fn.name}: maximum function nesting level exceeded (${limit})`);
  const outer = { parameters: sh.parameters, source: sh.source, pos: sh.pos, loops: sh.loops, getopts: sh.getopts };
  sh.frames.push({ name: fn.name, source: fn.source, callLine: sh.line });
  sh.parameters = [...args];
  sh.source = fn.source;
  sh.functionDepth++;
  sh.loops = 0;
  // Without -T a function does not inherit the trap, but one that it sets stays.
  const inherited = sh.traps.get('RETURN');
  if (inherited !== undefined && !sh.option('functrace')) sh.traps.delete('RETURN');
  sh.vars.pushScope();
  try {
    return yield* sh.proc.call(body(sh, fn));
  } finally {
    if (inherited !== undefined && !sh.traps.has('RETURN')) sh.traps.set('RETURN', inherited);
    sh.vars.popScope();
    sh.frames.pop();
    sh.functionDepth--;
    sh.parameters = outer.parameters;
    sh.source = outer.source;
    sh.pos = outer.pos;
    sh.loops = outer.loops;
  }
}

function* body(sh: Shell, fn: ShellFunction): Sys<number> {
  const { body: node } = fn.node;
  try {
    if (node.type === 'Redirected') sh.status = yield* runRedirected(sh, node);
    else if (node.type === 'CompoundList') sh.status = yield* runStatements(sh, node.commands);
    else sh.status = yield* runCompound(sh, node);
  } catch (error) {
    if (!(error instanceof ReturnFrom)) throw error;
    sh.status = error.status;
  }
  const trap = sh.traps.get('RETURN');
  if (trap) yield* runTrap(sh, trap);
  return sh.status;
}
