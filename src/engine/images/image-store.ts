/** Images by id (moby image.Store): documents under image/overlay2/imagedb/content, what is not part of them under metadata. */
import type { FsView } from '../../kernel/fs/types.ts';
import { digestOfText } from '../../formats/sha256/sha256.ts';
import { hex } from '../content/chain.ts';
import type { Layer, LayerStore } from '../content/layer-store.ts';
import { childText, nodesIn, readIfThere, writeThrough } from '../content/store-files.ts';
import { parseDocument } from './document.ts';
import type { ImageDocument } from './document.ts';

export interface StoredImage {
  readonly id: string;
  readonly document: ImageDocument;
  /** Chain id of the top layer; '' when it has none. */
  readonly chain: string;
  /** Id of the image it was made from by commit or the classic builder; ''. */
  readonly parent: string;
}

export class ImageStore {
  readonly #fs: FsView;
  readonly #home: string;
  readonly #layers: LayerStore;
  readonly #images = new Map<string, StoredImage>();

  constructor(root: string, fs: FsView, layers: LayerStore) {
    this.#fs = fs;
    this.#layers = layers;
    this.#home = `${root}/image/overlay2/imagedb`;
    const metadata = new Map(nodesIn(fs, `${this.#home}/metadata/sha256`));
    for (const [name, node] of nodesIn(fs, `${this.#home}/content/sha256`)) {
      const about = metadata.get(name);
      const image = this.#make(`sha256:${name}`, () => new TextDecoder().decode(node.readAt?.(0, node.stat().size)), (about && childText(about, 'parent')) ?? '');
      if (image.chain !== '' && !layers.get(image.chain)) continue;
      this.#images.set(image.id, image);
      layers.retain(image.chain);
    }
  }

  #make(id: string, text: () => string, parent: string): StoredImage {
    return { id, ...parseDocument(id, text), parent };
  }

  get(id: string): StoredImage | undefined {
    return this.#images.get(id);
  }

  all(): Iterable<StoredImage> {
    return this.#images.values();
  }

  get size(): number {
    return this.#images.size;
  }

  /** The image whose id (with or without `sha256:`) begins so; undefined when none or several do. */
  search(prefix: string): StoredImage | undefined {
    const digits = prefix.startsWith('sha256:') ? prefix.slice(7) : prefix;
    if (!/^[0-9a-f]{1,64}$/.test(digits)) return undefined;
    let found: StoredImage | undefined;
    for (const image of this.#images.values()) {
      if (!image.id.startsWith(`sha256:${digits}`)) continue;
      if (found) return undefined;
      found = image;
    }
    return found;
  }

  /** The stored bytes of the document. */
  text(id: string): string {
    return this.#fs.readText(`${this.#home}/content/sha256/${hex(id)}`);
  }

  /** Stores a document whose layers are there. `id` is given only for images that are recorded elsewhere, whose bytes nobody has. */
  create(text: string, options: { parent?: string; id?: string } = {}): StoredImage {
    const id = options.id ?? digestOfText(text);
    const known = this.#images.get(id);
    if (known) return known;
    const image = this.#make(id, () => text, options.parent ?? '');
    if (image.chain !== '' && !this.#layers.get(image.chain)) throw new Error(`layers from manifest don't match image configuration`);
    writeThrough(this.#fs, `${this.#home}/content/sha256/${hex(id)}`, text);
    if (image.parent !== '') writeThrough(this.#fs, `${this.#home}/metadata/sha256/${hex(id)}/parent`, image.parent);
    this.#images.set(id, image);
    this.#layers.retain(image.chain);
    return image;
  }

  /** Removes the image; the layers that went with it are returned, the uppermost first. */
  delete(id: string): Layer[] {
    const image = this.#images.get(id);
    if (!image) return [];
    this.#images.delete(id);
    this.#fs.removeAll(`${this.#home}/content/sha256/${hex(id)}`);
    this.#fs.removeAll(`${this.#home}/metadata/sha256/${hex(id)}`);
    return this.#layers.release(image.chain);
  }

  children(id: string): StoredImage[] {
    return [...this.#images.values()].filter((image) => image.parent === id);
  }

  /** RFC 3339 of the last time it was tagged; undefined before the first. */
  lastTagged(id: string): string | undefined {
    return readIfThere(this.#fs, `${this.#home}/metadata/sha256/${hex(id)}/lastUpdated`);
  }

  setLastTagged(id: string, time: string): void {
    writeThrough(this.#fs, `${this.#home}/metadata/sha256/${hex(id)}/lastUpdated`, time);
  }
}
