/** cd, pwd, pushd, popd, dirs */
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
function workingDirectory(sh: Shell): string {
  return sh.vars.get('PWD') ?? sh.proc.cwd;
}

function* changeTo(sh: Shell, name: string, target: string, physical: boolean, shown: string): Sys<boolean> {
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
      target = sh.vars.get('OLDPWD');
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

/** The directory with `~` for the home directory. */
function short(sh: Shell, path: string): string {
  const home = sh.vars.get('HOME');
  if (home && (path === home || path.startsWith(`${home}/`))) return `~${path.slice(home.length)}`;
  return path;
}

function* printStack(sh: Shell, flags: ReadonlyMap<string, string> = new Map()): Sys<number> {
  const all = [workingDirectory(sh), ...sh.directories].map((path) => (flags.has('l') ? path : short(sh, path)));
  if (flags.has('v')) yield* sh.proc.write(1, all.map((path, i) => `${String(i).padStart(2)}  ${path}\n`).join(''));
  else yield* sh.proc.write(1, flags.has('p') ? `${all.join('\n')}\n` : `${all.join(' ')}\n`);
  return 0;
}

const pushd: Builtin = {
  name: 'pushd',
  usage: 'pushd [-n] [+N | -N | dir]',
  shells: ['bash'],
  *run(sh, words) {
    const target = words[1];
    const all = [workingDirectory(sh), ...sh.directories];
    if (target === undefined || /^[+-]\d+$/.test(target)) {
      if (all.length < 2) return yield* complain(sh, 'pushd', target === undefined ? 'no other directory' : 'directory stack empty');
      const n = target === undefined ? 1 : target.startsWith('+') ? Number(target.slice(1)) : all.length - 1 - Number(target.slice(1));
      if (n < 0 || n >= all.length) return yield* complain(sh, 'pushd', `${target}: directory stack index out of range`);
      const order = target === undefined ? [all[1] as string, all[0] as string, ...all.slice(2)] : [...all.slice(n), ...all.slice(0, n)];
      if (!(yield* changeTo(sh, 'pushd', order[0] as string, false, order[0] as string))) return 1;
      sh.directories = order.slice(1);
    } else {
      if (!(yield* changeTo(sh, 'pushd', target, false, target))) return 1;
      sh.directories = all;
    }
    return yield* printStack(sh);
  },
};

const popd: Builtin = {
  name: 'popd',
  usage: 'popd [-n] [+N | -N]',
  shells: ['bash'],
  *run(sh, words) {
    const target = words[1] ?? '+0';
    const all = [workingDirectory(sh), ...sh.directories];
    if (all.length < 2) return yield* complain(sh, 'popd', 'directory stack empty');
    if (!/^[+-]\d+$/.test(target)) return yield* complain(sh, 'popd', `${target}: invalid argument`);
    const n = target.startsWith('+') ? Number(target.slice(1)) : all.length - 1 - Number(target.slice(1));
    if (n < 0 || n >= all.length) return yield* complain(sh, 'popd', `${target}: directory stack index out of range`);
    all.splice(n, 1);
    if (n === 0 && !(yield* changeTo(sh, 'popd', all[0] as string, false, all[0] as string))) return 1;
    sh.directories = all.slice(1);
    return yield* printStack(sh);
  },
};

const dirs: Builtin = {
  name: 'dirs',
  usage: 'dirs [-clpv] [+N] [-N]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'clpv', dirs.usage);
    if (parsed === undefined) return 2;
    if (parsed.flags.has('c')) {
      sh.directories = [];
      return 0;
    }
    return yield* printStack(sh, parsed.flags);
  },
};

export const DIRECTORY: readonly Builtin[] = [cd, pwd, pushd, popd, dirs];
