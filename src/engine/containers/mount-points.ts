/** Turns what was asked for into the container's mounts, making volumes on the way (moby registerMountPoints, createContainerVolumes). */
import type { ContainerConfig, HostConfig } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon, Volume } from '../daemon.ts';
import type { MountPointRecord } from './container.ts';
import { cleanPath, parseBind, parseMount, parseVolumesFrom } from './mounts.ts';
import type { MountSpec } from './mounts.ts';
import type { ContainerStore } from './store.ts';

const LOCAL = 'local';

function volumePoint(spec: MountSpec, volume: Volume, mode: string): MountPointRecord {
  return {
    type: 'volume', name: volume.name, source: volume.mountpoint, destination: cleanPath(spec.target), driver: volume.driver, mode,
    readWrite: !spec.readOnly, propagation: '', copyData: !spec.noCopy, anonymous: spec.source === '', createSource: false, subpath: spec.subpath,
    tmpfsOptions: '',
  };
}

/** Mounts of a new container, in the order of their registration. Volumes are made; nothing is mounted. */
export function registerMountPoints(
  daemon: Daemon, store: ContainerStore, containerId: string, config: ContainerConfig, hostConfig: HostConfig,
): MountPointRecord[] {
  const points = new Map<string, MountPointRecord>();
  const taken = new Set<string>(Object.keys(hostConfig.Tmpfs ?? {}).map(cleanPath));
  for (const from of hostConfig.VolumesFrom ?? []) {
    const { container, mode } = parseVolumesFrom(from);
    const other = notFoundIsInvalid(() => store.get(container));
    for (const point of other.mountPoints) {
      points.set(point.destination, { ...point, readWrite: point.readWrite && !mode.split(',').includes('ro'), mode: '', copyData: false });
    }
  }
  const claim = (destination: string): void => {
    if (taken.has(destination)) throw new DaemonError(400, `Duplicate mount point: ${destination}`);
    taken.add(destination);
  };
  const add = (spec: MountSpec): void => {
    const destination = cleanPath(spec.target);
    claim(destination);
    if (spec.type === 'volume') {
      const volume = makeVolume(daemon, spec);
      points.set(destination, volumePoint(spec, volume, spec.mode === '' && volume.driver === LOCAL ? 'z' : spec.mode));
    } else {
      points.set(destination, {
        type: spec.type, name: '', source: spec.source, destination, driver: '', mode: spec.mode, readWrite: !spec.readOnly, propagation: spec.propagation,
        copyData: false, anonymous: false, createSource: spec.createSource, subpath: '', tmpfsOptions: spec.tmpfsOptions,
      });
    }
  };
  for (const bind of hostConfig.Binds ?? []) add(parseBind(bind, hostConfig.VolumeDriver));
  for (const mount of hostConfig.Mounts ?? []) add(parseMount(mount, (path) => daemon.fs.exists(path)));
  for (const target of Object.keys(config.Volumes ?? {})) {
    const destination = cleanPath(target);
    if (points.has(destination) || taken.has(destination)) continue;
    const spec = anonymous(target, hostConfig.VolumeDriver);
    points.set(destination, volumePoint(spec, makeVolume(daemon, spec), ''));
  }
  for (const point of points.values()) if (point.type === 'volume') daemon.volumes.acquire(point.name, containerId);
  return [...points.values()];
}

function anonymous(target: string, driver: string): MountSpec {
  return {
    type: 'volume', source: '', target, readOnly: false, mode: '', propagation: '', noCopy: false, driver, driverOptions: {}, labels: {}, subpath: '',
    tmpfsOptions: '', createSource: false,
  };
}

function makeVolume(daemon: Daemon, spec: MountSpec): Volume {
  return notFoundIsInvalid(() => daemon.volumes.create({
    name: spec.source, ...(spec.driver ? { driver: spec.driver } : {}),
    ...(Object.keys(spec.driverOptions).length > 0 ? { driverOpts: spec.driverOptions } : {}),
    ...(Object.keys(spec.labels).length > 0 ? { labels: spec.labels } : {}),
  }));
}

/** Errors while mounts are registered are errors of the request: a container that is not found is 400 here. */
function notFoundIsInvalid<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof DaemonError && error.status === 404 && error.message.startsWith('No such container')) throw new DaemonError(400, error.message);
    throw error;
  }
}

/** `invalid mount path: '…' mount path must be absolute` for the paths of VOLUME and --tmpfs. */
export function validateMountPaths(targets: readonly string[]): void {
  for (const target of targets) {
    if (!target.startsWith('/')) throw new DaemonError(400, `invalid mount path: '${target}' mount path must be absolute`);
    if (cleanPath(target) === '/') throw new DaemonError(400, "invalid specification: destination can't be '/'");
  }
}
