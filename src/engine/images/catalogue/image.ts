/** An image with all its bytes and digests: of the catalogue, or recorded elsewhere. */
import type { TreeDirectory } from '../../../kernel/fs/tree.ts';

export interface PublishedLayer {
  readonly createdBy: string;
  /** Logical bytes. */
  readonly size: number;
  /** Bytes that the compressed layer would have if its bulk weighed anything: what a pull shows. */
  readonly compressed: number;
  readonly diffId: string;
  /** Digest and size of the compressed layer. */
  readonly digest: string;
  readonly blobSize: number;
  tree(): TreeDirectory;
}

/** What a registry has under a repository's tags. Texts are made when they are asked for; digests are known ahead. */
export interface PublishedImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly id: string;
  /** Digest of the image index, which a pull reports. */
  readonly digest: string;
  readonly manifestDigest: string;
  readonly layers: readonly PublishedLayer[];
  /** The configuration. */
  document(): string;
  manifest(): string;
  index(): string;
}

export const MEDIA = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** Annotation of a layer: the bytes that its compressed form would have (its holes weigh nothing here). */
export const COMPRESSED = 'io.github.drydock.compressed-size';
/** Annotation of content that stands in for recorded content: its digest is the recorded one, not that of its bytes. */
export const RECORDED = 'io.github.drydock.recorded';
/** Annotation of recorded layers: the logical bytes that were recorded. */
export const LOGICAL = 'io.github.drydock.size';
