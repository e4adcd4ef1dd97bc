/** Rows of `docker images` and the image part of `docker system df -v` (docker/cli cli/command/formatter/image.go). */
import type { ImageSummary } from '../../api/image.ts';
import { humanSize, humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import { familiarName, parseNormalizedNamed } from '../../formats/image-reference/reference.ts';
import type { Cli } from '../cli.ts';
import { makeRow, type RowType } from '../format/formatter.ts';
import { age, goTime, truncateID } from '../format/text.ts';

export const IMAGE_ROWS: RowType = {
  goName: '*formatter.imageContext',
  headers: {
    ID: 'IMAGE ID', Repository: 'REPOSITORY', Tag: 'TAG', Digest: 'DIGEST', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', Size: 'SIZE', Containers: 'CONTAINERS',
    VirtualSize: 'SIZE', SharedSize: 'SHARED SIZE', UniqueSize: 'UNIQUE SIZE',
  },
};

export interface ImageName { readonly repo: string; readonly tag: string; readonly digest: string }

export function imageRow(cli: Cli, image: ImageSummary, name: ImageName, trunc: boolean): object {
  const unknown = image.Size === -1 || image.SharedSize === -1;
  return makeRow(IMAGE_ROWS, {
    ID: () => (trunc ? truncateID(image.Id) : image.Id),
    Repository: () => name.repo,
    Tag: () => name.tag,
    Digest: () => name.digest,
    CreatedSince: () => `${age(cli, image.Created)} ago`,
    CreatedAt: () => goTime(image.Created),
    Size: () => humanSizeWithPrecision(image.Size, 3),
    Containers: () => (image.Containers === -1 ? 'N/A' : String(image.Containers)),
    VirtualSize: () => humanSize(image.Size),
    SharedSize: () => (image.SharedSize === -1 ? 'N/A' : humanSize(image.SharedSize)),
    UniqueSize: () => (unknown ? 'N/A' : humanSize(image.Size - image.SharedSize)),
  });
}

export function isDangling(image: ImageSummary): boolean {
  const tags = image.RepoTags ?? [];
  const digests = image.RepoDigests ?? [];
  if (tags.length === 0 && digests.length === 0) return true;
  return tags.length === 1 && tags[0] === '<none>:<none>' && digests.length === 1 && digests[0] === '<none>@<none>';
}

/** The lines that an image gets: one a tag, or one a digest when it has no tag. `withDigest` multiplies tags by digests. */
export function imageNames(image: ImageSummary, withDigest: boolean, digestColumn: boolean): ImageName[] {
  if (isDangling(image)) return [{ repo: '<none>', tag: '<none>', digest: '<none>' }];
  const tags = new Map<string, string[]>();
  const digests = new Map<string, string[]>();
  for (const text of image.RepoTags ?? []) addTo(tags, text, (reference) => reference.tag);
  for (const text of image.RepoDigests ?? []) addTo(digests, text, (reference) => reference.digest);
  const names: ImageName[] = [];
  for (const [repo, list] of tags) {
    const known = withDigest ? digests.get(repo) ?? [] : [];
    digests.delete(repo);
    for (const tag of list) for (const digest of known.length === 0 ? ['<none>'] : known) names.push({ repo, tag, digest });
  }
  for (const [repo, list] of digests) {
    if (digestColumn) for (const digest of list) names.push({ repo, tag: '<none>', digest });
    else names.push({ repo, tag: '<none>', digest: '' });
  }
  return names;
}

function addTo(map: Map<string, string[]>, text: string, part: (reference: { tag?: string; digest?: string }) => string | undefined): void {
  try {
    const reference = parseNormalizedNamed(text);
    const value = part(reference);
    if (value === undefined) return;
    const name = familiarName(reference);
    map.set(name, [...(map.get(name) ?? []), value]);
  } catch {
    // What is no reference is not shown.
  }
}
