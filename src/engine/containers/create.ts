/** POST /containers/create (moby daemon/create.go): checks, merges with the image, claims name and volumes, makes the writable layer. */
import type { CreateRequest, NetworkingConfig } from '../../api/container.ts';
import { randomName } from '../../formats/names-generator/names.ts';
import { DaemonError } from '../daemon.ts';
import type { Image } from '../daemon.ts';
import { shortId } from '../ids.ts';
import { adaptHostConfig, completeConfig, completeHostConfig, mergeConfig, splitRequest } from './config.ts';
import { Container } from './container.ts';
import { containerFolder, logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { validateLogConfig } from './logs/options.ts';
import { registerMountPoints, validateMountPaths } from './mount-points.ts';
import { save } from './persistence.ts';
import { validateSettings } from './validate.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** A name for the container: the one asked for, or a random one that is free. Throws 400 and 409 as Docker does. */
function reserveName(engine: ContainerEngine, wanted: string, id: string): string {
  const { store, proc } = engine;
  if (wanted !== '') {
    const name = wanted.startsWith('/') ? wanted.slice(1) : wanted;
    if (!NAME.test(name)) throw new DaemonError(400, `Invalid container name (${wanted}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    claimName(engine, name, id);
    return name;
  }
  const stream = proc.random('docker-names');
  for (let retry = 0; retry < 6; retry++) {
    const name = randomName((n) => stream.below(n), retry);
    if (!store.byName(name)) return name;
  }
  return shortId(id);
}

/** 409 when another container has the name. */
export function claimName(engine: ContainerEngine, name: string, id: string): void {
  const other = engine.store.byName(name);
  if (other && other.id !== id) {
    throw new DaemonError(409, `Conflict. The container name "/${name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`);
  }
}

function checkPlatform(reference: string, platform: string): void {
  if (platform === '') return;
  const [os = '', architecture = ''] = platform.split('/');
  if ((os === 'linux' || os === '') && ['', 'amd64', 'x86_64', 'x86-64'].includes(architecture)) return;
  if (os === 'amd64' && architecture === '') return;
  throw new DaemonError(404, `image with reference ${reference} was found but its platform (linux/amd64) does not match the specified platform (${platform})`);
}

interface CreateOptions { readonly name: string; readonly platform: string; readonly request: CreateRequest }

/** Makes a container; the result is its id and warnings. */
export function createContainer(engine: ContainerEngine, options: CreateOptions): { container: Container; warnings: string[] } {
  const { daemon, proc } = engine;
  const parts = splitRequest(options.request);
  const { facts } = proc.host;
  validateSettings(parts.config, parts.hostConfig, facts.cpus);
  const { CgroupParent: parent } = parts.hostConfig;
  if (facts.cgroupVersion === 2 && parent && !/(^|\/)[^/]+\.slice$/.test(parent)) throw new DaemonError(400, 'cgroup-parent for systemd cgroup should be a valid slice named as "xxx.slice"');
  validateMountPaths(Object.keys(parts.hostConfig.Tmpfs ?? {}));
  const networking = normalizeNetworking(parts.networking, parts.hostConfig.NetworkMode);
  let image: Image | undefined;
  if (parts.config.Image) {
    image = daemon.images.resolve(parts.config.Image);
    checkPlatform(parts.config.Image, options.platform);
  }
  const merged = image ? mergeConfig(parts.config, image.config) : parts.config;
  if (merged.Entrypoint?.length === 1 && merged.Entrypoint[0] === '') merged.Entrypoint = null;
  validateMountPaths(Object.keys(merged.Volumes ?? {}));
  const config = completeConfig(merged);
  if ((config.Entrypoint ?? []).length === 0 && (config.Cmd ?? []).length === 0) throw new DaemonError(400, 'no command specified');
  const hostConfig = adaptHostConfig(parts.hostConfig, { logDriver: daemon.config.logDriver, logOpts: daemon.config.logOpts, cgroupVersion: facts.cgroupVersion });
  validateLogConfig(hostConfig.LogConfig);
  daemon.networks.validate(hostConfig, networking);

  const id = daemon.newId();
  const name = reserveName(engine, options.name, id);
  if (config.Hostname === '') config.Hostname = hostConfig.NetworkMode === 'host' || hostConfig.UTSMode === 'host' ? proc.uts.hostname : shortId(id);
  const command = config.Entrypoint && config.Entrypoint.length > 0 ? [...config.Entrypoint, ...(config.Cmd ?? [])] : [...(config.Cmd ?? [])];
  const container = new Container({
    id, name, created: proc.realtime(), config, hostConfig, imageId: image?.id ?? '', path: command[0] ?? '', args: command.slice(1),
  });
  container.networking = networking;
  daemon.fs.mkdirs(containerFolder(engine, id), 0o710);
  const layer = daemon.images.createLayer(id, image);
  container.layer = layer;
  try {
    container.mountPoints = registerMountPoints(daemon, engine.store, id, config, hostConfig);
    daemon.networks.register({ id, name, config, hostConfig, folder: containerFolder(engine, id) }, networking);
  } catch (error) {
    for (const point of container.mountPoints) if (point.name) daemon.volumes.release(point.name, id);
    layer.remove();
    daemon.fs.removeAll(containerFolder(engine, id));
    throw error;
  }
  engine.store.add(container);
  save(engine, container);
  logEvent(engine, container, 'create');
  return { container, warnings: createWarnings(options.request, facts.cgroupVersion) };
}

/** The CLI names the default network `default`; the daemon keeps it as `bridge`. */
function normalizeNetworking(networking: CreateRequest['NetworkingConfig'], mode: string | undefined): NetworkingConfig | undefined {
  if (!networking) return undefined;
  const endpoints: Record<string, unknown> = {};
  for (const [name, endpoint] of Object.entries(networking.EndpointsConfig ?? {})) endpoints[name === 'default' && (mode ?? 'default') === 'default' ? 'bridge' : name] = endpoint;
  return { EndpointsConfig: endpoints } as NetworkingConfig;
}

function createWarnings(request: CreateRequest, cgroupVersion: 1 | 2): string[] {
  const host = completeHostConfig(request.HostConfig ?? {});
  const warnings: string[] = [];
  const { MemorySwappiness: swappiness } = host;
  if (cgroupVersion === 2 && swappiness !== null && swappiness !== -1) warnings.push('Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.');
  if (cgroupVersion === 2 && host.OomKillDisable) warnings.push('Your kernel does not support OomKillDisable. OomKillDisable discarded.');
  else if (host.OomKillDisable && host.Memory === 0) warnings.push('OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.');
  if (host.NetworkMode === 'host' && Object.keys(host.PortBindings ?? {}).length > 0) warnings.push('Published ports are discarded when using host network mode');
  return warnings;
}
