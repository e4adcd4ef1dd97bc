/** Small files of the daemon's root, each written whole. */
import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';

/** Text of a file; undefined when it is missing. */
export function readIfThere(fs: FsView, path: string): string | undefined {
  try {
    return fs.readText(path);
  } catch (error) {
    if (isSysError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Names in a directory; none when it is missing. */
export function namesIn(fs: FsView, path: string): string[] {
  try {
    return fs.readdir(path).map((entry) => entry.name);
  } catch (error) {
    if (isSysError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

/** Writes a file and the directories that lead to it. */
export function writeThrough(fs: FsView, path: string, text: string | Uint8Array, mode = 0o600): void {
  const slash = path.lastIndexOf('/');
  if (!fs.exists(path.slice(0, slash))) fs.mkdirs(path.slice(0, slash), 0o700);
  fs.writeFile(path, text, mode);
}
