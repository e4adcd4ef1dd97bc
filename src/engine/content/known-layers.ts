/**
 * Trees of layers that are known ahead, by diff id. A layer whose content is known is never unpacked: all machines share its tree, and a disk
 * image only names it. Content decides the id, so the table is the same for all.
 */
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import { treeOfInit } from './init-layer.ts';

interface Known { tree(): TreeDirectory; readonly size: number }

const known = new Map<string, Known>();
const documents = new Map<string, string>();
const PREFIX = 'layer:';

/** `size` is what the layer counts as. */
export function knowLayer(diffId: string, tree: () => TreeDirectory, size: number): void {
  known.set(diffId, { tree, size });
}

export function knownLayer(diffId: string): { readonly tree: TreeDirectory; readonly size: number } | undefined {
  const found = known.get(diffId);
  return found && { tree: found.tree(), size: found.size };
}

/** A recorded image has the id of the record; `digest` is that of the bytes that stand in for its configuration. */
export function knowDocument(digest: string, id: string): void {
  documents.set(digest, id);
}

/** The id of an image with this configuration: its digest, or the recorded id. */
export function imageIdOf(digest: string): string {
  return documents.get(digest) ?? digest;
}

/** The id under which the tree of a layer stands in a snapshot of the disk. */
export function graftId(diffId: string): string {
  return PREFIX + diffId;
}

/** The tree of such an id: what `restoreFs` asks for. */
export function treeOfGraft(id: string): TreeDirectory | undefined {
  return id.startsWith(PREFIX) ? knownLayer(id.slice(PREFIX.length))?.tree : treeOfInit(id);
}
