/** The layer store (moby layer): read-only layers by chain id under image/overlay2/layerdb, and the writable layers of containers. */
import type { FsView } from '../../kernel/fs/types.ts';
import type { OverlayFs } from '../../kernel/fs/overlay.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { extendChain, hex } from './chain.ts';
import { initLayer } from './init-layer.ts';
import { Overlay2 } from './overlay2.ts';
import type { GraphDriverState, LayerSource } from './overlay2.ts';
import { childText, nodesIn, writeThrough } from './store-files.ts';

export interface Layer {
  readonly chainId: string;
  readonly diffId: string;
  /** Chain id of the layer below; '' for the lowest. */
  readonly parent: string;
  /** Folder under overlay2. */
  readonly cacheId: string;
  /** Logical bytes of this layer alone. */
  readonly size: number;
}

/** The writable layer of a container. */
export interface MountedLayer {
  readonly containerId: string;
  readonly mountId: string;
  /** Chain id of the image's top layer; '' without an image. */
  readonly parent: string;
}

export class LayerStore {
  readonly driver: Overlay2;
  readonly #fs: FsView;
  readonly #db: string;
  readonly #random: RandomStream;
  readonly #now: () => bigint;
  readonly #layers = new Map<string, Layer>();
  readonly #mounts = new Map<string, MountedLayer>();
  /** How many images, layers and containers stand on a chain. */
  readonly #references = new Map<string, number>();

  /** `now` gives nanoseconds since 1970. */
  constructor(root: string, fs: FsView, random: RandomStream, now: () => bigint) {
    this.#fs = fs;
    this.#now = now;
    this.#random = random;
    this.driver = new Overlay2(root, fs, random);
    this.#db = `${root}/image/overlay2/layerdb`;
    this.#load();
  }

  #load(): void {
    for (const [name, node] of nodesIn(this.#fs, `${this.#db}/sha256`)) {
      const read = (file: string): string => childText(node, file) ?? '';
      this.#layers.set(`sha256:${name}`, { chainId: `sha256:${name}`, diffId: read('diff'), parent: read('parent'), cacheId: read('cache-id'), size: Number(read('size')) });
    }
    for (const layer of this.#layers.values()) this.#count(layer.parent, 1);
    for (const [containerId, node] of nodesIn(this.#fs, `${this.#db}/mounts`)) {
      const read = (file: string): string => childText(node, file) ?? '';
      const mounted = { containerId, mountId: read('mount-id'), parent: read('parent') };
      this.#mounts.set(containerId, mounted);
      this.#count(mounted.parent, 1);
    }
  }

  #count(chain: string, by: number): void {
    if (chain !== '') this.#references.set(chain, (this.#references.get(chain) ?? 0) + by);
  }

  get(chain: string): Layer | undefined {
    return this.#layers.get(chain);
  }

  all(): Iterable<Layer> {
    return this.#layers.values();
  }

  /** Layers of a chain, bottom first. */
  chain(top: string): Layer[] {
    const layers: Layer[] = [];
    for (let layer = this.#layers.get(top); layer; layer = this.#layers.get(layer.parent)) layers.unshift(layer);
    return layers;
  }

  /** Adds a layer on top of another chain; the one that is there when it is known already. */
  register(source: LayerSource, description: { diffId: string; parent: string; size: number }): Layer {
    const chain = extendChain(description.parent, description.diffId);
    const known = this.#layers.get(chain);
    if (known) return known;
    const layer: Layer = { ...description, chainId: chain, cacheId: this.#random.hex(64) };
    this.driver.create(layer.cacheId, this.#layers.get(layer.parent)?.cacheId ?? '', source);
    const folder = `${this.#db}/sha256/${hex(chain)}`;
    writeThrough(this.#fs, `${folder}/diff`, layer.diffId, 0o644);
    writeThrough(this.#fs, `${folder}/cache-id`, layer.cacheId, 0o644);
    writeThrough(this.#fs, `${folder}/size`, String(layer.size), 0o644);
    if (layer.parent !== '') writeThrough(this.#fs, `${folder}/parent`, layer.parent, 0o644);
    this.#layers.set(chain, layer);
    this.#count(layer.parent, 1);
    return layer;
  }

  /** Somebody stands on the chain from now on. */
  retain(chain: string): void {
    this.#count(chain, 1);
  }

  /** One less stands on the chain; layers that nobody needs any more go, the uppermost first, and are returned. */
  release(chain: string): Layer[] {
    this.#count(chain, -1);
    const removed: Layer[] = [];
    for (let layer = this.#layers.get(chain); layer && (this.#references.get(layer.chainId) ?? 0) <= 0; layer = this.#layers.get(layer.parent)) {
      this.driver.remove(layer.cacheId);
      this.#fs.removeAll(`${this.#db}/sha256/${hex(layer.chainId)}`);
      this.#layers.delete(layer.chainId);
      this.#references.delete(layer.chainId);
      this.#count(layer.parent, -1);
      removed.push(layer);
    }
    return removed;
  }

  // ---- writable layers

  /** Makes the writable layer of a container: an init layer with the mount points that every container has, and an empty one on it. */
  createMount(containerId: string, parent: string): MountedLayer {
    const mountId = this.#random.hex(64);
    const below = this.#layers.get(parent)?.cacheId ?? '';
    this.driver.create(`${mountId}-init`, below, initLayer(this.#now()));
    this.driver.create(mountId, `${mountId}-init`);
    const folder = `${this.#db}/mounts/${containerId}`;
    writeThrough(this.#fs, `${folder}/mount-id`, mountId, 0o644);
    writeThrough(this.#fs, `${folder}/init-id`, `${mountId}-init`, 0o644);
    if (parent !== '') writeThrough(this.#fs, `${folder}/parent`, parent, 0o644);
    const mounted = { containerId, mountId, parent };
    this.#mounts.set(containerId, mounted);
    this.#count(parent, 1);
    return mounted;
  }

  mounted(containerId: string): MountedLayer | undefined {
    return this.#mounts.get(containerId);
  }

  open(mounted: MountedLayer): OverlayFs {
    return this.driver.open(mounted.mountId);
  }

  state(mounted: MountedLayer): GraphDriverState {
    const { Name, Data } = this.driver.state(mounted.mountId);
    return { Data: { ID: mounted.containerId, ...Data }, Name };
  }

  removeMount(mounted: MountedLayer): void {
    if (!this.#mounts.delete(mounted.containerId)) return;
    this.driver.remove(mounted.mountId);
    this.driver.remove(`${mounted.mountId}-init`);
    this.#fs.removeAll(`${this.#db}/mounts/${mounted.containerId}`);
    this.release(mounted.parent);
  }
}
