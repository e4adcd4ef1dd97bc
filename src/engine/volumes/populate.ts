/** Copies what an image has at a path into an empty volume (moby container.copyUp). Owners, modes, times and links are kept. */
import type { FsView, Inode } from '../../kernel/fs/types.ts';

/** Copies the content and the attributes of a directory onto another one. */
export function copyDirectory(from: Inode, to: Inode, links: Map<Inode, Inode> = new Map()): void {
  for (const { name } of from.entries?.() ?? []) {
    const source = from.lookup?.(name);
    if (!source || source.kind === 'socket') continue;
    const known = links.get(source);
    if (known) {
      to.link?.(name, known);
      continue;
    }
    const made = copyNode(source, to, name);
    if (!made) continue;
    if (source.kind === 'directory') copyDirectory(source, made, links);
    else {
      if (source.stat().nlink > 1) links.set(source, made);
      const { atime, mtime } = source.stat();
      made.setAttributes({ atime, mtime });
    }
  }
  const { mode, uid, gid, atime, mtime } = from.stat();
  to.setAttributes({ mode, uid, gid, atime, mtime });
}

function copyNode(source: Inode, to: Inode, name: string): Inode | undefined {
  const { mode, uid, gid, mtime, rdev } = source.stat();
  const attributes = { mode, uid, gid, mtime };
  switch (source.kind) {
    case 'file': return to.create?.(name, { ...attributes, kind: 'file', ...(source.data ? { data: source.data() } : {}) });
    case 'symlink': return to.create?.(name, { ...attributes, kind: 'symlink', target: source.readlink?.() ?? '' });
    case 'char':
    case 'block': return to.create?.(name, { ...attributes, kind: source.kind, rdev });
    case 'directory':
    case 'fifo': return to.create?.(name, { ...attributes, kind: source.kind });
    case 'socket': return undefined;
  }
}

/** True when the directory has no entry. */
export function isEmpty(fs: FsView, path: string): boolean {
  return fs.readdir(path).length === 0;
}
