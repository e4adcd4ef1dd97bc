/** Small files of the daemon's root, each written whole. */
import { isSysError } from '../../kernel/errno.ts';
import type { FsView, Inode } from '../../kernel/fs/types.ts';

/** Text of a file; undefined when it is missing. */
export function readIfThere(fs: FsView, path: string): string | undefined {
  try {
    return fs.readText(path);
  } catch (error) {
    if (isSysError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Text of a file that is directly in a directory; undefined when it is missing. Reading many small files this way saves the walk to each. */
export function childText(directory: Inode, name: string): string | undefined {
  const node = directory.lookup?.(name);
  return node?.kind === 'file' ? new TextDecoder().decode(node.readAt?.(0, node.stat().size)) : undefined;
}

/** The directories (or files) in a directory by name; none when it is missing. */
export function nodesIn(fs: FsView, path: string): [name: string, node: Inode][] {
  if (!fs.exists(path)) return [];
  const { node } = fs.resolve(path);
  return (node.entries?.() ?? []).flatMap(({ name }): [string, Inode][] => {
    const child = node.lookup?.(name);
    return child ? [[name, child]] : [];
  });
}

/** Writes a file and the directories that lead to it. */
export function writeThrough(fs: FsView, path: string, text: string | Uint8Array, mode = 0o600): void {
  const slash = path.lastIndexOf('/');
  if (!fs.exists(path.slice(0, slash))) fs.mkdirs(path.slice(0, slash), 0o700);
  fs.writeFile(path, text, mode);
}
