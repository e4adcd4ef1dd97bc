/** Lists and prunes volumes by filters (moby volume/service). */
import type { Volume as ApiVolume, VolumesPruneResponse } from '../../api/volume.ts';
import type { Volume } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import { sortedMap } from '../content/sorted.ts';
import { ANONYMOUS_LABEL } from './service.ts';
import type { Volumes } from './service.ts';

/** A volume as the API shows it. */
export function apiVolume(volumes: Volumes, volume: Volume): ApiVolume {
  const labels = volumes.labels(volume.name);
  return {
    CreatedAt: volume.createdAt, Driver: volume.driver, Labels: labels && sortedMap(labels), Mountpoint: volume.mountpoint, Name: volume.name, Options: volume.options && sortedMap(volume.options), Scope: 'local',
  };
}

/** Volumes that hold the filters name, driver, label and dangling. 400 for other ones. */
export function listVolumes(volumes: Volumes, filters: Filters): Volume[] {
  filters.accept(['dangling', 'driver', 'label', 'name']);
  const dangling = filters.has('dangling') ? filters.boolean('dangling', false) : undefined;
  return volumes.list().filter((volume) =>
    (!filters.has('name') || filters.get('name').some((part) => volume.name.includes(part) || filters.match('name', volume.name)))
    && filters.exact('driver', volume.driver)
    && filters.labels('label', volume.labels)
    && (dangling === undefined || (volumes.users(volume.name).length === 0) === dangling));
}

/** Removes unused volumes: anonymous ones, all with `all=true` (before API 1.42 always all). */
export function pruneVolumes(volumes: Volumes, filters: Filters, legacy: boolean): VolumesPruneResponse {
  filters.accept(['all', 'label', 'label!']);
  const all = legacy || filters.boolean('all', false);
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const volume of volumes.list()) {
    if (volumes.users(volume.name).length > 0) continue;
    if (!all && volume.labels[ANONYMOUS_LABEL] === undefined) continue;
    if (!filters.labels('label', volume.labels)) continue;
    if (filters.has('label!') && filters.labels('label!', volume.labels)) continue;
    reclaimed += volumes.size(volume.name);
    volumes.remove(volume.name, false);
    deleted.push(volume.name);
  }
  volumes.daemon.events.publish('volume', 'prune', '', { reclaimed: String(reclaimed) });
  return { VolumesDeleted: deleted, SpaceReclaimed: reclaimed };
}
