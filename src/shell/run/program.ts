/** Programs: finding them on PATH, starting them with their redirections, and what is said when that fails. */
import { applyRedirects } from './redirect.ts';
import { forkShell, jobOptions } from './launch.ts';
import { waitForeground } from './waiting.ts';
import { CommandFailed } from '../errors.ts';
import { runScriptFile } from './script.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Redirection } from '../parse.ts';
import type { SysError } from '../../kernel/errno.ts';

/** Runs a program in the foreground, or in place of this process when nothing is left to do. */
export function* runProgram(
  sh: Shell, words: readonly string[], assignments: readonly [string, string][] | undefined, redirects: readonly Redirection[], tail: boolean, text: string,
): Sys<number> {
  let env = sh.environment();
  if (assignments) {
    env = new Map(env);
    for (const [name, value] of assignments) env.set(name, value);
  }
  const name = words[0] as string;
  const path = findProgram(sh, name, assignments?.find(([key]) => key === 'PATH')?.[1]);
  const replace = (child: Shell): Sys<number> => replaceShell(child, redirects, path, words, withUnderscore(env, path));
  if (tail && mayReplace(sh)) return yield* replace(sh);
  if (path !== undefined && redirects.length === 0 && sh.openSubstitutions.length === 0 && onlyStandard(sh)) {
    try {
      const pid = yield* spawn(sh, path, words, withUnderscore(env, path));
      const [status] = yield* waitForeground(sh, pid, [pid], text);
      return status ?? 127;
    } catch (error) {
      if (!isSysError(error) || error.code === 'ENOEXEC') {
        if (!isSysError(error)) throw error;
      } else if (error.code !== 'EAGAIN') return yield* execFailure(sh, path, error);
    }
  }
  const pid = yield* forkShell(sh, { pgid: 0, foreground: true }, replace);
  const [status] = yield* waitForeground(sh, pid, [pid], text);
  return status ?? 127;
}

function* replaceShell(child: Shell, redirects: readonly Redirection[], path: string | undefined, words: readonly string[], env: ReadonlyMap<string, string>): Sys<number> {
  try {
    yield* applyRedirects(child, redirects);
  } catch (error) {
    if (error instanceof CommandFailed) return error.status;
    throw error;
  }
  return yield* execProgram(child, path, words, env);
}

function* spawn(sh: Shell, path: string, argv: readonly string[], env: ReadonlyMap<string, string>): Sys<number> {
  return yield* sh.proc.spawn({ path, argv, env, ...jobOptions(sh, { pgid: 0, foreground: true }) });
}

function withUnderscore(env: Map<string, string>, path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined) return env;
  return new Map(env).set('_', path);
}

/** True when a program may take this process's place: no trap is left to run. */
function mayReplace(sh: Shell): boolean {
  for (const action of sh.traps.values()) if (action !== '') return false;
  return sh.jobs.list.length === 0;
}

function onlyStandard(sh: Shell): boolean {
  for (const fd of sh.proc.fds()) if (fd > 2 && !sh.ownDescriptors.has(fd)) return false;
  return true;
}

/** Path of a command: as given when it has a slash, else from the hash table or PATH; undefined when there is none. */
export function findProgram(sh: Shell, name: string, pathOverride?: string): string | undefined {
  if (name.includes('/')) return name;
  if (name === '') return undefined;
  const known = pathOverride === undefined ? sh.hash.get(name) : undefined;
  if (known && sh.proc.access(known.path, 1)) {
    known.hits++;
    return known.path;
  }
  const found = searchPath(sh, name, pathOverride ?? sh.vars.get('PATH') ?? '');
  if (found !== undefined && pathOverride === undefined && sh.option('hashall')) sh.hash.set(name, { path: found, hits: 1 });
  return found;
}

/** The first executable file of that name; a file without the permission only when there is nothing better. */
export function searchPath(sh: Shell, name: string, path: string): string | undefined {
  let second: string | undefined;
  if (path === '') return undefined;
  for (const directory of path.split(':')) {
    const candidate = directory === '' ? `./${name}` : `${directory.replace(/\/+$/, '')}/${name}`;
    try {
      if (sh.proc.stat(candidate).kind !== 'file') continue;
    } catch (error) {
      if (isSysError(error)) continue;
      throw error;
    }
    if (sh.proc.access(candidate, 1)) return candidate;
    second ??= candidate;
  }
  return second;
}

/** Replaces this process by the program; when that fails the reason is printed and its status returned. */
export function* execProgram(sh: Shell, path: string | undefined, words: readonly string[], env: ReadonlyMap<string, string>): Sys<number> {
  if (path === undefined) return yield* commandNotFound(sh, words);
  try {
    return yield* sh.proc.exec(path, words, env);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code === 'ENOEXEC' && isText(sh, path)) return yield* runScriptFile(sh, path, words, env);
    return yield* execFailure(sh, path, error);
  }
}

function* commandNotFound(sh: Shell, words: readonly string[]): Sys<number> {
  if (sh.isBash && !sh.vars.get('PATH')) {
    yield* sh.warn(`${words[0]}: No such file or directory`);
    return 127;
  }
  yield* sh.warn(sh.isBash ? `${words[0]}: command not found` : `${words[0]}: not found`);
  return 127;
}

/** What bash says when exec fails: 126 when the file is there, 127 when it is not. */
export function* execFailure(sh: Shell, path: string, error: SysError): Sys<number> {
  if (!sh.isBash) {
    yield* sh.warn(`${path}: ${error.code === 'ENOENT' ? 'not found' : sh.dialect === 'dash' && isDirectory(sh, path) ? 'Permission denied' : error.message}`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
  if (isDirectory(sh, path)) {
    yield* sh.warn(`${path}: Is a directory`);
    return 126;
  }
  if (error.code === 'ENOENT' && exists(sh, path)) {
    yield* sh.warn(`${path}: cannot execute: required file not found`);
    return 127;
  }
  yield* sh.warn(error.code === 'ENOEXEC' ? `${path}: cannot execute binary file: Exec format error` : `${path}: ${error.message}`);
  return error.code === 'ENOENT' ? 127 : 126;
}

function isText(sh: Shell, path: string): boolean {
  try {
    const bytes = sh.proc.readFile(path);
    const end = bytes.indexOf(10);
    return !bytes.subarray(0, end < 0 ? 80 : Math.min(end, 80)).includes(0);
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

function isDirectory(sh: Shell, path: string): boolean {
  try {
    return sh.proc.stat(path).kind === 'directory';
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

function exists(sh: Shell, path: string): boolean {
  try {
    sh.proc.stat(path);
    return true;
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

