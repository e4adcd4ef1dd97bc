/** The catalogue as published images. */
import { CATALOGUE } from './catalogue.ts';
import { DIGESTS, LAYERS } from './digests.ts';
import { publish } from './publish.ts';
import type { LayerDigests } from './publish.ts';
import type { PublishedImage } from './image.ts';

let all: readonly PublishedImage[] | undefined;

/** All images of the catalogue. Made once; content is made when it is used. */
export function catalogueImages(): readonly PublishedImage[] {
  all ??= CATALOGUE.flatMap((repository) => repository.images.map((image) => {
    const name = `${repository.name}:${image.tags[0]}`;
    const row = DIGESTS[name];
    if (!row) throw new Error(`no digests of ${name}: write the table anew`);
    const [id, manifest, index, layers] = row;
    return publish(repository, image, { id, manifest, index, layers: layers.map((i) => LAYERS[i] as LayerDigests) });
  }));
  return all;
}
