/** One repository of the catalogue: what Docker Hub says of it and the images its tags lead to. */
import type { ImageConfig } from '../../../api/image.ts';

/** A line of history: the command; for one that made a layer also the bytes of the layer, and the bytes of its compressed form. */
export type HistoryLine = readonly [createdBy: string] | readonly [createdBy: string, size: number, compressed: number];

export interface CatalogueImage {
  /** The first one names the image in tables. */
  readonly tags: readonly string[];
  /** RFC 3339. */
  readonly created: string;
  readonly config: ImageConfig;
  /** Oldest first. */
  readonly history: readonly HistoryLine[];
}

export interface Repository {
  /** Familiar name: `nginx`, `traefik/whoami`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly official: boolean;
  readonly images: readonly CatalogueImage[];
}
