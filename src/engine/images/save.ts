/** GET /images/get: images as a tar archive, an OCI image layout with Docker's manifest.json beside it (moby image/tarexport). */
import { joinBytes } from '../../formats/bytes/join.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { familiarName, familiarString, isNamed, isNameOnly, parseAnyReference, referenceString, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { tarEntry } from '../../formats/tar/entry.ts';
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { packTree } from '../../kernel/fs/archive.ts';
import { hex } from '../content/chain.ts';
import { DaemonError } from '../daemon.ts';
import { parseRFC3339 } from '../time.ts';
import { MEDIA } from './catalogue/image.ts';
import type { StoredImage } from './image-store.ts';
import type { Images } from './service.ts';

const LAYER = 'application/vnd.oci.image.layer.v1.tar';
const encoder = new TextEncoder();

/** The images that the names stand for, each with the tags to save. A repository without tag means all its tags. */
function wanted(images: Images, names: readonly string[]): Map<StoredImage, NamedReference[]> {
  const found = new Map<StoredImage, NamedReference[]>();
  const add = (image: StoredImage, reference?: NamedReference): void => {
    const list = found.get(image) ?? [];
    if (reference && !list.some((other) => referenceString(other) === referenceString(reference))) list.push(reference);
    found.set(image, list);
  };
  for (const name of names) {
    const reference = (() => {
      try {
        return parseAnyReference(name);
      } catch (error) {
        throw new DaemonError(400, (error as Error).message);
      }
    })();
    if (isNamed(reference) && isNameOnly(reference)) {
      const all = images.references.inRepository(reference).filter(({ reference: each }) => each.tag !== undefined);
      for (const { reference: each, id } of all) add(images.store.get(id) as StoredImage, each);
      if (all.length > 0) continue;
    }
    const image = images.stored(name);
    const tagged = isNamed(reference) && !reference.digest && images.references.get(reference) === image.id ? tagNameOnly(reference) : undefined;
    add(image, tagged);
  }
  return found;
}

/** The archive in pieces. 404 for an unknown name. */
export function* saveImages(images: Images, names: readonly string[]): Generator<Uint8Array, void> {
  const chosen = wanted(images, names);
  const written = new Set<string>();
  let newest = 0n;
  const file = (name: string, bytes: Uint8Array, mtime: bigint): Uint8Array => joinBytes(encodeTarEntry(tarEntry({ name, kind: 'file', mode: 0o644, size: bytes.length, mtime }), bytes));
  const blob = function* (bytes: Uint8Array, mtime: bigint): Generator<Uint8Array, string> {
    const digest = digestOf(bytes);
    if (!written.has(digest)) yield file(`blobs/sha256/${hex(digest)}`, bytes, mtime);
    written.add(digest);
    return digest;
  };
  yield joinBytes(encodeTarEntry(tarEntry({ name: 'blobs', kind: 'directory' })));
  yield joinBytes(encodeTarEntry(tarEntry({ name: 'blobs/sha256', kind: 'directory' })));
  const manifests: unknown[] = [];
  const descriptors: unknown[] = [];
  const repositories: Record<string, Record<string, string>> = {};
  for (const [image, references] of chosen) {
    const time = parseRFC3339(image.document.created ?? '') ?? 0n;
    if (time > newest) newest = time;
    const layers: { mediaType: string; digest: string; size: number }[] = [];
    for (const layer of images.layers.chain(image.chain)) {
      const bytes = joinBytes([...packTree(images.layers.driver.diff(layer.cacheId), { layer: true })]);
      layers.push({ mediaType: LAYER, digest: yield* blob(bytes, time), size: bytes.length });
    }
    const config = encoder.encode(images.store.text(image.id));
    const configDigest = yield* blob(config, time);
    const manifest = encoder.encode(encodeJSON({ schemaVersion: 2, mediaType: MEDIA.manifest, config: { mediaType: MEDIA.config, digest: configDigest, size: config.length }, layers }));
    const manifestDigest = yield* blob(manifest, time);
    const descriptor = { mediaType: MEDIA.manifest, digest: manifestDigest, size: manifest.length };
    if (references.length === 0) descriptors.push(descriptor);
    for (const reference of references) {
      descriptors.push({ ...descriptor, annotations: { 'io.containerd.image.name': referenceString(reference), 'org.opencontainers.image.ref.name': reference.tag ?? '' } });
      (repositories[familiarName(reference)] ??= {})[reference.tag ?? ''] = hex(layers[layers.length - 1]?.digest ?? configDigest);
    }
    manifests.push({
      Config: `blobs/sha256/${hex(configDigest)}`, RepoTags: references.length > 0 ? references.map(familiarString) : null, Layers: layers.map(({ digest }) => `blobs/sha256/${hex(digest)}`),
      LayerSources: Object.fromEntries(layers.map((layer) => [layer.digest, layer])),
    });
  }
  yield file('index.json', encoder.encode(encodeJSON({ schemaVersion: 2, mediaType: MEDIA.index, manifests: descriptors })), newest);
  yield file('manifest.json', encoder.encode(encodeJSON(manifests)), 0n);
  yield file('oci-layout', encoder.encode('{"imageLayoutVersion":"1.0.0"}'), newest);
  if (Object.keys(repositories).length > 0) yield file('repositories', encoder.encode(`${encodeJSON(repositories)}\n`), 0n);
  yield TAR_END;
}
