/** POST /images/load: images of a tar archive with a manifest.json (moby image/tarexport/load.go). */
import { decodeJSON } from '../../formats/json/decode.ts';
import { gunzip, isGzip } from '../../formats/gzip/gzip.ts';
import { parseNormalizedNamed, familiarString } from '../../formats/image-reference/reference.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { TarError } from '../../formats/tar/header.ts';
import { members, readLayer } from '../../kernel/fs/archive.ts';
import { treeSize } from '../../kernel/fs/tree.ts';
import type { FileData } from '../../kernel/fs/types.ts';
import type { Sys } from '../../kernel/sys.ts';
import { extendChain } from '../content/chain.ts';
import { graftId, imageIdOf, knownLayer } from '../content/known-layers.ts';
import { DaemonError } from '../daemon.ts';
import type { ImageDocument } from './document.ts';
import type { Progress } from './progress.ts';
import { transfer } from './progress.ts';
import type { Images } from './service.ts';

const RATE = 100_000_000;

interface ManifestItem { readonly Config: string; readonly RepoTags: readonly string[] | null; readonly Layers: readonly string[] }

function bytesOf(data: FileData): Uint8Array {
  const bytes = new Uint8Array(data.size);
  for (const { offset, bytes: run } of data.extents) bytes.set(run, offset);
  return bytes;
}

/** Loads all images of the archive and reports. DaemonError for what is no such archive. */
export function* loadImages(images: Images, archive: Uint8Array, quiet: boolean, progress: Progress): Sys<void> {
  const files = new Map<string, FileData>();
  try {
    for (const { entry, data } of members(isGzip(archive) ? gunzip(archive) : archive)) if (entry.kind === 'file') files.set(entry.name.replace(/^\.\//, ''), data);
  } catch (error) {
    if (error instanceof TarError) throw new DaemonError(500, error.message);
    throw error;
  }
  const read = (name: string): Uint8Array => {
    const data = files.get(name);
    if (!data) throw new DaemonError(500, `open /var/lib/docker/tmp/docker-import-${'0'.repeat(9)}/${name}: no such file or directory`);
    return bytesOf(data);
  };
  if (!files.has('manifest.json')) throw new DaemonError(400, 'unrecognized image format');
  const items = decodeJSON(new TextDecoder().decode(read('manifest.json'))) as ManifestItem[];
  for (const item of items) {
    const text = new TextDecoder().decode(read(item.Config));
    const document = decodeJSON(text) as ImageDocument;
    let parent = '';
    for (const [i, diffId] of document.rootfs.diff_ids.entries()) {
      const chain = extendChain(parent, diffId);
      if (!images.layers.get(chain)) yield* loadLayer(images, read(item.Layers[i] ?? ''), diffId, parent, quiet, progress);
      parent = chain;
    }
    const id = images.store.create(text, { id: imageIdOf(digestOf(new TextEncoder().encode(text))) }).id;
    for (const tag of item.RepoTags ?? []) {
      const reference = parseNormalizedNamed(tag);
      const before = images.references.get(reference);
      if (before !== undefined && before !== id) progress.send({ stream: `The image ${familiarString(reference)} already exists, renaming the old one with ID ${before} to empty string\n` });
      images.tag(id, reference, false);
      progress.send({ stream: `Loaded image: ${familiarString(reference)}\n` });
    }
    if (!item.RepoTags?.length) progress.send({ stream: `Loaded image ID: ${id}\n` });
    images.daemon.events.publish('image', 'load', id, { name: id });
  }
}

function* loadLayer(images: Images, bytes: Uint8Array, diffId: string, parent: string, quiet: boolean, progress: Progress): Sys<void> {
  const tar = isGzip(bytes) ? gunzip(bytes) : bytes;
  const known = knownLayer(diffId);
  if (!known && digestOf(tar) !== diffId) throw new DaemonError(500, `invalid diffID for layer: expected "${diffId}", got "${digestOf(tar)}"`);
  const tree = known?.tree ?? readLayer(tar);
  const size = known?.size ?? treeSize(tree);
  const id = diffId.slice(7, 19);
  if (!quiet) yield* transfer(images.daemon.proc, Math.max(size, 512), { rate: RATE, buffer: 32768, final: 1 }, (current) => progress.amount(id, 'Loading layer', current, Math.max(size, 512)));
  images.layers.register({ tree, ...(known ? { known: { id: graftId(diffId), bytes: size } } : {}) }, { diffId, parent, size });
}
