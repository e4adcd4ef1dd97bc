/**
 * Images that were recorded elsewhere: ids, digests, configurations and sizes are those of the record, the files stand in for the recorded
 * ones. Such content is marked, since its hashes are not those of its bytes.
 */
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { digestOfText, sha256Hex } from '../../formats/sha256/sha256.ts';
import { knowDocument } from '../content/known-layers.ts';
import { COMPRESSED, LOGICAL, MEDIA, RECORDED } from './catalogue/image.ts';
import type { PublishedImage, PublishedLayer } from './catalogue/image.ts';
import { planLayers } from './catalogue/publish.ts';
import type { HistoryLine } from './catalogue/repository.ts';
import type { ImageDocument } from './document.ts';

interface RecordedImage {
  readonly id: string;
  readonly repo_digests: readonly string[];
  readonly size: number;
  readonly created: string;
  readonly config: ImageDocument;
  readonly layers: readonly { readonly diff_id: string; readonly size: number; readonly files?: readonly (readonly [name: string, mode: string, what: number | string])[] }[];
}

/** Versions of the programs that stood in for the official ones: packages of Debian 12. */
const VERSIONS: Readonly<Record<string, string>> = { nginx: '1.22.1', redis: '7.0.15', postgres: '15.12', httpd: '2.4.65' };
const RATIO = 0.4153;

/** Reads the text of images.json: one object by reference. Throws JSONSyntaxError. */
export function worldImages(text: string): PublishedImage[] {
  const record = decodeJSON(text) as Record<string, RecordedImage>;
  const byId = new Map<string, { repository: string; tags: string[]; image: RecordedImage }>();
  for (const [name, image] of Object.entries(record)) {
    const colon = name.lastIndexOf(':');
    const repository = name.slice(0, colon);
    const known = byId.get(`${repository} ${image.id}`);
    if (known) known.tags.push(name.slice(colon + 1));
    else byId.set(`${repository} ${image.id}`, { repository, tags: [name.slice(colon + 1)], image });
  }
  return [...byId.values()].map(({ repository, tags, image }) => recorded(repository, tags, image));
}

function recorded(repository: string, tags: readonly string[], image: RecordedImage): PublishedImage {
  const sizes = layerSizes(image);
  let next = 0;
  const history = (image.config.history ?? []).map((entry): HistoryLine => {
    if (entry.empty_layer) return [entry.created_by ?? ''];
    const size = sizes[next++] ?? 0;
    return [entry.created_by ?? '', size, Math.max(32, Math.round(size * RATIO))];
  });
  const plans = planLayers(repository, { key: `${image.id} `, created: image.config.created ?? image.created, config: image.config.config ?? {}, history, ...(VERSIONS[repository] ? { version: VERSIONS[repository] } : {}) });
  const layers = plans.map(({ line, make }, i): PublishedLayer => {
    const { diff_id: diffId } = image.layers[i] as RecordedImage['layers'][number];
    return { createdBy: line[0], size: sizes[i] ?? 0, compressed: line[2] ?? 0, diffId, digest: `sha256:${sha256Hex(new TextEncoder().encode(`blob of ${diffId}`))}`, blobSize: Math.max(32, line[2] ?? 0), tree: make };
  });
  knowDocument(digestOfText(encodeJSON(image.config)), image.id);
  // The recorded digest is that of the list; the image's own manifest was not recorded.
  const digest = image.repo_digests[0]?.split('@')[1] ?? image.id;
  const manifest = encodeJSON({
    schemaVersion: 2, mediaType: MEDIA.manifest, config: { mediaType: MEDIA.config, digest: image.id, size: encodeJSON(image.config).length, annotations: { [RECORDED]: image.id } },
    layers: layers.map((layer) => ({ mediaType: MEDIA.layer, digest: layer.digest, size: layer.blobSize, annotations: { [COMPRESSED]: String(layer.compressed), [RECORDED]: layer.digest, [LOGICAL]: String(layer.size) } })),
  });
  const manifestDigest = digestOfText(manifest);
  const index = (): string => encodeJSON({
    schemaVersion: 2, mediaType: MEDIA.index, manifests: [{ mediaType: MEDIA.manifest, digest: manifestDigest, size: manifest.length, platform: { architecture: 'amd64', os: 'linux' } }],
    annotations: { [RECORDED]: digest },
  });
  return { repository, tags, id: image.id, digest, manifestDigest, layers, document: () => encodeJSON(image.config), manifest: () => manifest, index };
}

/**
 * Recorded layer sizes leave out the targets of symbolic links, which overlay2 counts and the image's size has. Layers that were recorded with
 * their files tell them; what is still missing belongs to the base, and beyond it to the largest other layer.
 */
function layerSizes(image: RecordedImage): number[] {
  const sizes = image.layers.map((layer) => layer.size + (layer.files ?? []).reduce((sum, [, , what]) => sum + (typeof what === 'string' && what.startsWith('-> ') ? what.length - 3 : 0), 0));
  const open = image.layers.flatMap((layer, i) => (layer.files ? [] : [i]));
  let missing = image.size - sizes.reduce((sum, size) => sum + size, 0);
  const base = Math.min(missing, BASE_LINKS[image.layers[0]?.diff_id ?? ''] ?? missing);
  if (sizes[0] !== undefined) sizes[0] += base;
  missing -= base;
  const largest = open.filter((i) => i > 0).reduce<number | undefined>((best, i) => (best === undefined || (sizes[i] ?? 0) > (sizes[best] ?? 0) ? i : best), undefined) ?? 0;
  sizes[largest] = (sizes[largest] ?? 0) + missing;
  return sizes;
}

/** Bytes of link targets in the base layers that several recorded images share. */
const BASE_LINKS: Readonly<Record<string, number>> = {
  'sha256:daf688f6034bf75a78caa6c08ffa2132d3bea8f6f26dae177e65cb6748d9b86c': 6526,
  'sha256:ed28ca0bf3483096e4af738ad6ffd6139f51a78d4d5d890642a87bc8e5f1ea44': 3132,
};
