/** The image service of the daemon (moby daemon/images): what containers, the builder and the routes ask of images. */
import { familiarString, isNamed, parseAnyReference, parseNormalizedNamed, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { Sha256 } from '../../formats/sha256/sha256.ts';
import { packTree, readLayer } from '../../kernel/fs/archive.ts';
import { changes, layerSize } from '../../kernel/fs/overlay-changes.ts';
import { treeSize } from '../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import type { Inode } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';
import type { CommitOptions, ContainerLayer, Daemon, Image, ImageConfig, ImageService } from '../daemon.ts';
import { LayerStore } from '../content/layer-store.ts';
import type { Layer, MountedLayer } from '../content/layer-store.ts';
import { rfc3339Nano } from '../time.ts';
import type { HistoryEntry, ImageDocument } from './document.ts';
import { ImageStore } from './image-store.ts';
import { imageUsage } from './list.ts';
import type { StoredImage } from './image-store.ts';
import { ReferenceStore } from './reference-store.ts';

export class Images implements ImageService {
  readonly daemon: Daemon;
  readonly layers: LayerStore;
  readonly store: ImageStore;
  readonly references: ReferenceStore;

  constructor(daemon: Daemon) {
    this.daemon = daemon;
    this.layers = new LayerStore(daemon.root, daemon.fs, daemon.proc.random('layer-ids'), () => daemon.proc.realtime());
    this.store = new ImageStore(daemon.root, daemon.fs, this.layers);
    this.references = new ReferenceStore(daemon.root, daemon.fs);
  }

  // ---- finding

  /** The stored image of a reference. 400 for what is no reference, 404 `No such image: NAME:TAG`. */
  stored(text: string): StoredImage {
    const reference = anyReference(text);
    const missing = (): DaemonError => new DaemonError(404, `No such image: ${familiarString(isNamed(reference) ? tagNameOnly(reference) : reference)}`);
    if (!isNamed(reference)) {
      const image = this.store.get(reference.digest);
      if (image) return image;
      throw missing();
    }
    const id = this.references.get(reference);
    const image = (id === undefined ? undefined : this.store.get(id)) ?? this.store.search(text);
    if (!image) throw missing();
    return image;
  }

  resolve(reference: string): Image {
    return this.view(this.stored(reference));
  }

  find(reference: string): Image | undefined {
    try {
      return this.resolve(reference);
    } catch (error) {
      if (error instanceof DaemonError) return undefined;
      throw error;
    }
  }

  list(): readonly Image[] {
    return [...this.store.all()].map((image) => this.view(image));
  }

  count(): number {
    return this.store.size;
  }

  /** Logical bytes of all layers of an image. */
  size(image: StoredImage): number {
    return this.layers.chain(image.chain).reduce((sum, layer) => sum + layer.size, 0);
  }

  tags(id: string): { repoTags: string[]; repoDigests: string[] } {
    const repoTags: string[] = [];
    const repoDigests: string[] = [];
    for (const reference of this.references.references(id)) (reference.digest ? repoDigests : repoTags).push(familiarString(reference));
    return { repoTags, repoDigests };
  }

  view(image: StoredImage): Image {
    return {
      id: image.id, config: (image.document.config ?? {}) as ImageConfig, layers: image.document.rootfs.diff_ids, created: image.document.created ?? '',
      size: this.size(image), ...this.tags(image.id),
    };
  }

  // ---- changing

  /** Points a reference to an image and tells so; `event` false for what pull and commit do themselves. */
  tag(id: string, reference: NamedReference, event = true): void {
    const complete = tagNameOnly(reference);
    this.references.add(complete, id);
    this.store.setLastTagged(id, rfc3339Nano(this.daemon.proc.realtime()));
    if (event) this.event(id, 'tag', familiarString(complete));
  }

  /** Publishes an image event; the image's labels stand among its attributes. */
  event(id: string, action: string, name: string): void {
    const labels = this.store.get(id)?.document.config?.Labels ?? {};
    this.daemon.events.publish('image', action, id, { ...labels, ...(name ? { name } : {}) });
  }

  /** Adds a layer from a tar stream on top of a chain ('' for none). */
  addLayer(archive: Iterable<Uint8Array>, parent: string): Layer {
    const hash = new Sha256();
    const pieces: Uint8Array[] = [];
    for (const piece of archive) {
      hash.update(piece);
      pieces.push(piece);
    }
    return this.addTree(readLayer(pieces), hash.digest(), parent);
  }

  /** Adds a layer whose diff id is known already. */
  addTree(tree: TreeDirectory, diffId: string, parent: string): Layer {
    return this.layers.register({ tree }, { diffId, parent, size: treeSize(tree) });
  }

  /** Stores the document of an image whose layers are there; returns its id. */
  addImage(document: ImageDocument, parent = ''): string {
    return this.store.create(encodeJSON(document), { parent }).id;
  }

  commit(layer: ContainerLayer, options: CommitOptions): string {
    if (!(layer instanceof ImageContainerLayer)) throw new TypeError('not a layer of this service');
    const base = options.parent ? this.store.get(options.parent.id) : undefined;
    const added = this.addLayer(packTree(layer.upper, { layer: true }), base?.chain ?? '');
    const created = rfc3339Nano(this.daemon.proc.realtime());
    const entry: HistoryEntry = {
      created, ...(options.createdBy ? { created_by: options.createdBy } : {}), ...(options.author ? { author: options.author } : {}), ...(options.comment ? { comment: options.comment } : {}),
    };
    const document: ImageDocument = {
      architecture: 'amd64', ...(options.author ? { author: options.author } : {}), ...(options.comment ? { comment: options.comment } : {}), config: options.config as NonNullable<ImageDocument['config']>,
      created, docker_version: '28.2.2', history: [...(base?.document.history ?? []), entry], os: 'linux',
      rootfs: { type: 'layers', diff_ids: [...(base?.document.rootfs.diff_ids ?? []), added.diffId] },
    };
    const id = this.addImage(document, base?.id ?? '');
    if (options.reference) this.tag(id, parseNormalizedNamed(options.reference));
    return id;
  }

  // ---- container layers

  createLayer(containerId: string, image: Image | undefined): ContainerLayer {
    const chain = image ? (this.store.get(image.id)?.chain ?? '') : '';
    return new ImageContainerLayer(this.layers, this.layers.createMount(containerId, chain));
  }

  openLayer(containerId: string): ContainerLayer | undefined {
    const mounted = this.layers.mounted(containerId);
    return mounted && new ImageContainerLayer(this.layers, mounted);
  }

  diskUsage(): { layersSize: number; images: readonly unknown[] } {
    let layersSize = 0;
    for (const layer of this.layers.all()) layersSize += layer.size;
    return { layersSize, images: imageUsage(this) };
  }
}

/** Parses a reference as the API words its errors: 400. */
export function anyReference(text: string): ReturnType<typeof parseAnyReference> {
  try {
    return parseAnyReference(text);
  } catch (error) {
    throw new DaemonError(400, (error as Error).message);
  }
}

class ImageContainerLayer implements ContainerLayer {
  readonly fs: ContainerLayer['fs'];
  readonly graphDriver: ContainerLayer['graphDriver'];
  readonly upper: Inode;
  readonly lowers: readonly Inode[];
  readonly #layers: LayerStore;
  readonly #mounted: MountedLayer;

  constructor(layers: LayerStore, mounted: MountedLayer) {
    const overlay = layers.open(mounted);
    this.#layers = layers;
    this.#mounted = mounted;
    this.fs = overlay;
    this.upper = overlay.upper;
    this.lowers = overlay.lowers;
    this.graphDriver = layers.state(mounted);
  }

  changes(): readonly { Path: string; Kind: 0 | 1 | 2 }[] {
    return changes(this.upper, this.lowers).map(({ path, kind }) => ({ Path: path, Kind: kind }));
  }

  size(): number {
    return layerSize(this.upper);
  }

  remove(): void {
    this.#layers.removeMount(this.#mounted);
  }
}

/** The image service of a daemon, with what is on its disk. */
export function createImageService(daemon: Daemon): Images {
  return new Images(daemon);
}
