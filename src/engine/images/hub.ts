/** What Docker Hub has on its disk: the storage of its registry with these images, and the index that is searched. */
import { encodeJSON } from '../../formats/json/encode.ts';
import { parseNormalizedNamed } from '../../formats/image-reference/reference.ts';
import { fileData, lazyFile, TreeBuilder } from '../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import { layerBlob } from '../content/archive.ts';
import { hex } from '../content/chain.ts';
import { knowLayer } from '../content/known-layers.ts';
import type { PublishedImage } from './catalogue/image.ts';

export interface IndexEntry { readonly name: string; readonly description: string; readonly stars: number; readonly official: boolean }

const ROOT = 'docker/registry/v2';

/** The tree of /var/lib/registry. Blobs are made when they are read. */
export function registryTree(images: readonly PublishedImage[], index: readonly IndexEntry[], time: bigint): TreeDirectory {
  const tree = new TreeBuilder({ mtime: time });
  const blobs = new Set<string>();
  const blob = (digest: string, make: () => Uint8Array | string): void => {
    if (blobs.has(digest)) return;
    blobs.add(digest);
    tree.node(`${ROOT}/blobs/sha256/${hex(digest).slice(0, 2)}/${hex(digest)}/data`, lazyFile({ mtime: time }, () => fileData(make())));
  };
  for (const image of images) {
    const home = `${ROOT}/repositories/${parseNormalizedNamed(image.repository).path}`;
    const link = (path: string, digest: string): void => void tree.file(`${home}/${path}/link`, digest);
    for (const layer of image.layers) {
      knowLayer(layer.diffId, () => layer.tree(), layer.size);
      blob(layer.digest, () => layerBlob(layer.tree()));
      link(`_layers/sha256/${hex(layer.digest)}`, layer.digest);
    }
    blob(image.id, image.document);
    link(`_layers/sha256/${hex(image.id)}`, image.id);
    blob(image.manifestDigest, image.manifest);
    blob(image.digest, image.index);
    for (const digest of [image.manifestDigest, image.digest]) link(`_manifests/revisions/sha256/${hex(digest)}`, digest);
    for (const tag of image.tags) link(`_manifests/tags/${tag}/current`, image.digest);
  }
  tree.file('index.json', encodeJSON(index.map(({ name, description, stars, official }) => ({ name, description, star_count: stars, is_official: official }))));
  return tree.build();
}
