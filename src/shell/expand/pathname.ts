/** Pathname expansion: `*`, `?`, `[…]`, extended patterns and `**` against the directories of the process. */
import { hasGlob, patternRegExp, unquotePattern } from '../pattern.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { DirEntry } from '../../kernel/fs/types.ts';

/** Paths that match, in locale C order; empty when there is none. */
export function globPaths(sh: Shell, pattern: string): string[] {
  const absolute = pattern.startsWith('/');
  const parts = pattern.split(/\/+/).filter((part, i, all) => part !== '' || i === all.length - 1);
  if (absolute && parts[0] === '' && parts.length > 1) parts.shift();
  let found = [absolute ? '/' : ''];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    const next: string[] = [];
    for (const base of found) extend(sh, base, part, last, next);
    found = next;
    if (found.length === 0) return [];
  }
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function extend(sh: Shell, base: string, part: string, last: boolean, out: string[]): void {
  if (part === '') {
    if (isDirectory(sh, base)) out.push(base);
    return;
  }
  if (part === '**' && sh.shopted('globstar')) return everything(sh, base, last, out);
  if (!hasGlob(part)) {
    const path = base + unquotePattern(part);
    if (last ? exists(sh, path) : isDirectory(sh, path)) out.push(last ? path : `${path}/`);
    return;
  }
  const regexp = patternRegExp(part, { ignoreCase: sh.shopted('nocaseglob'), pathname: true });
  const dots = part.startsWith('.') || part.startsWith('\\.');
  for (const entry of entriesOf(sh, base)) {
    if (entry.name.startsWith('.') && !dots && !sh.shopted('dotglob')) continue;
    if (!regexp.test(entry.name)) continue;
    const path = base + entry.name;
    if (last) out.push(path);
    else if (entry.kind === 'directory' || (entry.kind === 'symlink' && isDirectory(sh, path))) out.push(`${path}/`);
  }
}

function everything(sh: Shell, base: string, last: boolean, out: string[]): void {
  if (!last) out.push(base);
  else if (base !== '') out.push(base);
  for (const entry of entriesOf(sh, base)) {
    if (entry.name.startsWith('.') && !sh.shopted('dotglob')) continue;
    const path = base + entry.name;
    if (entry.kind === 'directory') {
      if (last) {
        out.push(path);
        const below: string[] = [];
        everything(sh, `${path}/`, true, below);
        out.push(...below.filter((item) => item !== `${path}/`));
      } else everything(sh, `${path}/`, false, out);
    } else if (last) out.push(path);
  }
}

function entriesOf(sh: Shell, base: string): DirEntry[] {
  try {
    return sh.proc.readdir(base === '' ? '.' : base).filter((entry) => entry.name !== '.' && entry.name !== '..');
  } catch (error) {
    if (isSysError(error)) return [];
    throw error;
  }
}

function exists(sh: Shell, path: string): boolean {
  try {
    sh.proc.lstat(path);
    return true;
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

function isDirectory(sh: Shell, path: string): boolean {
  try {
    return sh.proc.stat(path === '' ? '.' : path).kind === 'directory';
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}
