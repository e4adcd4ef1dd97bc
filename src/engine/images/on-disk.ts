/** The daemon's root with images that were pulled before the machine was switched on: what dockerd finds at its start. */
import { encodeJSON } from '../../formats/json/encode.ts';
import { sha256Hex } from '../../formats/sha256/sha256.ts';
import { parseNormalizedNamed, familiarName, referenceName } from '../../formats/image-reference/reference.ts';
import { lazyDirectory, lazyFile, fileData, TreeBuilder } from '../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import { extendChain, hex } from '../content/chain.ts';
import { knowLayer } from '../content/known-layers.ts';
import { linkName } from '../content/overlay2.ts';
import type { PublishedImage } from './catalogue/image.ts';

export interface PulledImage {
  readonly image: PublishedImage;
  /** The tags under which it was pulled. */
  readonly tags: readonly string[];
}

/** A folder name that follows from the layer, since a tree is shared by machines. */
function cacheIdOf(chain: string): string {
  return sha256Hex(new TextEncoder().encode(`overlay2 ${chain}`));
}

function linkOf(cacheId: string): string {
  let at = 0;
  return linkName(() => Number.parseInt(cacheId.slice(at, (at += 2)), 16));
}

/** The tree of /var/lib/docker. Layers are looked into only when a container needs them. */
export function imagesOnDisk(pulled: readonly PulledImage[], time: bigint): TreeDirectory {
  const tree = new TreeBuilder({ mtime: time, root: { mode: 0o710 } });
  for (const name of ['containers', 'overlay2', 'overlay2/l', 'image/overlay2/layerdb/sha256', 'image/overlay2/imagedb/content/sha256', 'image/overlay2/imagedb/metadata/sha256', 'tmp', 'volumes']) tree.directory(name, 0o710);
  const repositories: Record<string, Record<string, string>> = {};
  for (const { image, tags } of pulled) {
    const name = familiarName(parseNormalizedNamed(image.repository));
    const references = (repositories[name] ??= {});
    for (const tag of tags) references[`${name}:${tag}`] = image.id;
    references[`${name}@${image.digest}`] = image.id;
    const document = `image/overlay2/imagedb/content/sha256/${hex(image.id)}`;
    tree.node(document, lazyFile({ mode: 0o600, mtime: time }, () => fileData(image.document())));
    addLayers(tree, image, time);
  }
  tree.file('image/overlay2/repositories.json', encodeJSON({ Repositories: repositories }), 0o600);
  return tree.build();
}

function addLayers(tree: TreeBuilder, image: PublishedImage, time: bigint): void {
  let parent = '';
  const below: string[] = [];
  for (const layer of image.layers) {
    const chain = extendChain(parent, layer.diffId);
    const cacheId = cacheIdOf(chain);
    const db = `image/overlay2/layerdb/sha256/${hex(chain)}`;
    const folder = `overlay2/${cacheId}`;
    knowLayer(layer.diffId, () => layer.tree(), layer.size);
    tree.file(`${db}/diff`, layer.diffId).file(`${db}/cache-id`, cacheId).file(`${db}/size`, String(layer.size));
    if (parent !== '') tree.file(`${db}/parent`, parent);
    tree.file(`image/overlay2/distribution/diffid-by-digest/sha256/${hex(layer.digest)}`, layer.diffId);
    tree.file(`image/overlay2/distribution/v2metadata-by-diffid/sha256/${hex(layer.diffId)}`, encodeJSON([{ Digest: layer.digest, Size: layer.blobSize, SourceRepository: referenceName(parseNormalizedNamed(image.repository)) }]));
    tree.directory(folder, 0o710).node(`${folder}/diff`, lazyDirectory({ mtime: time }, () => layer.tree()));
    tree.file(`${folder}/link`, linkOf(cacheId)).symlink(`overlay2/l/${linkOf(cacheId)}`, `../${cacheId}/diff`);
    if (below.length > 0) tree.directory(`${folder}/work`, 0o700).file(`${folder}/lower`, below.map((id) => `l/${linkOf(id)}`).join(':'));
    below.unshift(cacheId);
    parent = chain;
  }
}
