/** The configuration of an image as it is stored: OCI image-spec config.md with Docker's extensions. Its sha256 is the image id. */
import type { ImageConfig } from '../../api/image.ts';
import { decodeJSON } from '../../formats/json/decode.ts';

export interface HistoryEntry {
  readonly created?: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

export interface ImageDocument {
  readonly architecture: string;
  readonly variant?: string;
  readonly os: string;
  readonly created?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly docker_version?: string;
  readonly config?: ImageConfig;
  readonly history?: readonly HistoryEntry[];
  readonly rootfs: { readonly type: string; readonly diff_ids: readonly string[] };
}

/** Documents by id: content decides the id, so all machines may share them. */
const parsed = new Map<string, ImageDocument>();

/** Reads a stored document. Throws JSONSyntaxError. */
export function parseDocument(id: string, text: string): ImageDocument {
  let document = parsed.get(id);
  if (!document) {
    document = decodeJSON(text) as ImageDocument;
    parsed.set(id, document);
  }
  return document;
}
