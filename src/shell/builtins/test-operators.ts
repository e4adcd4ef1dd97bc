/** The operators of `test`, `[` and `[[`. */
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { Stat } from '../../kernel/fs/types.ts';

export const UNARY = new Set(['-a', '-b', '-c', '-d', '-e', '-f', '-g', '-h', '-k', '-n', '-o', '-p', '-r', '-s', '-t', '-u', '-v', '-w', '-x', '-z', '-G', '-L', '-N', '-O', '-R', '-S']);
export const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

function statOf(sh: Shell, path: string, follow = true): Stat | undefined {
  try {
    return follow ? sh.proc.stat(path) : sh.proc.lstat(path);
  } catch (error) {
    if (isSysError(error)) return undefined;
    throw error;
  }
}

/** `-f FILE`, `-z STRING` … */
export function unaryTest(sh: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case '-n': return operand !== '';
    case '-z': return operand === '';
    case '-t': return /^\d+$/.test(operand) && sh.proc.fds().includes(Number(operand)) && sh.proc.isatty(Number(operand));
    case '-o': return sh.option(operand);
    case '-v': return isSet(sh, operand);
    case '-R': return sh.vars.raw(operand)?.nameref === true;
    case '-r': return operand !== '' && sh.proc.access(operand, 4);
    case '-w': return operand !== '' && sh.proc.access(operand, 2);
    case '-x': return operand !== '' && sh.proc.access(operand, 1);
    case '-h': case '-L': return statOf(sh, operand, false)?.kind === 'symlink';
    default: return fileTest(sh, operator, operand === '' ? undefined : statOf(sh, operand));
  }
}

function fileTest(sh: Shell, operator: string, stat: Stat | undefined): boolean {
  if (stat === undefined) return false;
  switch (operator) {
    case '-f': return stat.kind === 'file';
    case '-d': return stat.kind === 'directory';
    case '-b': return stat.kind === 'block';
    case '-c': return stat.kind === 'char';
    case '-p': return stat.kind === 'fifo';
    case '-S': return stat.kind === 'socket';
    case '-s': return stat.size > 0;
    case '-g': return (stat.mode & 0o2000) !== 0;
    case '-u': return (stat.mode & 0o4000) !== 0;
    case '-k': return (stat.mode & 0o1000) !== 0;
    case '-O': return stat.uid === sh.proc.credentials.uid;
    case '-G': return stat.gid === sh.proc.credentials.gid;
    case '-N': return stat.mtime > stat.atime;
    default: return true;
  }
}

function isSet(sh: Shell, name: string): boolean {
  const element = /^(\w+)\[(.*)\]$/s.exec(name);
  if (!element) return sh.lookup(name) !== undefined;
  const value = sh.vars.value(element[1] as string);
  const key = element[2] as string;
  if (value === undefined) return false;
  if (key === '@' || key === '*') return typeof value === 'string' || value.size > 0;
  if (typeof value === 'string') return key === '0';
  return value instanceof Map ? value.has(key) : value.get(Number(key)) !== undefined;
}

/** `A = B`, `1 -lt 2`, `a -nt b`; a text instead of a truth says which operand is no number. */
export function binaryTest(sh: Shell, left: string, operator: string, right: string): boolean | { readonly bad: string } {
  switch (operator) {
    case '=': case '==': return left === right;
    case '!=': return left !== right;
    case '<': return left < right;
    case '>': return left > right;
    case '-nt': case '-ot': {
      const [a, b] = operator === '-nt' ? [statOf(sh, left), statOf(sh, right)] : [statOf(sh, right), statOf(sh, left)];
      return a !== undefined && (b === undefined || a.mtime > b.mtime);
    }
    case '-ef': {
      const [a, b] = [statOf(sh, left), statOf(sh, right)];
      return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
    }
    default:
  }
  for (const side of [left, right]) if (!/^\s*[-+]?\d+\s*$/.test(side)) return { bad: side };
  const [a, b] = [BigInt(left.trim().replace('+', '')), BigInt(right.trim().replace('+', ''))];
  switch (operator) {
    case '-eq': return a === b;
    case '-ne': return a !== b;
    case '-lt': return a < b;
    case '-le': return a <= b;
    case '-gt': return a > b;
    default: return a >= b;
  }
}
