/** Layers as the bytes that are hashed and sent: PAX tar streams and their gzip form. */
import { joinBytes } from '../../formats/bytes/join.ts';
import { gzip } from '../../formats/gzip/gzip.ts';
import { packTree } from '../../kernel/fs/archive.ts';
import { createLayerFs } from '../../kernel/fs/memory.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';

/** The tar stream of a layer's tree. Equal trees give equal bytes; their sha256 is the diff id. */
export function layerTar(tree: TreeDirectory): Uint8Array {
  return joinBytes([...packTree(createLayerFs(tree, () => 0n).root, { layer: true })]);
}

/** The compressed layer as a registry holds it. */
export function layerBlob(tree: TreeDirectory): Uint8Array {
  return gzip(layerTar(tree));
}
