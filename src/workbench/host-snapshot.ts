// Draws the daemon's parts of a host's picture from its services; fetched with the daemon. Looking runs nothing in the simulation.
import { statusText, summarize } from '../engine/containers/list.ts';
import { Filters } from '../engine/filters.ts';
import type { RunningDaemon } from '../engine/main.ts';
import { listImages } from '../engine/images/list.ts';
import { humanDuration } from '../formats/go-units/duration.ts';
import type { Machine } from '../machine/machine.ts';
import type { ContainerState, ContainerView, ImageView, LayerView, LifeStep, Mount, NetworkView, PublishedPort, Snapshot, VolumeView } from './snapshot.ts';

const BUILT_IN = new Set(['bridge', 'host', 'none']);
const NO_FILTERS = new Filters(new Map());

/** The parts of the picture that are the daemon's. `lifeOf` tells what a container has lived through. */
export function draw(daemon: RunningDaemon, machine: Machine, lifeOf: (id: string) => readonly LifeStep[]): Pick<Snapshot, 'containers' | 'images' | 'networks' | 'volumes'> {
  return { containers: containers(daemon, lifeOf, machine), images: images(daemon, machine.kernel.realtime()), networks: networks(daemon), volumes: volumes(daemon) };
}

/** The statuses of all containers by id, as they read at a real time of the machine. */
export function statuses(daemon: RunningDaemon, now: bigint): Record<string, string> {
  return Object.fromEntries([...daemon.containers.engine.store.list()].map((container) => [container.id, statusText(container, now)]));
}

function containers(daemon: RunningDaemon, lifeOf: (id: string) => readonly LifeStep[], { kernel, host }: Machine): ContainerView[] {
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
      exposed: Object.keys(container.config.ExposedPorts ?? {}), ports, mounts, writable: summary.SizeRw ?? 0, layers: [...(daemon.images.find(container.imageId)?.layers ?? [])], history: lived(lifeOf(container.id), summary.State as ContainerState),
      endpoints: Object.entries(daemon.networks.endpoints(container.id)).map(([network, endpoint]) => ({ network, address: endpoint.IPAddress, aliases: [...(endpoint.DNSNames ?? endpoint.Aliases ?? [])] })),
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
