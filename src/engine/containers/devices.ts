/** Devices of a container: --device, --privileged, and --gpus, for which no host here has a driver (moby daemon/devices.go). */
import type { DeviceRequest } from '../../api/container.ts';
import type { Inode } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';

/** Throws for the first request: only drivers that a host has can answer one. */
export function refuseDeviceRequests(requests: readonly DeviceRequest[] | null): void {
  const [request] = requests ?? [];
  if (!request) return;
  const capabilities = (request.Capabilities ?? []).map((names) => `[${names.join(' ')}]`).join(' ');
  throw new DaemonError(500, `could not select device driver ${JSON.stringify(request.Driver)} with capabilities: [${capabilities}]`);
}

/** --device, and all of the host's devices for --privileged. */
export function addDevices(engine: ContainerEngine, container: Container, dev: Inode): void {
  const { fs } = engine.daemon;
  const add = (source: string, target: string): void => {
    const stat = fs.stat(source);
    if (stat.kind !== 'char' && stat.kind !== 'block') throw new DaemonError(500, `error gathering device information while adding custom device ${JSON.stringify(source)}: not a device node`);
    const names = target.replace(/^\/dev\//, '').split('/');
    const name = names.pop() ?? '';
    let folder = dev;
    for (const part of names) folder = folder.lookup?.(part) ?? folder.create!(part, { kind: 'directory', mode: 0o755, uid: 0, gid: 0 });
    if (!folder.lookup?.(name)) folder.create?.(name, { kind: stat.kind, rdev: stat.rdev, mode: stat.mode, uid: stat.uid, gid: stat.gid });
  };
  if (container.hostConfig.Privileged) {
    for (const entry of fs.readdir('/dev')) if (entry.kind === 'char' || entry.kind === 'block') add(`/dev/${entry.name}`, `/dev/${entry.name}`);
  }
  for (const device of container.hostConfig.Devices ?? []) {
    if (!fs.exists(device.PathOnHost)) throw new DaemonError(500, `error gathering device information while adding custom device ${JSON.stringify(device.PathOnHost)}: no such file or directory`);
    const target = device.PathInContainer || device.PathOnHost;
    if (target.startsWith('/dev/')) add(device.PathOnHost, target);
  }
}
