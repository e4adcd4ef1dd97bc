/** Makes a catalogue entry into an image with layers, configuration and manifest. */
import { encodeJSON } from '../../../formats/json/encode.ts';
import { digestOf, digestOfText } from '../../../formats/sha256/sha256.ts';
import { treeSize } from '../../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../../kernel/fs/tree.ts';
import { layerTar } from '../../content/archive.ts';
import { gzip } from '../../../formats/gzip/gzip.ts';
import { parseRFC3339 } from '../../time.ts';
import { baseOf } from '../contents/base.ts';
import type { ContentContext } from '../contents/contents.ts';
import { buildLayer } from '../contents/layer.ts';
import { contentsOf } from '../contents/recipe.ts';
import type { HistoryEntry, ImageDocument } from '../document.ts';
import { COMPRESSED, MEDIA } from './image.ts';
import type { PublishedImage, PublishedLayer } from './image.ts';
import type { CatalogueImage, HistoryLine, Repository } from './repository.ts';

/** Digests of one layer, computed ahead: diff id, digest of the blob (hexadecimal), its bytes, logical bytes. */
export type LayerDigests = readonly [diffId: string, blob: string, blobSize: number, size: number];
/** Digests of one image: id, manifest, index, and its layers. */
export interface ImageDigests { readonly id: string; readonly manifest: string; readonly index: string; readonly layers: readonly LayerDigests[] }

const BASE_TIME = 1_752_537_600_000_000_000n; // 2025-07-15, of base systems that do not tell
const trees = new Map<string, TreeDirectory>();

interface PlannedLayer { readonly key: string; readonly line: HistoryLine; make(): TreeDirectory }

/** The layers of an image with what makes their trees. Equal keys mean equal trees. */
export function planLayers(repository: string, image: Pick<CatalogueImage, 'created' | 'config' | 'history'> & { readonly key: string; readonly version?: string }): PlannedLayer[] {
  const contents = contentsOf(repository);
  const env = new Map((image.config.Env ?? []).map((entry): [string, string] => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
  const base = baseOf(image.history.map(([line]) => line), repository);
  const version = image.version ?? (contents.version ?? []).map((name) => env.get(name)).find(Boolean) ?? '';
  const context: ContentContext = { base, version, env };
  const made = image.history.filter((line) => line.length > 1);
  const rest = base.kind === 'scratch' ? made : made.slice(1);
  const main = rest.reduce<HistoryLine | undefined>((best, line) => (!isCopy(line) && (best === undefined || (line[1] ?? 0) > (best[1] ?? 0)) ? line : best), undefined) ?? (base.kind === 'scratch' ? undefined : made[0]);
  const time = parseRFC3339(image.created) ?? 0n;
  const bulk = `usr/share/${repository.replace(/^.*\//, '')}`;
  return made.map((line, i) => {
    const isBase = i === 0 && base.kind !== 'scratch';
    const isMain = line === main;
    const stamp = /'@(\d+)'/.exec(line[0])?.[1];
    const key = isBase && !isMain ? `base ${base.kind} ${base.release} ${line[0]} ${line[1]}` : `${image.key} ${i}`;
    const plan = {
      createdBy: line[0], size: line[1] ?? 0, isBase, isMain, bulk: isBase ? 'usr/lib/locale/locale-archive' : `${bulk}/layer-${i}.bin`,
      time: isBase ? (stamp ? BigInt(stamp) * 1_000_000_000n : BASE_TIME) : time,
    };
    return {
      key, line,
      make: () => {
        let tree = trees.get(key);
        if (!tree) trees.set(key, (tree = buildLayer(plan, contents, context)));
        return tree;
      },
    };
  });
}

function isCopy([createdBy]: HistoryLine): boolean {
  return /^(\/bin\/sh -c #\(nop\) )?(COPY|WORKDIR)\b/.test(createdBy.trim());
}

function historyOf(image: Pick<CatalogueImage, 'created' | 'history'>): HistoryEntry[] {
  return image.history.map(([createdBy, size]) => ({
    created: image.created, created_by: createdBy, ...(comment(createdBy) ? { comment: comment(createdBy) as string } : {}), ...(size === undefined ? { empty_layer: true } : {}),
  }));
}

function comment(createdBy: string): string | undefined {
  if (createdBy.startsWith('# debian.sh')) return 'debuerreotype 0.15';
  if (createdBy.includes('#(nop)') || createdBy.startsWith('BusyBox') || createdBy.startsWith('/bin/sh -c')) return undefined;
  return 'buildkit.dockerfile.v0';
}

/** The configuration of an image over these layers. */
export function documentOf(image: Pick<CatalogueImage, 'created' | 'config' | 'history'>, diffIds: readonly string[]): ImageDocument {
  return { architecture: 'amd64', config: image.config, created: image.created, history: historyOf(image), os: 'linux', rootfs: { type: 'layers', diff_ids: diffIds } };
}

export function manifestText(config: { digest: string; size: number }, layers: readonly Pick<PublishedLayer, 'digest' | 'blobSize' | 'compressed'>[], annotations?: Readonly<Record<string, string>>): string {
  return encodeJSON({
    schemaVersion: 2, mediaType: MEDIA.manifest, config: { mediaType: MEDIA.config, digest: config.digest, size: config.size },
    layers: layers.map((layer) => ({ mediaType: MEDIA.layer, digest: layer.digest, size: layer.blobSize, annotations: { [COMPRESSED]: String(layer.compressed) } })),
    ...(annotations ? { annotations } : {}),
  });
}

export function indexText(manifest: { digest: string; size: number }, annotations?: Readonly<Record<string, string>>): string {
  return encodeJSON({
    schemaVersion: 2, mediaType: MEDIA.index, manifests: [{ mediaType: MEDIA.manifest, digest: manifest.digest, size: manifest.size, platform: { architecture: 'amd64', os: 'linux' } }],
    ...(annotations ? { annotations } : {}),
  });
}

function sha(digits: string): string {
  return `sha256:${digits}`;
}

/** An image of the catalogue with digests that were computed ahead. */
export function publish(repository: Repository, image: CatalogueImage, digests: ImageDigests): PublishedImage {
  const planned = planLayers(repository.name, { ...image, key: `${repository.name}:${image.tags[0]}` });
  const layers = planned.map(({ line, make }, i): PublishedLayer => {
    const [diffId, blob, blobSize, size] = digests.layers[i] as LayerDigests;
    return { createdBy: line[0], size, compressed: Math.max(line[2] ?? 0, 32), diffId: sha(diffId), digest: sha(blob), blobSize, tree: make };
  });
  const document = (): string => encodeJSON(documentOf(image, layers.map((layer) => layer.diffId)));
  const manifest = (): string => manifestText({ digest: sha(digests.id), size: new TextEncoder().encode(document()).length }, layers);
  return {
    repository: repository.name, tags: image.tags, id: sha(digests.id), digest: sha(digests.index), manifestDigest: sha(digests.manifest), layers, document, manifest,
    index: () => indexText({ digest: sha(digests.manifest), size: new TextEncoder().encode(manifest()).length }),
  };
}

const layerDigests = new Map<string, LayerDigests>();

/** Computes the digests of an image from its content: for the table, and for the test that checks it. */
export function computeDigests(repository: Repository, image: CatalogueImage): ImageDigests {
  const planned = planLayers(repository.name, { ...image, key: `${repository.name}:${image.tags[0]}` });
  const layers = planned.map(({ key, make }): LayerDigests => {
    let digests = layerDigests.get(key);
    if (!digests) {
      const tar = layerTar(make());
      const blob = gzip(tar);
      digests = [digestOf(tar).slice(7), digestOf(blob).slice(7), blob.length, treeSize(make())];
      layerDigests.set(key, digests);
    }
    return digests;
  });
  const document = encodeJSON(documentOf(image, layers.map(([diffId]) => sha(diffId))));
  const id = digestOfText(document).slice(7);
  const manifest = manifestText({ digest: sha(id), size: new TextEncoder().encode(document).length }, layers.map(([, blob, blobSize], i) => ({ digest: sha(blob), blobSize, compressed: Math.max(planned[i]?.line[2] ?? 0, 32) })));
  const digest = digestOfText(manifest);
  return { id, manifest: digest.slice(7), index: digestOfText(indexText({ digest, size: new TextEncoder().encode(manifest).length })).slice(7), layers };
}

