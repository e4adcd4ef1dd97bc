// Draws the snapshot of a host from its daemon's services. Looking runs nothing in the simulation.
import type { EventMessage } from '../api/events.ts';
import { statusText, summarize } from '../engine/containers/list.ts';
import { Filters } from '../engine/filters.ts';
import type { RunningDaemon } from '../engine/main.ts';
import { listImages } from '../engine/images/list.ts';
import { humanDuration } from '../formats/go-units/duration.ts';
import type { Machine } from '../machine/machine.ts';
import type { ContainerState, ContainerView, EngineEvent, ImageView, LastCommand, LayerView, LifeStep, Mount, NetworkView, PublishedPort, Snapshot, VolumeView } from './snapshot.ts';

const BUILT_IN = new Set(['bridge', 'host', 'none']);
const EVENTS_SHOWN = 200;
const NO_FILTERS = new Filters(new Map());

/** Actions of container events that are a step in its life, and the state they lead to. */
const STEPS: Readonly<Record<string, ContainerState>> = { create: 'created', start: 'running', restart: 'running', pause: 'paused', unpause: 'running', die: 'exited', oom: 'running' };

/** What happened on the host, remembered as long as the machine lives. */
export class HostHistory {
  readonly events: EngineEvent[] = [];
  readonly #lives = new Map<string, LifeStep[]>();
  readonly #machine: Machine;

  constructor(machine: Machine, changed: () => void) {
    this.#machine = machine;
    const booted = machine.kernel.realtime() - BigInt(Math.round(machine.kernel.now()));
    const follow = (daemon: RunningDaemon): void => {
      const add = (event: EventMessage): void => this.#add(event, Number(BigInt(event.timeNano) - booted) / 1e6);
      // What the scenario of a lesson did before.
      daemon.events.history.forEach(add);
      daemon.events.subscribe((event) => {
        add(event);
        changed();
      });
    };
    if (machine.daemon) follow(machine.daemon);
    machine.onDaemon = follow;
  }

  #add({ Type: type, Action: action, Actor: { ID: id, Attributes: attributes } }: EventMessage, at: number): void {
    this.events.push({ at, type, action, actor: attributes['name'] ?? id.replace(/^sha256:/, '').slice(0, 12), attributes: { ...attributes } });
    if (type === 'container') this.#step(id, action, attributes, at);
  }

  #step(id: string, action: string, attributes: Readonly<Record<string, string>>, at: number): void {
    const state = STEPS[action];
    if (!state) return;
    const life = this.#lives.get(id) ?? [];
    this.#lives.set(id, life);
    if (action === 'restart') return;
    const exitCode = action === 'die' ? Number(attributes['exitCode'] ?? 0) : undefined;
    const killed = life.at(-1)?.cause === 'oom';
    life.push({ state, cause: action === 'die' && killed ? 'OOM' : action === 'die' ? 'exit' : action, at, ...(exitCode === undefined ? {} : { exitCode }) });
  }

  life(id: string): LifeStep[] {
    return this.#lives.get(id) ?? [];
  }

  /** The statuses of all containers by id, as they read at a virtual time in milliseconds. */
  statuses(at: number): Record<string, string> {
    const { daemon, kernel } = this.#machine;
    const now = kernel.realtime() + BigInt(Math.round(at * 1e6 - kernel.now()));
    return Object.fromEntries([...(daemon?.containers.engine.store.list() ?? [])].map((container) => [container.id, statusText(container, now)]));
  }

  /** Everything that the panels show. */
  snapshot(lastCommand: LastCommand | undefined): Snapshot {
    const { daemon, world } = this.#machine;
    const running = daemon !== undefined && this.#machine.host.mounts !== undefined;
    return {
      host: { name: world.hostname, os: 'Debian 12', engine: 'Docker 28.2.2' },
      containers: running ? containers(daemon, this, this.#machine) : [],
      images: running ? images(daemon, this.#machine.kernel.realtime()) : [],
      networks: running ? networks(daemon) : [],
      volumes: running ? volumes(daemon) : [],
      events: this.events.slice(-EVENTS_SHOWN),
      ...(lastCommand ? { lastCommand } : {}),
    };
  }
}

function containers(daemon: RunningDaemon, history: HostHistory, { kernel, host }: Machine): ContainerView[] {
  const { engine } = daemon.containers;
  const programs = new Map(kernel.processes(host).map(({ pid, comm }) => [pid, comm]));
  return [...engine.store.list()].map((container) => {
    const summary = summarize(engine, container, true);
    const listening = new Set(container.net?.sockets().filter((socket) => socket.state === 'LISTEN' || socket.state === 'UNCONN').map((socket) => (socket.local.family === 'inet' ? `${socket.local.port}/${socket.protocol}` : '')) ?? []);
    const ports: PublishedPort[] = summary.Ports.filter((port) => port.PublicPort !== undefined && !(port.IP ?? '').includes(':')).map((port) => ({
      hostIp: port.IP ?? '', hostPort: port.PublicPort ?? 0, containerPort: port.PrivatePort, protocol: port.Type === 'udp' ? 'udp' : 'tcp', reaches: listening.has(`${port.PrivatePort}/${port.Type}`),
    }));
    const mounts: Mount[] = summary.Mounts.map((mount) => ({ kind: mount.Type === 'volume' || mount.Type === 'tmpfs' ? mount.Type : 'bind', source: mount.Name ?? mount.Source ?? '', destination: mount.Destination, readOnly: !mount.RW }));
    const pid1 = container.state.running ? programs.get(container.state.pid) : undefined;
    return {
      id: container.id, name: container.name, image: summary.Image, command: summary.Command, state: summary.State as ContainerState, status: statusText(container, daemon.proc.realtime()), exitCode: container.state.exitCode, oomKilled: container.state.oomKilled, ...(pid1 ? { pid1 } : {}),
      exposed: Object.keys(container.config.ExposedPorts ?? {}), ports, mounts, writable: summary.SizeRw ?? 0, layers: [...(daemon.images.find(container.imageId)?.layers ?? [])], history: lived(history.life(container.id), summary.State as ContainerState),
      endpoints: Object.entries(summary.NetworkSettings?.Networks ?? {}).map(([network, endpoint]) => ({ network, address: endpoint.IPAddress, aliases: [...(endpoint.DNSNames ?? endpoint.Aliases ?? [])] })),
    };
  });
}

/** A life whose last step says what the daemon says now: a container that ended may be waiting to start again. */
function lived(steps: readonly LifeStep[], state: ContainerState): LifeStep[] {
  const last = steps.at(-1);
  return last?.state === 'exited' && state === 'restarting' ? [...steps.slice(0, -1), { ...last, state }] : [...steps];
}

function images(daemon: RunningDaemon, now: bigint): ImageView[] {
  return listImages(daemon.images, { all: false, filters: NO_FILTERS, sharedSize: false }).map((summary) => {
    const image = daemon.images.find(summary.Id);
    const stored = daemon.images.stored(summary.Id);
    const sizes = daemon.images.layers.chain(stored.chain);
    const made = (stored.document.history ?? []).filter((entry) => !entry.empty_layer);
    const layers: LayerView[] = (image?.layers ?? []).map((digest, i) => ({ digest, size: sizes[i]?.size ?? 0, createdBy: made[i]?.created_by ?? '' }));
    return { id: summary.Id, tags: summary.RepoTags ?? [], size: summary.Size, created: `${humanDuration(Number(now / 1_000_000_000n) - summary.Created)} ago`, layers };
  });
}

function networks(daemon: RunningDaemon): NetworkView[] {
  return daemon.networks.list(NO_FILTERS).map((network) => {
    const pool = network.IPAM.Config?.[0];
    return { id: network.Id, name: network.Name, driver: network.Driver, subnet: pool?.Subnet ?? '', gateway: pool?.Gateway ?? '', internal: network.Internal, dns: network.Driver === 'bridge' && network.Name !== 'bridge', builtin: BUILT_IN.has(network.Name) };
  });
}

function volumes(daemon: RunningDaemon): VolumeView[] {
  return daemon.volumes.list().map((volume) => ({ name: volume.name, driver: volume.driver, size: daemon.volumes.size(volume.name), anonymous: volume.anonymous }));
}
