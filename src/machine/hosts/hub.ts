/** What comes with the catalogue's code: the storage of Docker Hub's registry, and the images on a host before it is switched on. */
import { catalogueImages } from '../../engine/images/catalogue/published.ts';
import type { PublishedImage } from '../../engine/images/catalogue/image.ts';
import { registryTree } from '../../engine/images/hub.ts';
import { imagesOnDisk } from '../../engine/images/on-disk.ts';
import { RECORDED_INDEX, searchIndex } from '../../engine/images/search-index.ts';
import { worldImages } from '../../engine/images/world-images.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import type { World } from '../world.ts';

const recorded = new Map<string, readonly PublishedImage[]>();

/** Images that the registry of a world has. */
export function publishedImages(world: World): readonly PublishedImage[] {
  if (world.hub === 'catalogue') return catalogueImages();
  const known = recorded.get(world.hub.recorded) ?? worldImages(world.hub.recorded);
  recorded.set(world.hub.recorded, known);
  return known;
}

/** /var/lib/registry of Docker Hub. */
export function hubStorage(world: World, time: bigint): TreeDirectory {
  return registryTree(publishedImages(world), world.hub === 'catalogue' ? searchIndex() : RECORDED_INDEX, time);
}

/** /var/lib/docker with the images that the world has pulled, under the tags by which it pulled them. */
export function pulledImages(world: World, time: bigint): TreeDirectory {
  const all = publishedImages(world);
  const { pulled } = world;
  if (pulled === 'hub') return imagesOnDisk(all.map((image) => ({ image, tags: image.tags })), time);
  return imagesOnDisk(all.flatMap((image) => {
    const tags = image.tags.filter((tag) => pulled.includes(`${image.repository}:${tag}`));
    return tags.length > 0 ? [{ image, tags }] : [];
  }), time);
}
