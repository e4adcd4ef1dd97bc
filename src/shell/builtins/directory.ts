/** cd, pwd */
import { isSysError } from '../../kernel/errno.ts';
import { assignValue } from '../assign.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Joins and cleans a path without looking at symbolic links (`cd -L`). */
export function logicalPath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `a/..` is the same directory only where there is an `a`: bash looks. */
function checkParents(sh: Shell, target: string): void {
  for (const up of target.matchAll(/[^/]\/+\.\.(?=\/|$)/g)) sh.proc.readdir(logicalPath(workingDirectory(sh), target.slice(0, up.index + 1)));
}

/** The logical working directory: PWD when it is right, else the kernel's. */
export function workingDirectory(sh: Shell): string {
  return sh.vars.get('PWD') ?? sh.proc.cwd;
}

/** Changes to a directory; false after a complaint. */
export function* changeTo(sh: Shell, name: string, target: string, physical: boolean, shown: string): Sys<boolean> {
  const path = physical ? target : logicalPath(workingDirectory(sh), target);
  try {
    if (!physical && sh.isBash) checkParents(sh, target);
    sh.proc.chdir(path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* complain(sh, name, sh.isBash ? `${shown}: ${error.message}` : sh.dialect === 'dash' ? `can't cd to ${shown}` : `can't cd to ${shown}: ${error.message}`);
    return false;
  }
  const old = workingDirectory(sh);
  assignValue(sh, 'OLDPWD', undefined, old, false);
  sh.vars.export('OLDPWD');
  assignValue(sh, 'PWD', undefined, physical ? sh.proc.cwd : path, false);
  sh.vars.export('PWD');
  return true;
}

const cd: Builtin = {
  name: 'cd',
  usage: 'cd [-L|[-P [-e]] [-@]] [dir]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words[1] === '-' ? ['cd', '--', ...words.slice(1)] : words, 'LPe@', cd.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    if (rest.length > 1 && sh.isBash) return yield* complain(sh, 'cd', 'too many arguments');
    let target = rest[0];
    let print = false;
    if (target === undefined) {
      target = sh.vars.get('HOME');
      if (target === undefined) return yield* complain(sh, 'cd', 'HOME not set');
      if (target === '') return 0;
    } else if (target === '-') {
      target = sh.vars.get('OLDPWD') ?? (sh.dialect === 'dash' ? '' : undefined);
      if (target === undefined) return yield* complain(sh, 'cd', 'OLDPWD not set');
      print = true;
    } else if (!/^\.{0,2}(?:\/|$)/.test(target)) {
      for (const directory of (sh.vars.get('CDPATH') ?? '').split(':')) {
        if (directory === '') continue;
        const candidate = `${directory}/${target}`;
        if (isDirectory(sh, candidate)) {
          target = candidate;
          print = true;
          break;
        }
      }
    }
    if (!(yield* changeTo(sh, 'cd', target === '' ? '.' : target, flags.has('P') || sh.option('physical'), target))) return sh.isBash ? 1 : 2;
    if (print) yield* sh.proc.write(1, `${workingDirectory(sh)}\n`);
    return 0;
  },
};

function isDirectory(sh: Shell, path: string): boolean {
  try {
    return sh.proc.stat(path).kind === 'directory';
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

const pwd: Builtin = {
  name: 'pwd',
  usage: 'pwd [-LP]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'LP', pwd.usage);
    if (parsed === undefined) return 2;
    yield* sh.proc.write(1, `${parsed.flags.has('P') ? sh.proc.fs.realpath('.') : workingDirectory(sh)}\n`);
    return 0;
  },
};

export const DIRECTORY: readonly Builtin[] = [cd, pwd];
