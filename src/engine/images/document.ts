/** The configuration of an image as it is stored: OCI image-spec config.md with Docker's extensions. Its sha256 is the image id. */
import type { ImageConfig } from '../../api/image.ts';
import { chainId } from '../content/chain.ts';
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
const parsed = new Map<string, { readonly document: ImageDocument; readonly chain: string }>();

/** Reads a stored document; `chain` is the chain id of its layers. Throws JSONSyntaxError. */
export function parseDocument(id: string, text: () => string): { readonly document: ImageDocument; readonly chain: string } {
  let found = parsed.get(id);
  if (!found) {
    const document = decodeJSON(text()) as ImageDocument;
    parsed.set(id, (found = { document, chain: chainId(document.rootfs.diff_ids) }));
  }
  return found;
}
