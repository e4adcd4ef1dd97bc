/** What an upper layer changes: the list of `docker diff`, by the rules of moby's archive.ChangesDirs. */
import { isOpaque, isWhiteout, lookupLayers, mergeEntries } from './overlay.ts';
import type { Inode } from './types.ts';

/** 0 modified, 1 added, 2 deleted: the numbers of the Engine API. */
export type ChangeKind = 0 | 1 | 2;
export interface Change { readonly path: string; readonly kind: ChangeKind }

/** moby's statDifferent: for directories their size and time do not count. */
function different(before: Inode, after: Inode): boolean {
  const a = before.stat();
  const b = after.stat();
  if (a.kind !== b.kind || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid || a.rdev !== b.rdev) return true;
  return a.kind !== 'directory' && (a.mtime !== b.mtime || a.size !== b.size);
}

/**
 * The changes of `upper` over `lowers` (uppermost first), sorted by path. A directory whose content changed counts as modified; what stands below a
 * deleted directory is not listed.
 */
export function changes(upper: Inode, lowers: readonly Inode[]): Change[] {
  const list: Change[] = [];
  const visit = (directory: Inode, below: readonly Inode[], path: string): void => {
    for (const { name } of directory.entries?.() ?? []) {
      const node = directory.lookup?.(name) as Inode;
      const childPath = `${path}/${name}`;
      const old = lookupLayers(below, name);
      if (isWhiteout(node)) {
        if (old.length > 0) list.push({ path: childPath, kind: 2 });
        continue;
      }
      const [before] = old;
      const start = list.length;
      if (!before) list.push({ path: childPath, kind: 1 });
      else if (different(before, node)) list.push({ path: childPath, kind: 0 });
      const own = list.length > start;
      if (node.kind !== 'directory') continue;
      const bothDirectories = before?.kind === 'directory';
      if (bothDirectories && isOpaque(node)) for (const gone of mergeEntries(old).keys()) if (!node.lookup?.(gone)) list.push({ path: `${childPath}/${gone}`, kind: 2 });
      visit(node, bothDirectories ? old : [], childPath);
      if (!own && list.length > start) list.splice(start, 0, { path: childPath, kind: 0 });
    }
  };
  visit(upper, lowers, '');
  return list.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Logical bytes of an upper layer as the overlay2 driver counts them: files (hard links once) and targets of symbolic links. SizeRw. */
export function layerSize(upper: Inode): number {
  const seen = new Set<Inode>();
  const visit = (node: Inode): number => {
    if (node.kind === 'symlink') return node.stat().size;
    if (node.kind === 'file') {
      if (seen.has(node)) return 0;
      seen.add(node);
      return node.stat().size;
    }
    let sum = 0;
    if (node.kind === 'directory') for (const { name } of node.entries?.() ?? []) sum += visit(node.lookup?.(name) as Inode);
    return sum;
  };
  return visit(upper);
}
