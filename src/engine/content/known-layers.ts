/**
 * Trees of layers that are known ahead, by diff id. A layer whose content is known is never unpacked: all machines share its tree, and a disk
 * image only names it. Content decides the id, so the table is the same for all.
 */
import type { TreeDirectory } from '../../kernel/fs/tree.ts';

const known = new Map<string, () => TreeDirectory>();
const PREFIX = 'layer:';

export function knowLayer(diffId: string, tree: () => TreeDirectory): void {
  known.set(diffId, tree);
}

export function knownLayer(diffId: string): TreeDirectory | undefined {
  return known.get(diffId)?.();
}

/** The id under which the tree of a layer stands in a snapshot of the disk. */
export function graftId(diffId: string): string {
  return PREFIX + diffId;
}

/** The tree of such an id: what `restoreFs` asks for. */
export function treeOfGraft(id: string): TreeDirectory | undefined {
  return id.startsWith(PREFIX) ? knownLayer(id.slice(PREFIX.length)) : undefined;
}
