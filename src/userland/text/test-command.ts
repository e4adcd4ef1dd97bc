/** test(1) and [(1). */
import { isSysError } from '../../kernel/errno.ts';
import type { Stat } from '../../kernel/fs/types.ts';
import type { Proc } from '../../kernel/sys.ts';

export class TestError extends Error {}

/** The truth of the words. Throws TestError. */
export function evaluateTest(proc: Proc, words: readonly string[]): boolean {
  let at = 0;
  if (words.length === 0) return false;
  const stat = (path: string, link = false): Stat | undefined => {
    try {
      return link ? proc.lstat(path) : proc.stat(path);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return undefined;
    }
  };
  const integer = (text: string): bigint => {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`invalid integer ‘${text}’`);
    return BigInt(text.trim().replace(/^\+/, ''));
  };
  const result = or();
  if (at < words.length) throw new TestError(`extra argument ‘${words[at]}’`);
  return result;

  function or(): boolean {
    let left = and();
    while (words[at] === '-o') {
      at++;
      const right = and();
      left = left || right;
    }
    return left;
  }
  function and(): boolean {
    let left = not();
    while (words[at] === '-a') {
      at++;
      const right = not();
      left = left && right;
    }
    return left;
  }
  function not(): boolean {
    if (words[at] === '!' && words.length - at > 1 && !isBinary(words[at + 1])) {
      at++;
      return !not();
    }
    return primary();
  }
  function isBinary(word: string | undefined): boolean {
    return word !== undefined && ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'].includes(word) && words[at + 2] !== undefined;
  }
  function primary(): boolean {
    const word = words[at++];
    if (word === undefined) throw new TestError('argument expected');
    if (isBinaryAt(at)) {
      const op = words[at] ?? '';
      const right = words[at + 1] ?? '';
      at += 2;
      return binary(word, op, right);
    }
    if (word === '(' && words.length > at) {
      const inner = or();
      if (words[at++] !== ')') throw new TestError("')' expected");
      return inner;
    }
    if (/^-[a-zA-Z]$/.test(word) && words[at] !== undefined && 'bcdefghkLnOprsStuwxzGN'.includes(word[1] ?? '')) return unary(word[1] ?? '', words[at++] ?? '');
    return word !== '';
  }
  function isBinaryAt(place: number): boolean {
    return ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'].includes(words[place] ?? '') && words[place + 1] !== undefined;
  }
  function binary(left: string, op: string, right: string): boolean {
    switch (op) {
      case '=': case '==': return left === right;
      case '!=': return left !== right;
      case '<': return left < right;
      case '>': return left > right;
      case '-eq': return integer(left) === integer(right);
      case '-ne': return integer(left) !== integer(right);
      case '-lt': return integer(left) < integer(right);
      case '-le': return integer(left) <= integer(right);
      case '-gt': return integer(left) > integer(right);
      case '-ge': return integer(left) >= integer(right);
    }
    const a = stat(left);
    const b = stat(right);
    if (op === '-nt') return a !== undefined && (b === undefined || a.mtime > b.mtime);
    if (op === '-ot') return b !== undefined && (a === undefined || a.mtime < b.mtime);
    return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
  }
  function unary(letter: string, text: string): boolean {
    switch (letter) {
      case 'n': return text !== '';
      case 'z': return text === '';
      case 't': return /^\d+$/.test(text) && proc.fds().includes(Number(text)) && proc.isatty(Number(text));
      case 'r': return proc.access(text, 4);
      case 'w': return proc.access(text, 2);
      case 'x': return proc.access(text, 1);
    }
    const found = stat(text, letter === 'L' || letter === 'h');
    if (!found) return false;
    switch (letter) {
      case 'f': return found.kind === 'file';
      case 'd': return found.kind === 'directory';
      case 'L': case 'h': return found.kind === 'symlink';
      case 's': return found.size > 0;
      case 'p': return found.kind === 'fifo';
      case 'S': return found.kind === 'socket';
      case 'b': return found.kind === 'block';
      case 'c': return found.kind === 'char';
      case 'u': return (found.mode & 0o4000) !== 0;
      case 'g': return (found.mode & 0o2000) !== 0;
      case 'k': return (found.mode & 0o1000) !== 0;
      case 'O': return found.uid === proc.credentials.uid;
      case 'G': return found.gid === proc.credentials.gid;
      case 'N': return found.mtime > found.atime;
      default: return true;
    }
  }
}
