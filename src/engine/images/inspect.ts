/** GET /images/{name}/json and GET /images/{name}/history. */
import type { HistoryItem, ImageInspect } from '../../api/image.ts';
import { NEVER, parseRFC3339, unixSeconds } from '../time.ts';
import { compareVersions } from '../http/router.ts';
import { imageConfigOf } from './document.ts';
import type { StoredImage } from './image-store.ts';
import type { Images } from './service.ts';

/** Fields of a container's configuration that image configs had until API 1.50 and that are never set. */
const LEGACY = { Hostname: '', Domainname: '', AttachStdin: false, AttachStdout: false, AttachStderr: false, Tty: false, OpenStdin: false, StdinOnce: false };

/** What inspect shows. Before API 1.50 the configuration has all fields of a container's and stands last. */
export function inspectImage(images: Images, name: string, version: string): unknown {
  const image = images.stored(name);
  const { document } = image;
  const layers = images.layers.chain(image.chain);
  const top = layers[layers.length - 1];
  const { repoTags, repoDigests } = images.tags(image.id);
  const history = document.history ?? [];
  const comment = document.comment || (history[history.length - 1]?.comment ?? '');
  const inspect: Omit<ImageInspect, 'Config'> & { Config?: unknown } = {
    Id: image.id, RepoTags: repoTags, RepoDigests: repoDigests, Parent: image.parent, Comment: comment, ...(document.created ? { Created: document.created } : {}),
    DockerVersion: document.docker_version ?? '', Author: document.author ?? '', Config: document.config ? imageConfigOf(document.config as Record<string, unknown>) : null, Architecture: document.architecture,
    ...(document.variant ? { Variant: document.variant } : {}), Os: document.os, Size: images.size(image), GraphDriver: top ? images.layers.driver.state(top.cacheId) : { Name: 'overlay2', Data: {} },
    RootFS: { Type: document.rootfs.type, ...(document.rootfs.diff_ids.length ? { Layers: [...document.rootfs.diff_ids] } : {}) }, Metadata: { LastTagTime: images.store.lastTagged(image.id) ?? NEVER },
  };
  if (compareVersions(version, '1.50') >= 0) return inspect;
  const { Config: _, ...rest } = inspect;
  return { ...rest, ...(compareVersions(version, '1.44') < 0 ? { VirtualSize: inspect.Size } : {}), Config: legacyConfig(image) };
}

function legacyConfig(image: StoredImage): unknown {
  const config = imageConfigOf((image.document.config ?? {}) as Record<string, unknown>);
  const { Hostname, Domainname, ...streams } = LEGACY;
  return {
    Hostname, Domainname, User: config.User ?? '', AttachStdin: streams.AttachStdin, AttachStdout: streams.AttachStdout, AttachStderr: streams.AttachStderr,
    ...(config.ExposedPorts ? { ExposedPorts: config.ExposedPorts } : {}), Tty: false, OpenStdin: false, StdinOnce: false, Env: config.Env ?? null, Cmd: config.Cmd ?? null,
    ...(config.Healthcheck ? { Healthcheck: config.Healthcheck } : {}), ...(config.ArgsEscaped ? { ArgsEscaped: true } : {}), Image: '', Volumes: config.Volumes ?? null,
    WorkingDir: config.WorkingDir ?? '', Entrypoint: config.Entrypoint ?? null, OnBuild: config.OnBuild ?? null, Labels: config.Labels ?? null,
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}), ...(config.Shell ? { Shell: config.Shell } : {}),
  };
}

/** The lines of `docker history`, the newest first. */
export function imageHistory(images: Images, name: string): HistoryItem[] {
  const image = images.stored(name);
  const layers = images.layers.chain(image.chain);
  let next = 0;
  const items = (image.document.history ?? []).map((entry): HistoryItem => {
    const size = entry.empty_layer ? 0 : (layers[next++]?.size ?? 0);
    return { Comment: entry.comment ?? '', Created: unixSeconds(parseRFC3339(entry.created ?? '') ?? 0n), CreatedBy: entry.created_by ?? '', Id: '<missing>', Size: size, Tags: null };
  });
  items.reverse();
  // The chain of parents that this engine made itself is known by id.
  let at: StoredImage | undefined = image;
  for (const item of items) {
    if (!at) break;
    const { repoTags } = images.tags(at.id);
    item.Id = at.id;
    item.Tags = repoTags.length ? repoTags : null;
    at = at.parent === '' ? undefined : images.store.get(at.parent);
  }
  return items;
}
