/** POST /images/{name}/push (moby distribution/push_v2.go): Docker's schema 2 manifests. */
import type { Sys } from '../../kernel/sys.ts';
import { joinBytes } from '../../formats/bytes/join.ts';
import { encodeIndented } from '../../formats/json/encode.ts';
import { familiarName, familiarString, isNameOnly, referenceName } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { gzip } from '../../formats/gzip/gzip.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { packTree } from '../../kernel/fs/archive.ts';
import { hex } from '../content/chain.ts';
import type { Layer } from '../content/layer-store.ts';
import { knownBlobs, rememberBlob } from '../content/blob-metadata.ts';
import type { KnownBlob } from '../content/blob-metadata.ts';
import { DaemonError } from '../daemon.ts';
import { RegistryClient, RegistryError } from '../registry/client.ts';
import type { Credentials } from '../registry/client.ts';
import { progressBar, transfer } from './progress.ts';
import type { Progress } from './progress.ts';
import type { StoredImage } from './image-store.ts';
import type { Images } from './service.ts';

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG = 'application/vnd.docker.container.image.v1+json';
const LAYER = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const UPLOAD_RATE = 20_000_000;
/** max-concurrent-uploads */
const CONCURRENT = 5;

/** Pushes one tag, or all tags of the repository. Throws DaemonError. */
export function* pushImage(images: Images, reference: NamedReference, credentials: Credentials | undefined, progress: Progress): Sys<void> {
  progress.say(`The push refers to repository [${referenceName(reference)}]`);
  const known = images.references.inRepository(reference).filter(({ reference: each }) => each.tag !== undefined);
  if (known.length === 0) throw new DaemonError(404, `An image does not exist locally with the tag: ${familiarName(reference)}`);
  const wanted = isNameOnly(reference) ? known : known.filter(({ reference: each }) => each.tag === reference.tag);
  if (wanted.length === 0) throw new DaemonError(404, `tag does not exist: ${familiarString(reference)}`);
  const client = yield* RegistryClient.connect(images.daemon, reference, 'pull,push', credentials);
  for (const { reference: each, id } of wanted) {
    const image = images.store.get(id);
    if (image) yield* pushOne(images, client, each, image, progress);
  }
}

function* pushOne(images: Images, client: RegistryClient, reference: NamedReference, image: StoredImage, progress: Progress): Sys<void> {
  const layers = images.layers.chain(image.chain);
  const order = [...layers].reverse();
  for (const layer of order) progress.layer(shortOf(layer), 'Preparing');
  for (const layer of order.slice(CONCURRENT)) progress.layer(shortOf(layer), 'Waiting');
  const sent = new Map<string, KnownBlob>();
  const manifestFailure = (error: unknown): unknown => (error instanceof RegistryError ? new DaemonError(error.status, error.message) : error);
  try {
    for (const layer of order) sent.set(layer.chainId, yield* pushLayer(images, client, reference, layer, progress));
    const config = new TextEncoder().encode(images.store.text(image.id));
    if (!(yield* client.hasBlob(image.id)) && !(yield* client.hasBlob(digestOf(config)))) yield* client.upload(digestOf(config), () => config);
    const manifest = new TextEncoder().encode(encodeIndented({
      schemaVersion: 2, mediaType: MANIFEST, config: { mediaType: CONFIG, size: config.length, digest: digestOf(config) },
      layers: layers.map((layer) => ({ mediaType: LAYER, size: sent.get(layer.chainId)?.Size ?? 0, digest: sent.get(layer.chainId)?.Digest ?? '' })),
    }, '   '));
    const tag = reference.tag ?? 'latest';
    yield* client.putManifest(tag, MANIFEST, manifest);
    const digest = digestOf(manifest);
    images.references.add({ domain: reference.domain, path: reference.path, digest }, image.id);
    progress.say(`${tag}: digest: ${digest} size: ${manifest.length}`);
    progress.send({ progressDetail: {}, aux: { Tag: tag, Digest: digest, Size: manifest.length } });
    images.daemon.events.publish('image', 'push', familiarString(reference), { ...image.document.config?.Labels, name: familiarName(reference) });
  } catch (error) {
    throw manifestFailure(error);
  }
}

function shortOf(layer: Layer): string {
  return hex(layer.diffId).slice(0, 12);
}

function* pushLayer(images: Images, client: RegistryClient, reference: NamedReference, layer: Layer, progress: Progress): Sys<KnownBlob> {
  const id = shortOf(layer);
  const repository = referenceName(reference);
  const known = knownBlobs(images, layer.diffId);
  const remember = (blob: KnownBlob): KnownBlob => {
    rememberBlob(images, layer.diffId, blob);
    return blob;
  };
  for (const blob of known) {
    if (blob.SourceRepository === repository && (yield* client.hasBlob(blob.Digest))) {
      progress.layer(id, 'Layer already exists');
      return blob;
    }
  }
  let packed: Uint8Array | undefined;
  const pack = (): Uint8Array => (packed ??= gzip(joinBytes([...packTree(images.layers.driver.diff(layer.cacheId), { layer: true })])));
  const sibling = known.find((blob) => blob.SourceRepository.startsWith(`${reference.domain}/`));
  const digest = sibling?.Digest ?? digestOf(pack());
  if (!sibling && (yield* client.hasBlob(digest))) {
    progress.layer(id, 'Layer already exists');
    return remember({ Digest: digest, Size: pack().length, SourceRepository: repository });
  }
  const from = sibling?.SourceRepository.slice(reference.domain.length + 1);
  const mounted = yield* client.upload(digest, pack, from);
  if (mounted && from) {
    progress.layer(id, `Mounted from ${from}`);
    return remember({ Digest: digest, Size: sibling?.Size ?? pack().length, SourceRepository: repository });
  }
  // The stream is a tar archive, longer than the files in it.
  const streamed = layer.size + 1024 * Math.ceil(layer.size / 20_000) + 10_240;
  yield* transfer(images.daemon.proc, Math.max(layer.size, 512), { rate: UPLOAD_RATE, buffer: 512, final: 0 }, (current) => pushing(progress, id, current, layer.size));
  pushing(progress, id, streamed, layer.size);
  progress.layer(id, 'Pushed');
  return remember({ Digest: digest, Size: pack().length, SourceRepository: repository });
}

function pushing(progress: Progress, id: string, current: number, total: number): void {
  progress.send({ status: 'Pushing', progressDetail: { current, ...(total > 0 ? { total } : {}) }, ...(total > 0 ? { progress: progressBar(current, total) } : {}), id });
}
