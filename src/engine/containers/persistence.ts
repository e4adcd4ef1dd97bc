/** config.v2.json and hostconfig.json: what of a container survives the daemon (moby container.ToDisk). */
import type { ContainerConfig, HostConfig, NetworkingConfig } from '../../api/container.ts';
import type { EndpointSettings } from '../../api/network.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { isSysError } from '../../kernel/errno.ts';
import { parseRFC3339, rfc3339Nano } from '../time.ts';
import { Container } from './container.ts';
import type { HealthState, MountPointRecord } from './container.ts';
import { containerFolder } from './engine.ts';
import type { ContainerEngine } from './engine.ts';

/** Writes what has changed: every change is one of config.v2.json, few are of hostconfig.json. */
export function save(engine: ContainerEngine, c: Container): void {
  if (c.removed) return;
  const folder = containerFolder(engine, c.id);
  const { state } = c;
  const record = {
    State: {
      Running: state.running, Paused: state.paused, Restarting: state.restarting, OOMKilled: state.oomKilled, RemovalInProgress: state.removalInProgress,
      Dead: state.dead, Pid: state.pid, ExitCode: state.exitCode, Error: state.error, StartedAt: rfc3339Nano(state.startedAt),
      FinishedAt: rfc3339Nano(state.finishedAt), Health: state.health ?? null,
    },
    ID: c.id, Created: rfc3339Nano(c.created), Managed: false, Path: c.path, Args: c.args, Config: c.config, Image: c.imageId,
    NetworkSettings: { Networks: engine.daemon.networks.endpoints(c.id) }, LogPath: c.logPath, Name: `/${c.name}`, Driver: 'overlay2', OS: 'linux',
    RestartCount: c.restartCount, HasBeenStartedBefore: c.hasBeenStartedBefore, Launched: c.launched, HasBeenManuallyStopped: c.hasBeenManuallyStopped,
    HasBeenManuallyRestarted: c.hasBeenManuallyRestarted, MountPoints: c.mountPoints,
  };
  engine.daemon.fs.writeFile(`${folder}/config.v2.json`, encodeJSON(record), 0o600);
  if (c.savedHostConfig === c.hostConfig) return;
  engine.daemon.fs.writeFile(`${folder}/hostconfig.json`, encodeJSON(c.hostConfig), 0o600);
  c.savedHostConfig = c.hostConfig;
}

interface SavedRecord {
  State: { Running: boolean; Restarting: boolean; OOMKilled: boolean; Dead: boolean; ExitCode: number; Error: string; StartedAt: string; FinishedAt: string; Health: HealthState | null };
  ID: string; Created: string; Path: string; Args: string[]; Config: ContainerConfig; Image: string;
  NetworkSettings: { Networks: Record<string, EndpointSettings> }; LogPath: string; Name: string; RestartCount: number;
  HasBeenStartedBefore: boolean; Launched: boolean; HasBeenManuallyStopped: boolean; HasBeenManuallyRestarted: boolean; MountPoints: MountPointRecord[];
}

/** Reads one container back; undefined when its folder is not a container's. `wasRunning`: the daemon ended under it. */
export function load(engine: ContainerEngine, id: string): { container: Container; wasRunning: boolean } | undefined {
  const folder = containerFolder(engine, id);
  try {
    const saved = decodeJSON(engine.daemon.fs.readText(`${folder}/config.v2.json`)) as SavedRecord;
    const hostConfig = decodeJSON(engine.daemon.fs.readText(`${folder}/hostconfig.json`)) as HostConfig;
    const container = new Container({
      id: saved.ID, name: saved.Name.slice(1), created: parseRFC3339(saved.Created) ?? 0n, config: saved.Config, hostConfig, imageId: saved.Image,
      path: saved.Path, args: saved.Args,
    });
    Object.assign(container.state, {
      oomKilled: saved.State.OOMKilled, dead: saved.State.Dead, exitCode: saved.State.ExitCode, error: saved.State.Error,
      startedAt: parseRFC3339(saved.State.StartedAt), finishedAt: parseRFC3339(saved.State.FinishedAt), health: saved.State.Health ?? undefined,
    });
    container.mountPoints = saved.MountPoints;
    container.networking = { EndpointsConfig: saved.NetworkSettings.Networks } as NetworkingConfig;
    container.logPath = saved.LogPath;
    container.restartCount = saved.RestartCount;
    container.launched = saved.Launched;
    container.hasBeenStartedBefore = saved.HasBeenStartedBefore;
    container.hasBeenManuallyStopped = saved.HasBeenManuallyStopped;
    container.hasBeenManuallyRestarted = saved.HasBeenManuallyRestarted;
    return { container, wasRunning: saved.State.Running || saved.State.Restarting };
  } catch (error) {
    if (isSysError(error) || error instanceof SyntaxError || (error as Error).name === 'JSONSyntaxError') return undefined;
    throw error;
  }
}
