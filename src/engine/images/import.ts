/** POST /images/create?fromSrc=-: a tar stream as an image of one layer (docker import; moby daemon/import.go). */
import { gunzip, isGzip } from '../../formats/gzip/gzip.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { TarError } from '../../formats/tar/header.ts';
import { applyChanges } from '../containers/commit-changes.ts';
import { completeConfig } from '../containers/config.ts';
import { DaemonError } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import { imageConfigOf } from './document.ts';
import type { Images } from './service.ts';

export interface ImportOptions {
  readonly reference: NamedReference | undefined;
  readonly message: string;
  readonly changes: readonly string[];
}

/** Makes the image; returns its id. 400 for changes that are none, 500 for what is no archive. */
export function importImage(images: Images, bytes: Uint8Array, options: ImportOptions): string {
  const config = options.changes.length > 0 ? imageConfigOf(applyChanges(completeConfig({}), options.changes) as unknown as Record<string, unknown>) : {};
  let layer;
  try {
    layer = images.addLayer([isGzip(bytes) ? gunzip(bytes) : bytes], '');
  } catch (error) {
    if (error instanceof TarError) throw new DaemonError(500, `Error processing tar file(exit status 1): ${error.message}`);
    throw error;
  }
  const created = rfc3339Nano(images.daemon.proc.realtime());
  const comment = options.message || 'Imported from -';
  const id = images.addImage({
    architecture: 'amd64', comment, config, created, docker_version: '28.2.2', history: [{ created, comment }], os: 'linux', rootfs: { type: 'layers', diff_ids: [layer.diffId] },
  });
  if (options.reference) images.tag(id, options.reference, false);
  images.daemon.events.publish('image', 'import', id, { name: id });
  return id;
}
