/** Simple commands: assignments, functions, builtins and programs. */
import { assignmentEntries, performAssignment } from './assignment.ts';
import { applyRedirects, undoRedirects } from './redirect.ts';
import { callFunction } from './function.ts';
import { runProgram } from './program.ts';
import { closeSubstitutions } from './substitution.ts';
import { traceCommand } from './trace.ts';
import { expandString, expandWordInto } from '../expand/expand.ts';
import { findBuiltin } from '../builtins/table.ts';
import { SPECIAL } from '../builtins/options.ts';
import { CommandFailed, ExitShell } from '../errors.ts';
import { isSysError } from '../../kernel/errno.ts';
import { runTrap } from '../traps.ts';
import type { Undo } from './redirect.ts';
import type { Builtin } from '../builtins/table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Assignment, Command, Redirection } from '../parse.ts';

/** Runs a simple command; its status. */
export function* runSimple(sh: Shell, node: Command, tail: boolean): Sys<number> {
  sh.pos = node.pos;
  sh.substitutionStatus = undefined;
  if (sh.traps.size > 0 && sh.inTrap === 0) {
    const debug = sh.traps.get('DEBUG');
    if (debug) yield* runTrap(sh, debug);
  }
  const words: string[] = [];
  let declared: Map<number, Assignment> | undefined;
  try {
    if (node.name) yield* expandWordInto(sh, node.name, words);
    for (const part of node.suffix) {
      if (part.type === 'Word') yield* expandWordInto(sh, part, words);
      else if (part.type === 'Assignment') {
        // The parser takes `alias a=b` for a declaration too.
        if (!DECLARING.has(words[0] as string) && part.value.type === 'Word') {
          words.push(part.text.slice(0, part.text.length - part.value.text.length) + (yield* expandString(sh, part.value, true)));
          continue;
        }
        declared ??= new Map();
        declared.set(words.length, part);
        words.push(part.text);
      }
    }
    const element = sh.isBash ? undefined : node.prefix.find((part): part is Assignment => part.type === 'Assignment' && part.index !== undefined);
    if (element) {
      // Without arrays this is the name of a command.
      yield* sh.warn(`${element.text}: not found`);
      return 127;
    }
    const assignments = node.prefix.length === 0 ? NONE : node.prefix.filter((part) => part.type === 'Assignment');
    const hasRedirects = node.prefix.length > assignments.length || node.suffix.length > node.args.length;
    const redirects = hasRedirects ? node.redirects : NO_REDIRECTS;
    if (words.length === 0) return yield* assignOnly(sh, assignments, redirects);
    return yield* dispatch(sh, node, words, declared, assignments, redirects, tail);
  } finally {
    closeSubstitutions(sh);
  }
}

/** Builtins whose arguments are assignments. */
const DECLARING = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'command', 'builtin']);

const NONE: readonly Assignment[] = [];
const NO_REDIRECTS: readonly Redirection[] = [];

function* assignOnly(sh: Shell, assignments: readonly Assignment[], redirects: readonly Redirection[]): Sys<number> {
  for (const assignment of assignments) yield* performAssignment(sh, assignment);
  const status = sh.substitutionStatus ?? 0;
  if (redirects.length === 0) return status;
  return yield* redirected(sh, redirects, function* () { return status; });
}

function* dispatch(
  sh: Shell, node: Command, words: string[], declared: Map<number, Assignment> | undefined, assignments: readonly Assignment[],
  redirects: readonly Redirection[], tail: boolean,
): Sys<number> {
  const name = words[0] as string;
  const fn = name.includes('/') ? undefined : sh.functions.get(name);
  const builtin = fn ? undefined : findBuiltin(sh, name);
  if (!fn && !builtin) {
    const environment = assignments.length > 0 ? yield* assignmentEntries(sh, assignments) : undefined;
    if (sh.option('xtrace')) yield* traceCommand(sh, words);
    const text = sh.source.text.slice(node.pos, node.end);
    sh.lastArgument = words.at(-1) as string;
    return yield* runProgram(sh, words, environment, redirects, tail, text);
  }
  let scoped = false;
  if (assignments.length > 0) {
    const entries = yield* assignmentEntries(sh, assignments);
    scoped = !(builtin && !sh.isBash && SPECIAL.has(name));
    if (scoped) sh.vars.pushScope();
    for (const [key, value] of entries) {
      const variable = scoped ? sh.vars.local(key) : sh.vars.own(key);
      variable.value = value;
      sh.vars.export(key);
    }
  }
  try {
    if (sh.option('xtrace')) yield* traceCommand(sh, words);
    const run = (): Sys<number> => (fn ? callFunction(sh, fn, words.slice(1)) : runBuiltin(sh, builtin as Builtin, words, declared));
    if (redirects.length === 0) return yield* run();
    if (name === 'exec' && words.length === 1) {
      yield* applyRedirects(sh, redirects);
      return 0;
    }
    return yield* redirected(sh, redirects, run);
  } catch (error) {
    // In dash a failing special builtin ends the shell.
    if (error instanceof CommandFailed && error.redirection) {
      if (!sh.isBash && !sh.interactive && builtin && SPECIAL.has(name)) throw new ExitShell(2);
      return error.status;
    }
    throw error;
  } finally {
    if (scoped) sh.vars.popScope();
    sh.lastArgument = words.at(-1) as string;
  }
}

function* redirected(sh: Shell, redirects: readonly Redirection[], run: () => Sys<number>): Sys<number> {
  const undo: Undo[] = [];
  try {
    yield* applyRedirects(sh, redirects, undo);
    return yield* run();
  } catch (error) {
    if (error instanceof CommandFailed && error.redirection) return error.status;
    throw error;
  } finally {
    undoRedirects(sh, undo);
  }
}

function* runBuiltin(sh: Shell, builtin: Builtin, words: readonly string[], declared: Map<number, Assignment> | undefined): Sys<number> {
  sh.builtinName = words[0];
  try {
    return yield* builtin.run(sh, words, declared);
  } catch (error) {
    // A builtin that cannot write says so; SIGPIPE has ended the process before this.
    if (!isSysError(error)) throw error;
    if (error.code === 'EINTR') return 130;
    yield* sh.warn(`${words[0]}: write error: ${error.message}`);
    return 1;
  } finally {
    sh.builtinName = undefined;
  }
}
