/** POST /images/create?fromImage=… (moby distribution/pull_v2.go, distribution/xfer). */
import type { Sys } from '../../kernel/sys.ts';
import { familiarName, familiarString, isNameOnly, referenceName, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { gunzip, isGzip } from '../../formats/gzip/gzip.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { readLayer } from '../../kernel/fs/archive.ts';
import { treeSize } from '../../kernel/fs/tree.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { extendChain, hex } from '../content/chain.ts';
import { graftId, imageIdOf, knownLayer } from '../content/known-layers.ts';
import { readIfThere } from '../content/store-files.ts';
import { DaemonError } from '../daemon.ts';
import { rememberBlob } from '../content/blob-metadata.ts';
import { RegistryClient, pullError } from '../registry/client.ts';
import type { BlobDescriptor, Credentials, Manifest, ManifestValue } from '../registry/client.ts';
import { COMPRESSED, LOGICAL, RECORDED } from './catalogue/image.ts';
import { parseDocument } from './document.ts';
import type { ImageDocument } from './document.ts';
import type { Progress } from './progress.ts';
import { transfer } from './progress.ts';
import type { Images } from './service.ts';
import { matchesPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

/** Bytes a second of one download, and of unpacking, both of compressed bytes. */
const DOWNLOAD_RATE = 12_000_000;
const EXTRACT_RATE = 40_000_000;
/** What it takes to enter a layer in the store, nanoseconds. */
const REGISTER_TIME = 80_000_000;
/** max-concurrent-downloads */
const CONCURRENT = 3;

export interface PullOptions {
  /** With a tag, a digest, or neither for all tags. */
  readonly reference: NamedReference;
  readonly platform?: Platform;
  readonly credentials?: Credentials;
}

/** Pulls and reports. Throws DaemonError. */
export function* pullImage(images: Images, options: PullOptions, progress: Progress): Sys<void> {
  const { reference } = options;
  const client = yield* RegistryClient.connect(images.daemon, reference, 'pull', options.credentials);
  let updated = false;
  const references: NamedReference[] = [];
  if (isNameOnly(reference)) {
    try {
      for (const tag of yield* client.tags()) references.push({ ...reference, tag });
    } catch (error) {
      throw pullError(error, reference, familiarString(reference));
    }
  } else references.push(reference);
  const warnings: string[] = [];
  for (const each of references) updated = (yield* pullOne(images, client, each, options, progress, warnings)) || updated;
  progress.say(`Status: ${updated ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarString(reference)}`);
  for (const warning of warnings) progress.say(warning);
}

function* pullOne(images: Images, client: RegistryClient, reference: NamedReference, options: PullOptions, progress: Progress, warnings: string[]): Sys<boolean> {
  const shown = familiarString(reference);
  let top: Manifest;
  let manifest: Manifest;
  try {
    top = yield* client.manifest(reference.digest ?? reference.tag ?? 'latest');
    manifest = top.value.manifests ? yield* client.manifest(platformManifest(top.value, options.platform)) : top;
  } catch (error) {
    throw pullError(error, reference, shown);
  }
  progress.say(`Pulling from ${reference.path}`, reference.digest ? shown : (reference.tag ?? ''));
  const config = manifest.value.config as BlobDescriptor;
  let id = imageIdOf(config.digest);
  if (!images.store.get(id)) {
    const text = new TextDecoder().decode(yield* client.blob(config));
    const { document } = parseDocument(id, () => text);
    yield* pullLayers(images, client, reference, manifest.value.layers ?? [], document, progress);
    id = images.store.create(text, { id }).id;
  }
  progress.say(`Digest: ${top.digest}`);
  const before = reference.digest ? images.references.get({ domain: reference.domain, path: reference.path, digest: reference.digest }) : images.references.get(reference);
  images.references.add({ domain: reference.domain, path: reference.path, digest: top.digest }, id);
  if (!reference.digest) images.references.add(tagNameOnly(reference), id);
  if (before !== id) images.daemon.events.publish('image', 'pull', shown, { ...images.store.get(id)?.document.config?.Labels, name: familiarName(reference) });
  const image = images.store.get(id)?.document;
  if (options.platform && image && !matchesPlatform(options.platform, image)) {
    warnings.push(`WARNING: image with reference ${shown} was found but its platform (${image.os}/${image.architecture}) does not match the specified platform (${options.platform.text})`);
  }
  return before !== id;
}

function platformManifest(index: ManifestValue, platform: Platform | undefined): string {
  const found = index.manifests?.find(({ platform: own }) => own && (platform ? matchesPlatform(platform, own) : own.os === 'linux' && own.architecture === 'amd64'));
  if (found) return found.digest;
  const wanted = platform?.text ?? 'linux/amd64';
  throw new DaemonError(404, `no matching manifest for ${wanted === 'linux/arm64' ? 'linux/arm64/v8' : wanted} in the manifest list entries: no match for platform in manifest: not found`);
}

interface Download {
  readonly id: string;
  readonly descriptor: BlobDescriptor;
  readonly diffId: string;
  bytes?: Uint8Array;
  error?: unknown;
}

function* pullLayers(images: Images, client: RegistryClient, reference: NamedReference, layers: readonly BlobDescriptor[], document: ImageDocument, progress: Progress): Sys<void> {
  const { proc } = images.daemon;
  const diffIds = document.rootfs.diff_ids;
  let parent = '';
  let first = 0;
  // What is there from the bottom up need not come again; above the first miss everything does.
  for (; first < layers.length; first++) {
    const descriptor = layers[first] as BlobDescriptor;
    const diffId = readIfThere(images.daemon.fs, `${images.daemon.root}/image/overlay2/distribution/diffid-by-digest/sha256/${hex(descriptor.digest)}`);
    if (diffId === undefined || !images.layers.get(extendChain(parent, diffId))) break;
    parent = extendChain(parent, diffId);
    progress.layer(shortOf(descriptor), 'Already exists');
  }
  const downloads = layers.slice(first).map((descriptor, i): Download => ({ id: shortOf(descriptor), descriptor, diffId: diffIds[first + i] ?? '' }));
  for (const { id } of downloads) progress.layer(id, 'Pulling fs layer');
  for (const { id } of downloads.slice(CONCURRENT)) progress.layer(id, 'Waiting');
  const arrived = new WaitQueue();
  let next = 0;
  const worker = function* (): Sys<void> {
    for (let download = downloads[next++]; download; download = downloads[next++]) {
      try {
        yield* downloadLayer(images, client, download, progress);
      } catch (error) {
        download.error = error;
      }
      arrived.wake();
    }
  };
  const threads = downloads.slice(0, CONCURRENT).map((_, i) => proc.thread(worker(), `download ${i}`));
  for (const download of downloads) {
    while (!download.bytes && download.error === undefined) yield* proc.block([arrived]);
    if (download.error !== undefined) {
      for (const thread of threads) thread.cancel();
      throw download.error;
    }
    parent = yield* extractLayer(images, reference, download, parent, progress);
  }
}

function shortOf(descriptor: BlobDescriptor): string {
  return hex(descriptor.digest).slice(0, 12);
}

/** Bytes that the layer's compressed form stands for. */
function weight(descriptor: BlobDescriptor): number {
  return Number(descriptor.annotations?.[COMPRESSED] ?? descriptor.size) || descriptor.size;
}

function* downloadLayer(images: Images, client: RegistryClient, download: Download, progress: Progress): Sys<void> {
  const { id, descriptor } = download;
  const bytes = yield* client.blob(descriptor);
  yield* transfer(images.daemon.proc, weight(descriptor), { rate: DOWNLOAD_RATE, buffer: 16384, final: 0 }, (current) => progress.amount(id, 'Downloading', current, weight(descriptor)));
  progress.layer(id, 'Verifying Checksum');
  progress.layer(id, 'Download complete');
  download.bytes = bytes;
}

function* extractLayer(images: Images, reference: NamedReference, download: Download, parent: string, progress: Progress): Sys<string> {
  const { id, descriptor, diffId } = download;
  const { proc } = images.daemon;
  yield* transfer(proc, weight(descriptor), { rate: EXTRACT_RATE, buffer: 32768, final: 2 }, (current) => progress.amount(id, 'Extracting', current, weight(descriptor)));
  const recorded = descriptor.annotations?.[RECORDED] !== undefined;
  const known = knownLayer(diffId);
  let tree = known?.tree;
  if (!tree) {
    const bytes = download.bytes as Uint8Array;
    const tar = isGzip(bytes) ? gunzip(bytes) : bytes;
    if (!recorded && digestOf(tar) !== diffId) throw new DaemonError(500, `failed to register layer: layers from manifest don't match image configuration`);
    tree = readLayer(tar);
  }
  const size = recorded ? Number(descriptor.annotations?.[LOGICAL] ?? 0) : (known?.size ?? treeSize(tree));
  yield* proc.sleep(REGISTER_TIME);
  const layer = images.layers.register({ tree, ...(known ? { known: { id: graftId(diffId), bytes: size } } : {}) }, { diffId, parent, size });
  rememberBlob(images, diffId, { Digest: descriptor.digest, Size: descriptor.size, SourceRepository: referenceName(reference) });
  progress.layer(id, 'Pull complete');
  return layer.chainId;
}

