/** The rows of `docker system df` (docker/cli cli/command/formatter/disk_usage.go). */
import type { DiskUsage } from '../../api/system.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import { makeRow, type RowType } from '../format/formatter.ts';

const HEADERS = { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' };
export const USAGE_ROWS: RowType = { goName: '*formatter.diskUsageContainersContext', headers: HEADERS };

const share = (part: number, whole: number): string => (whole > 0 ? `${humanSize(part)} (${Math.trunc((part * 100) / whole)}%)` : humanSize(part));
const sum = <T>(items: readonly T[], size: (item: T) => number): number => items.reduce((total, item) => total + size(item), 0);

function usageRow(goName: string, type: string, count: number, active: number, size: number, reclaimable: string): object {
  return makeRow({ goName, headers: HEADERS }, {
    Type: () => type, TotalCount: () => String(count), Active: () => String(active), Size: () => humanSize(size), Reclaimable: () => reclaimable,
  });
}

/** One row each for images, containers, volumes and the build cache. */
export function usageRows(usage: DiskUsage): object[] {
  const images = usage.Images ?? [];
  const containers = usage.Containers ?? [];
  const volumes = usage.Volumes ?? [];
  const cache = usage.BuildCache ?? [];
  const layers = usage.LayersSize ?? 0;
  const usedImages = sum(images.filter((i) => i.Containers !== 0 && i.Size !== -1 && i.SharedSize !== -1), (i) => i.Size - i.SharedSize);
  const isActive = (state: string): boolean => ['running', 'paused', 'restarting'].includes(state);
  const containerSize = sum(containers, (c) => c.SizeRw ?? 0);
  const idle = sum(containers.filter((c) => !isActive(c.State)), (c) => c.SizeRw ?? 0);
  const sized = volumes.filter((v) => v.UsageData?.Size !== -1);
  const volumeSize = sum(sized, (v) => v.UsageData?.Size ?? 0);
  const unused = sum(sized.filter((v) => v.UsageData?.RefCount === 0), (v) => v.UsageData?.Size ?? 0);
  const cacheSize = cacheTotal(usage);
  const busy = sum(cache.filter((c) => c.InUse && !c.Shared), (c) => c.Size);
  return [
    usageRow('*formatter.diskUsageImagesContext', 'Images', images.length, images.filter((i) => i.Containers > 0).length, layers, share(layers - usedImages, layers)),
    usageRow('*formatter.diskUsageContainersContext', 'Containers', containers.length, containers.filter((c) => isActive(c.State)).length, containerSize, share(idle, containerSize)),
    usageRow('*formatter.diskUsageVolumesContext', 'Local Volumes', volumes.length, volumes.filter((v) => (v.UsageData?.RefCount ?? 0) > 0).length, volumeSize, share(unused, volumeSize)),
    usageRow('*formatter.diskUsageBuilderContext', 'Build Cache', cache.length, cache.filter((c) => c.InUse).length, cacheSize, humanSize(cacheSize - busy)),
  ];
}

/** The size of the build cache without what is shared. */
export const cacheTotal = (usage: DiskUsage): number => sum((usage.BuildCache ?? []).filter((c) => !c.Shared), (c) => c.Size);
