/** File modes: the symbolic form of chmod(1), octal numbers, and the `drwxr-xr-x` of ls. */
import type { FileKind } from '../kernel/fs/types.ts';

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };

/**
 * The mode that `text` makes of `current`, as chmod(1) reads it (`755`, `u+x,go-w`, `a=rX`); undefined when it is not a mode.
 * Without a who part the umask's bits stay untouched.
 */
export function parseMode(text: string, current: number, context: { umask: number; directory: boolean }): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8) & 0o7777;
  let mode = current;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (!match) return undefined;
    const who = [...(match[1] ?? '')].reduce((mask, letter) => mask | (WHO[letter] ?? 0), 0);
    const mask = who || 0o7777 & ~context.umask;
    for (const action of (match[2] ?? '').match(/[-+=][rwxXstugo]*/g) ?? []) {
      const bits = permissionBits(action.slice(1), mode, context.directory) & mask;
      if (action[0] === '+') mode |= bits;
      else if (action[0] === '-') mode &= ~bits;
      else mode = (mode & ~((who || 0o777) & (context.directory ? 0o777 : 0o7777))) | bits;
    }
  }
  return mode;
}

function permissionBits(letters: string, mode: number, directory: boolean): number {
  let bits = 0;
  for (const letter of letters) {
    if (letter === 'r') bits |= 0o444;
    else if (letter === 'w') bits |= 0o222;
    else if (letter === 'x') bits |= 0o111;
    else if (letter === 'X') bits |= directory || mode & 0o111 ? 0o111 : 0;
    else if (letter === 's') bits |= 0o6000;
    else if (letter === 't') bits |= 0o1000;
    else bits |= ((mode >> (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)) & 7) * 0o111;
  }
  return bits;
}

const KIND_LETTER: Readonly<Record<FileKind, string>> = { file: '-', directory: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p', socket: 's' };

/** `drwxr-xr-x`, with s, S, t and T for the special bits. */
export function modeString(kind: FileKind, mode: number): string {
  const triple = (bits: number, special: boolean, letter: string): string => {
    const execute = bits & 1;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return KIND_LETTER[kind] + triple((mode >> 6) & 7, (mode & 0o4000) !== 0, 's') + triple((mode >> 3) & 7, (mode & 0o2000) !== 0, 's') + triple(mode & 7, (mode & 0o1000) !== 0, 't');
}
