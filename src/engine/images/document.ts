/** The configuration of an image as it is stored: OCI image-spec config.md with Docker's extensions. Its sha256 is the image id. */
import type { ImageConfig } from '../../api/image.ts';
import { chainId } from '../content/chain.ts';
import { sortedMap } from '../content/sorted.ts';
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

const FIELDS = ['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels', 'StopSignal', 'ArgsEscaped', 'Healthcheck', 'OnBuild', 'Shell'] as const;

/** The fields of a container's configuration that belong to an image (OCI image-spec and Docker's extensions), without the empty ones. Maps are in order. */
export function imageConfigOf(config: Readonly<Record<string, unknown>>): ImageConfig {
  const entries: [string, unknown][] = [];
  for (const name of FIELDS) {
    const value = config[name];
    if (value === undefined || value === null || value === '' || value === false) continue;
    if (typeof value === 'object' && Object.keys(value).length === 0) continue;
    entries.push([name, name === 'ExposedPorts' || name === 'Volumes' || name === 'Labels' ? sortedMap(value as Record<string, unknown>) : value]);
  }
  return Object.fromEntries(entries);
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
