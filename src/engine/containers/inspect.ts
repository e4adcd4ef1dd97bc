/** GET /containers/{id}/json (moby daemon/inspect.go): fields in the order of the daemon's JSON. */
import type { ContainerInspect, ContainerState, MountPoint } from '../../api/container.ts';
import { rfc3339Nano } from '../time.ts';
import type { Container, MountPointRecord } from './container.ts';
import { containerFolder } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { sortedMap } from './config.ts';

function inspectState(container: Container): ContainerState {
  const { state } = container;
  return {
    Status: container.status, Running: state.running, Paused: state.paused, Restarting: state.restarting, OOMKilled: state.oomKilled, Dead: state.dead,
    Pid: state.pid, ExitCode: state.exitCode, Error: state.error, StartedAt: rfc3339Nano(state.startedAt), FinishedAt: rfc3339Nano(state.finishedAt),
    ...(state.health ? { Health: { Status: state.health.status, FailingStreak: state.health.failingStreak, Log: [...state.health.log] } } : {}),
  };
}

/** A mount as inspect shows it; the list leaves out where a volume lies. */
export function inspectMount(point: MountPointRecord, source = point.source): MountPoint {
  return {
    Type: point.type, ...(point.name ? { Name: point.name } : {}), Source: source, Destination: point.destination, ...(point.driver ? { Driver: point.driver } : {}),
    Mode: point.mode, RW: point.readWrite, Propagation: point.propagation,
  };
}

export function inspectContainer(engine: ContainerEngine, container: Container, size: boolean): ContainerInspect {
  const folder = containerFolder(engine, container.id);
  const file = (name: string): string => (container.launched ? `${folder}/${name}` : '');
  const layer = container.layer ?? engine.daemon.images.openLayer(container.id);
  const image = container.imageId === '' ? undefined : engine.daemon.images.find(container.imageId);
  const execs = [...container.execs.keys()];
  const sizes = size && layer ? { SizeRw: layer.size(), SizeRootFs: layer.size() + (image?.size ?? 0) } : {};
  return {
    Id: container.id, Created: rfc3339Nano(container.created), Path: container.path, Args: [...container.args], State: inspectState(container),
    Image: container.imageId, ResolvConfPath: file('resolv.conf'), HostnamePath: file('hostname'), HostsPath: file('hosts'), LogPath: container.logPath,
    Name: `/${container.name}`, RestartCount: container.restartCount, Driver: 'overlay2', Platform: 'linux', MountLabel: '', ProcessLabel: '',
    AppArmorProfile: '', ExecIDs: execs.length > 0 ? execs : null, HostConfig: container.hostConfig,
    GraphDriver: { Data: layer ? sortedMap({ ...layer.graphDriver.Data, ID: container.id }) : null, Name: layer?.graphDriver.Name ?? 'overlay2' },
    ...sizes, Mounts: container.mountPoints.map((point) => inspectMount(point)), Config: container.config,
    NetworkSettings: engine.daemon.networks.settings(container.id) as ContainerInspect['NetworkSettings'],
  };
}
