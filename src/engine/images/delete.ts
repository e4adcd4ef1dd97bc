/** DELETE /images/{name} and POST /images/prune (moby daemon/images/image_delete.go, image_prune.go). */
import type { DeleteItem, ImagesPruneResponse } from '../../api/image.ts';
import { familiarString, parseNormalizedNamed, referenceName, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { DaemonError } from '../daemon.ts';
import type { ContainerView } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import { shortId } from '../ids.ts';
import type { StoredImage } from './image-store.ts';
import { createdAt } from './list.ts';
import type { Images } from './service.ts';
import { parseUntil } from './until.ts';

interface Conflict { readonly message: string; readonly hard: boolean; readonly used: boolean }

function users(images: Images, id: string): readonly ContainerView[] {
  return images.daemon.containers.list().filter((container) => container.imageId === id);
}

/** True when all references are tags and digests of one repository with at most one tag. */
function isSingleReference(references: readonly NamedReference[]): boolean {
  if (references.length <= 1) return true;
  const tags = references.filter((reference) => !reference.digest);
  if (tags.length > 1) return false;
  const digests = new Set(references.filter((reference) => reference.digest).map(referenceName));
  return digests.size === 1 && digests.has(referenceName((tags[0] ?? references[0]) as NamedReference));
}

function isIdPrefix(id: string, text: string): boolean {
  return id.startsWith(text) || id.slice(id.indexOf(':') + 1).startsWith(text);
}

/** Why an image cannot go; `soft` reasons give way to force. */
function conflictOf(images: Images, id: string, check: { soft: boolean; references: boolean }): Conflict | undefined {
  if (images.store.children(id).length > 0) return { message: 'image has dependent child images', hard: true, used: false };
  const containers = users(images, id);
  const running = containers.find((container) => container.running);
  if (running) return { message: `image is being used by running container ${shortId(running.id)}`, hard: true, used: true };
  if (!check.soft) return undefined;
  if (check.references && images.references.references(id).length > 0) return { message: 'image is referenced in multiple repositories', hard: false, used: false };
  const [stopped] = containers;
  if (stopped) return { message: `image is being used by stopped container ${shortId(stopped.id)}`, hard: false, used: true };
  return undefined;
}

function conflictError(id: string, conflict: Conflict): DaemonError {
  return new DaemonError(409, `conflict: unable to delete ${shortId(id)} (${conflict.hard ? 'cannot be forced' : 'must be forced'}) - ${conflict.message}`);
}

function untag(images: Images, id: string, reference: NamedReference, records: DeleteItem[]): void {
  const complete = tagNameOnly(reference);
  images.references.delete(complete);
  records.push({ Untagged: familiarString(complete) });
}

/** Deletes by name or id. 404 when there is none, 409 with the conflict. */
export function deleteImage(images: Images, name: string, options: { force: boolean; prune: boolean }): DeleteItem[] {
  const image = images.stored(name);
  const { id } = image;
  const { force } = options;
  const records: DeleteItem[] = [];
  let references = images.references.references(id);
  if (isIdPrefix(id, name)) {
    if (isSingleReference(references)) {
      const conflict = conflictOf(images, id, { soft: !force, references: false });
      if (conflict) throw conflictError(id, conflict);
      for (const reference of references) {
        untag(images, id, reference, records);
        images.event(id, 'untag', id);
      }
    }
  } else {
    if (!force && isSingleReference(references)) {
      const [container] = users(images, id);
      if (container) throw new DaemonError(409, `conflict: unable to remove repository reference ${JSON.stringify(name)} (must force) - container ${shortId(container.id)} is using its referenced image ${shortId(id)}`);
    }
    const reference = parseNormalizedNamed(name);
    untag(images, id, reference, records);
    images.event(id, 'untag', id);
    references = images.references.references(id);
    if (!reference.digest && !references.some((other) => !other.digest && referenceName(other) === referenceName(reference))) {
      for (const other of references) if (other.digest && referenceName(other) === referenceName(reference)) untag(images, id, other, records);
      references = images.references.references(id);
    }
    if (references.length > 0) return records;
  }
  remove(images, image, records, { force, prune: options.prune, quiet: false });
  return records;
}

function remove(images: Images, image: StoredImage, records: DeleteItem[], options: { force: boolean; prune: boolean; quiet: boolean }): void {
  const { id } = image;
  const conflict = conflictOf(images, id, { soft: !options.force, references: true });
  if (conflict) {
    if (options.quiet && (images.references.references(id).length > 0 || conflict.used || conflict.hard)) return;
    throw conflictError(id, conflict);
  }
  for (const reference of images.references.references(id)) {
    untag(images, id, reference, records);
    images.event(id, 'untag', id);
  }
  const removed = images.store.delete(id);
  images.daemon.events.publish('image', 'delete', id, { ...image.document.config?.Labels, name: id });
  records.push({ Deleted: id }, ...removed.map((layer) => ({ Deleted: layer.chainId })));
  const parent = options.prune && image.parent !== '' ? images.store.get(image.parent) : undefined;
  if (parent) remove(images, parent, records, { force: false, prune: true, quiet: true });
}

/** Removes dangling images, with `dangling=false` all that no container uses. */
export function pruneImages(images: Images, filters: Filters): ImagesPruneResponse {
  filters.accept(['dangling', 'label', 'label!', 'until']);
  const danglingOnly = filters.boolean('dangling', true);
  const until = filters.has('until') ? parseUntil(filters.get('until')[0] ?? '', images.daemon.proc.realtime()) : undefined;
  const records: DeleteItem[] = [];
  let reclaimed = 0;
  const used = new Set(images.daemon.containers.list().map((container) => container.imageId));
  const bytes = (): number => [...images.layers.all()].reduce((sum, layer) => sum + layer.size, 0);
  const before = bytes();
  for (const image of [...images.store.all()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!images.store.get(image.id) || used.has(image.id)) continue;
    const references = images.references.references(image.id);
    if (danglingOnly ? references.some((reference) => !reference.digest) : false) continue;
    if (images.store.children(image.id).length > 0) continue;
    if (until !== undefined && createdAt(image) > until) continue;
    const labels = image.document.config?.Labels ?? null;
    if (!filters.labels('label', labels) || (filters.has('label!') && filters.labels('label!', labels))) continue;
    const names = references.filter((reference) => !reference.digest);
    const targets = names.length > 0 ? names.map(familiarString) : [image.id];
    for (const target of targets) {
      try {
        records.push(...deleteImage(images, target, { force: false, prune: true }));
      } catch (error) {
        // One that is in use after all stays.
        if (!(error instanceof DaemonError)) throw error;
      }
    }
  }
  reclaimed = before - bytes();
  images.daemon.events.publish('image', 'prune', '', { reclaimed: String(reclaimed) });
  return { ImagesDeleted: records.length ? records : null, SpaceReclaimed: reclaimed };
}
