/** GET /images/json (moby daemon/images/images.go). */
import type { ImageSummary } from '../../api/image.ts';
import { familiarMatch, familiarString } from '../../formats/image-reference/reference.ts';
import { DaemonError } from '../daemon.ts';
import { sortedMap } from '../content/sorted.ts';
import { Filters } from '../filters.ts';
import { parseRFC3339, unixSeconds } from '../time.ts';
import type { Images } from './service.ts';
import type { StoredImage } from './image-store.ts';
import { parseUntil } from './until.ts';

const FILTERS = ['before', 'dangling', 'label', 'label!', 'reference', 'since', 'until'];

export interface ListOptions {
  readonly all: boolean;
  readonly filters: Filters;
  readonly sharedSize: boolean;
}

/** Time of an image, nanoseconds; 0 when it says none. */
export function createdAt(image: StoredImage): bigint {
  return parseRFC3339(image.document.created ?? '') ?? 0n;
}

/** Summaries, the newest first. 400 for unknown filters, 404 for an unknown image in before and since. */
export function listImages(images: Images, options: ListOptions): ImageSummary[] {
  const { filters } = options;
  filters.accept(FILTERS);
  const danglingOnly = filters.has('dangling') && filters.boolean('dangling', false);
  const before = boundary(images, filters.get('before'));
  const since = boundary(images, filters.get('since'));
  const until = filters.has('until') ? parseUntil(filters.get('until')[0] ?? '', images.daemon.proc.realtime()) : undefined;
  const summaries: { time: bigint; summary: ImageSummary }[] = [];
  for (const image of images.store.all()) {
    const time = createdAt(image);
    if (before !== undefined && time >= before) continue;
    if (since !== undefined && time <= since) continue;
    if (until !== undefined && time >= until) continue;
    const labels = image.document.config?.Labels ?? null;
    if (!filters.labels('label', labels)) continue;
    if (filters.has('label!') && filters.labels('label!', labels)) continue;
    const names = namesOf(images, image, options, danglingOnly);
    if (!names) continue;
    summaries.push({
      time,
      summary: {
        Containers: -1, Created: image.document.created ? unixSeconds(time) : 0, Id: image.id, Labels: labels && sortedMap(labels), ParentId: image.parent, RepoDigests: names.repoDigests, RepoTags: names.repoTags,
        SharedSize: options.sharedSize ? sharedSize(images, image) : -1, Size: images.size(image),
      },
    });
  }
  return summaries.sort((a, b) => (a.time > b.time ? -1 : a.time < b.time ? 1 : 0)).map(({ summary }) => summary);
}

function boundary(images: Images, names: readonly string[]): bigint | undefined {
  if (names.length === 0) return undefined;
  if (names.length > 1) throw new DaemonError(400, 'can\'t use more than one filter of this kind');
  return createdAt(images.stored(names[0] as string));
}

/** Names to show, or undefined when the image is left out. */
function namesOf(images: Images, image: StoredImage, options: ListOptions, danglingOnly: boolean): { repoTags: string[]; repoDigests: string[] } | undefined {
  const patterns = options.filters.get('reference');
  const all = images.references.references(image.id);
  const shown = patterns.length === 0 ? all : all.filter((reference) => patterns.some((pattern) => matches(pattern, reference)));
  const repoTags = shown.filter((reference) => !reference.digest).map(familiarString);
  const repoDigests = shown.filter((reference) => reference.digest).map(familiarString);
  if (shown.length > 0) return danglingOnly ? undefined : { repoTags, repoDigests };
  if (patterns.length > 0) return undefined;
  // Without a name: an intermediate image (it has children) shows only with all.
  if (!options.all && images.store.children(image.id).length > 0) return undefined;
  if (options.filters.has('dangling') && !danglingOnly) return undefined;
  return { repoTags, repoDigests };
}

function matches(pattern: string, reference: Parameters<typeof familiarMatch>[1]): boolean {
  try {
    return familiarMatch(pattern, reference);
  } catch (error) {
    throw new DaemonError(400, (error as Error).message);
  }
}

/** The images of /system/df: with the containers that use them and the bytes they share. */
export function imageUsage(images: Images): ImageSummary[] {
  const containers = images.daemon.containers.list();
  return listImages(images, { all: false, filters: Filters.parse(''), sharedSize: true }).map((summary) => ({ ...summary, Containers: containers.filter((container) => container.imageId === summary.Id).length }));
}

/** Bytes of the layers that other images have as well. */
export function sharedSize(images: Images, image: StoredImage): number {
  const users = new Map<string, number>();
  for (const other of images.store.all()) for (const layer of images.layers.chain(other.chain)) users.set(layer.chainId, (users.get(layer.chainId) ?? 0) + 1);
  return images.layers.chain(image.chain).reduce((sum, layer) => sum + ((users.get(layer.chainId) ?? 0) > 1 ? layer.size : 0), 0);
}
