/** GET /system/df (moby daemon/disk_usage.go). */
import type { DiskUsage } from '../../api/system.ts';
import type { Volume as ApiVolume } from '../../api/volume.ts';
import { DaemonError } from '../daemon.ts';
import { summarize } from '../containers/list.ts';
import type { ContainerEngine } from '../containers/engine.ts';
import type { BuildCache } from '../../api/system.ts';

const TYPES = ['container', 'image', 'volume', 'build-cache'];

/** The builder tells what it keeps; until it is there, nothing is kept. */
interface BuildCacheSource { buildCache?(): readonly BuildCache[] }

/** All types, or those named; 400 for others. */
export function diskUsage(engine: ContainerEngine, types: readonly string[]): DiskUsage {
  for (const type of types) if (!TYPES.includes(type)) throw new DaemonError(400, `unknown object type: ${type}`);
  const wants = (type: string): boolean => types.length === 0 || types.includes(type);
  const { daemon, store } = engine;
  const usage: DiskUsage = {};
  if (wants('image')) {
    const { layersSize, images } = daemon.images.diskUsage();
    usage.LayersSize = layersSize;
    usage.Images = [...images] as NonNullable<DiskUsage['Images']>;
  }
  if (wants('container')) usage.Containers = [...store.list()].reverse().map((container) => summarize(engine, container, true));
  if (wants('volume')) {
    usage.Volumes = daemon.volumes.list().map((volume): ApiVolume => ({
      CreatedAt: volume.createdAt, Driver: volume.driver, Labels: { ...volume.labels }, Mountpoint: volume.mountpoint, Name: volume.name,
      Options: volume.options ? { ...volume.options } : null, Scope: volume.scope as ApiVolume['Scope'],
      UsageData: { RefCount: daemon.volumes.users(volume.name).length, Size: daemon.volumes.size(volume.name) },
    }));
  }
  if (wants('build-cache')) usage.BuildCache = [...((daemon as unknown as BuildCacheSource).buildCache?.() ?? [])];
  return usage;
}
