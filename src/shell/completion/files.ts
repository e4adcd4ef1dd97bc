/** Completion of file names. */
import { quoteLike } from './word.ts';
import { tildeDirectory } from '../expand/tilde.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { CurrentWord } from './word.ts';
import type { Candidate } from '../editor/completing.ts';
import type { Shell } from '../shell.ts';

/** Files whose path begins with the word. Directories get a slash and no blank. */
export function completeFiles(sh: Shell, word: CurrentWord, which: 'all' | 'directories' | 'executables'): Candidate[] {
  const slash = word.text.lastIndexOf('/');
  const directory = word.text.slice(0, slash + 1);
  const base = word.text.slice(slash + 1);
  const real = directory.startsWith('~') && word.raw.startsWith('~') ? directory.replace(/^~([^/]*)/, (_, user: string) => tildeDirectory(sh, user)) : directory;
  const found: Candidate[] = [];
  try {
    for (const entry of sh.proc.readdir(real === '' ? '.' : real)) {
      if (entry.name === '.' || entry.name === '..' || !entry.name.startsWith(base)) continue;
      const isDirectory = entry.kind === 'directory' || (entry.kind === 'symlink' && isDirectoryAt(sh, real + entry.name));
      if (which === 'directories' && !isDirectory) continue;
      if (which === 'executables' && !isDirectory && !sh.proc.access(real + entry.name, 1)) continue;
      const value = quoteLike(word, directory + entry.name);
      found.push({ value: isDirectory ? `${value}/` : value, label: entry.name + (isDirectory ? '/' : ''), suffix: isDirectory ? '' : `${word.quote ?? ''} ` });
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  return found;
}

export function isDirectoryAt(sh: Shell, path: string): boolean {
  try {
    return sh.proc.stat(path).kind === 'directory';
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}
