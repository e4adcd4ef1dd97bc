/** GET /containers/json (moby daemon/list.go). */
import type { ContainerStatus, ContainerSummary } from '../../api/container.ts';
import { humanDuration } from '../../formats/go-units/duration.ts';
import { DaemonError } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import { unixSeconds } from '../time.ts';
import type { Container, MountPointRecord } from './container.ts';
import type { ContainerEngine } from './engine.ts';
import { inspectMount } from './inspect.ts';

const FILTERS = ['ancestor', 'before', 'exited', 'id', 'isolation', 'label', 'name', 'status', 'health', 'since', 'volume', 'network', 'is-task', 'publish', 'expose'];
const STATES: readonly ContainerStatus[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const HEALTH = ['none', 'starting', 'healthy', 'unhealthy'];

export interface ListOptions {
  readonly all: boolean;
  readonly limit: number;
  readonly size: boolean;
  readonly filters: Filters;
}

/** `Up 3 seconds (healthy)`, `Exited (0) 2 minutes ago` (moby State.String). */
export function statusText(container: Container, now: bigint): string {
  const { state } = container;
  const since = (time: bigint | undefined): string => humanDuration(Number(now - (time ?? now)) / 1e9);
  if (state.running) {
    if (state.paused) return `Up ${since(state.startedAt)} (Paused)`;
    if (state.restarting) return `Restarting (${state.exitCode}) ${since(state.finishedAt)} ago`;
    if (state.health && state.health.status !== 'none') {
      return `Up ${since(state.startedAt)} (${state.health.status === 'starting' ? 'health: starting' : state.health.status})`;
    }
    return `Up ${since(state.startedAt)}`;
  }
  if (state.removalInProgress) return 'Removal In Progress';
  if (state.dead) return 'Dead';
  if (state.startedAt === undefined) return 'Created';
  return state.finishedAt === undefined ? '' : `Exited (${state.exitCode}) ${since(state.finishedAt)} ago`;
}

interface Ports { readonly start: number; readonly end: number; readonly protocol: string }

/** `80`, `80/udp`, `80-90/tcp` of the filters publish and expose; 500 as moby words it. */
function parsePorts(name: string, values: readonly string[]): Ports[] {
  return values.map((value) => {
    if (value.includes(':')) throw new DaemonError(500, `filter for '${name}' should not contain ':': ${value}`);
    const [range = '', protocol = 'tcp'] = value.split('/');
    const numbers = range.split('-').map((text) => {
      if (!/^\d+$/.test(text)) throw new DaemonError(500, `error while looking up for ${name} ${value}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
      if (Number(text) > 65535) throw new DaemonError(500, `error while looking up for ${name} ${value}: strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`);
      return Number(text);
    });
    return { start: numbers[0]!, end: numbers[1] ?? numbers[0]!, protocol };
  });
}

function validate(filters: Filters): void {
  filters.accept(FILTERS);
  for (const code of filters.get('exited')) {
    if (!/^[+-]?\d+$/.test(code)) throw new DaemonError(400, `invalid filter 'exited=${code}': strconv.Atoi: parsing ${JSON.stringify(code)}: invalid syntax`);
  }
  for (const state of filters.get('status')) {
    if (!STATES.includes(state as ContainerStatus)) {
      throw new DaemonError(400, `invalid filter 'status=${state}': invalid value for state (${state}): must be one of ${STATES.join(', ')}`);
    }
  }
  for (const health of filters.get('health')) {
    if (!HEALTH.includes(health)) throw new DaemonError(400, `invalid filter 'health=${health}': invalid value for health (${health}): must be one of ${HEALTH.join(', ')}`);
  }
}

/** Containers that the filters let through, newest first. */
export function selectContainers(engine: ContainerEngine, options: ListOptions): Container[] {
  const { filters } = options;
  validate(filters);
  const all = options.all || options.limit > 0 || filters.has('status');
  const sorted = [...engine.store.list()].reverse().sort((a, b) => (a.created === b.created ? 0 : a.created > b.created ? -1 : 1));
  const matches = matcher(engine, filters, sorted);
  const out: Container[] = [];
  for (const container of sorted) {
    if (!container.state.running && !all) continue;
    if (!matches(container)) continue;
    out.push(container);
    if (options.limit > 0 && out.length === options.limit) break;
  }
  return out;
}

function matcher(engine: ContainerEngine, filters: Filters, sorted: readonly Container[]): (container: Container) => boolean {
  const { daemon, store } = engine;
  const publish = parsePorts('publish', filters.get('publish'));
  const expose = parsePorts('expose', filters.get('expose'));
  const isTask = filters.has('is-task') ? filters.boolean('is-task', false) : undefined;
  const ordered = filters.has('before') || filters.has('since');
  const positions = new Map(ordered ? sorted.map((container, i): [Container, number] => [container, i]) : []);
  const positionOf = (container: Container): number => positions.get(container) ?? -1;
  const before = filters.get('before').map((reference) => positionOf(store.get(reference)));
  const since = filters.get('since').map((reference) => positionOf(store.get(reference)));
  const ancestors = filters.get('ancestor').map((reference) => daemon.images.find(reference)?.id);
  const exited = filters.get('exited').map(Number);
  const ports = (wanted: readonly Ports[], have: readonly { port: number; protocol: string }[]): boolean =>
    wanted.length === 0 || wanted.some((w) => have.some((h) => h.protocol === w.protocol && h.port >= w.start && h.port <= w.end));

  return (container) => {
    const position = ordered ? positionOf(container) : 0;
    if (isTask) return false;
    if (before.length > 0 && !before.some((i) => position > i)) return false;
    if (since.length > 0 && !since.some((i) => position < i)) return false;
    if (!filters.match('name', container.name) && !filters.match('name', `/${container.name}`)) return false;
    if (!filters.match('id', container.id)) return false;
    if (!filters.labels('label', container.config.Labels)) return false;
    if (exited.length > 0 && (container.state.running || container.state.startedAt === undefined || !exited.includes(container.state.exitCode))) return false;
    if (!filters.exact('status', container.status)) return false;
    if (!filters.exact('health', container.state.health?.status ?? 'none')) return false;
    if (ancestors.length > 0 && !ancestors.includes(container.imageId)) return false;
    if (filters.has('volume') && !container.mountPoints.some((p) => filters.get('volume').includes(p.name || p.source) || filters.get('volume').includes(p.destination))) return false;
    if (filters.has('network')) {
      const networks = Object.entries(daemon.networks.endpoints(container.id));
      if (!networks.some(([name, endpoint]) => filters.get('network').some((wanted) => wanted === name || (wanted !== '' && endpoint.NetworkID.startsWith(wanted))))) return false;
    }
    if (publish.length > 0) {
      const bound = container.state.running
        ? daemon.networks.ports(container.id).filter((p) => p.PublicPort !== undefined).map((p) => ({ port: p.PublicPort!, protocol: p.Type }))
        : Object.entries(container.hostConfig.PortBindings ?? {}).flatMap(([key, bindings]) =>
            (bindings ?? []).map((b) => ({ port: Number(b.HostPort), protocol: key.split('/')[1] ?? 'tcp' })));
      if (!ports(publish, bound)) return false;
    }
    const exposed = Object.keys(container.config.ExposedPorts ?? {}).map((key) => ({ port: Number(key.split('/')[0]), protocol: key.split('/')[1] ?? 'tcp' }));
    return ports(expose, exposed);
  };
}

/** The reference a container was made from, as long as it still means that image; else the image's id. */
function imageName(engine: ContainerEngine, container: Container, found: ImageLookups): string {
  if (container.image === '' || container.image === container.imageId) return container.imageId || container.image;
  let id = found.get(container.image);
  if (id === undefined) {
    id = engine.daemon.images.find(container.image)?.id ?? '';
    found.set(container.image, id);
  }
  return id === container.imageId ? container.image : container.imageId;
}

/** Ids of references already looked up for one list: many containers share an image. */
type ImageLookups = Map<string, string>;

/** The list does not look volumes up: those of VOLUME, whose path was not recorded with the mount, show none. */
function listedSource(point: MountPointRecord): string {
  return point.type === 'volume' && point.anonymous && point.mode === '' ? '' : point.source;
}

export function summarize(engine: ContainerEngine, container: Container, size: boolean, found: ImageLookups = new Map()): ContainerSummary {
  const { daemon } = engine;
  const layer = size ? (container.layer ?? daemon.images.openLayer(container.id)) : undefined;
  const image = size ? daemon.images.find(container.imageId) : undefined;
  const { NetworkMode, Annotations } = container.hostConfig;
  return {
    Id: container.id, Names: [`/${container.name}`], Image: imageName(engine, container, found), ImageID: container.imageId, Command: container.command,
    Created: unixSeconds(container.created), Ports: [...daemon.networks.ports(container.id)],
    ...(layer && layer.size() > 0 ? { SizeRw: layer.size() } : {}), ...(layer ? { SizeRootFs: layer.size() + (image?.size ?? 0) } : {}),
    Labels: container.config.Labels ?? {}, State: container.status, Status: statusText(container, engine.proc.realtime()),
    HostConfig: { NetworkMode, ...(Annotations ? { Annotations } : {}) },
    NetworkSettings: { Networks: Object.fromEntries(Object.entries(daemon.networks.endpoints(container.id)).map(([name, endpoint]) => [name, { ...endpoint, DNSNames: null }])) },
    Mounts: container.mountPoints.map((point) => inspectMount(point, listedSource(point))),
  };
}
