/** The network service of the daemon: networks, and the network side of containers. */
import type { HostConfig, NetworkSettings, PortMap } from '../../api/container.ts';
import type { EndpointSettings, NetworkCreateRequest, NetworkInspect } from '../../api/network.ts';
import { DaemonError } from '../daemon.ts';
import type { ContainerNetworkInfo, Daemon, NetworkService, Sandbox } from '../daemon.ts';
import type { NetworkingConfig } from '../../api/container.ts';
import type { Filters } from '../filters.ts';
import { AddressSpace } from './address-space.ts';
import { addHosts, checkLinks, filePaths, linkTargets, ownRecords, removeHosts, resolver, updateResolvConf, usesResolver, writeFiles } from './container-files.ts';
import { findNetwork, networkEvent, tryFindNetwork } from './context.ts';
import type { NetworkContext } from './context.ts';
import { createNetwork, deleteNetwork, dropNetwork } from './create.ts';
import { restoreNetworks } from './boot.ts';
import { completeSettings, isUserDefined, settingsError } from './endpoint-settings.ts';
import { PREDEFINED, filterNetworks } from './filter.ts';
import { inspectNetwork } from './inspect.ts';
import { linkRecord, linkVariables, parseLink } from './links.ts';
import type { ContainerNetworking, Endpoint } from './model.ts';
import { PortAllocator, parsePort } from './port-allocator.ts';
import { parsePrefix } from './prefix.ts';
import type { Prefix } from './prefix.ts';
import { randomStream } from '../../kernel/random.ts';
import { startResolver } from './resolver.ts';
import { join, leave, tearDown } from './sandbox.ts';

const SHARED = 'container sharing network namespace with another container or host cannot be connected to any other network';
const SINGLE_NONE = 'container cannot be connected to multiple networks with one of the networks in private (none) mode';
const HOST_ONLY = 'cannot connect container to host network - container must be created in host network mode';

/** Makes the service, with the networks of the disk and the three predefined ones. */
export function createNetworkService(daemon: Daemon): Networks {
  return new Networks(daemon);
}

export class Networks implements NetworkService {
  readonly #context: NetworkContext;

  constructor(daemon: Daemon) {
    const pools = daemon.config.defaultAddressPools.flatMap(({ base, size }) => {
      const prefix = parsePrefix(base);
      return prefix ? [{ base: prefix, size }] : [];
    });
    this.#context = {
      daemon,
      host: daemon.proc.net,
      random: daemon.proc.random('dockerd-networks'),
      space: new AddressSpace([...(pools.length > 0 ? pools : DEFAULT_POOLS), ...(pools.some(({ base }) => base.family === 6) ? [] : [uniqueLocalPool(daemon.proc.uts.hostname)])]),
      ports: new PortAllocator(),
      networks: new Map(),
      containers: new Map(),
    };
    restoreNetworks(this.#context);
  }

  // Networks

  list(filters: Filters): NetworkInspect[] {
    return filterNetworks([...this.#context.networks.values()], filters).map((network) => inspectNetwork(network, false));
  }

  /** `scope` as the query of inspect asks for it. */
  inspect(reference: string, scope?: string): NetworkInspect {
    const network = findNetwork(this.#context, reference);
    if (scope && network.record.scope !== scope) throw new DaemonError(404, `network ${reference} not found`);
    return inspectNetwork(network, true);
  }

  create(request: NetworkCreateRequest): string {
    return createNetwork(this.#context, request).record.id;
  }

  remove(reference: string): void {
    deleteNetwork(this.#context, findNetwork(this.#context, reference));
  }

  /** Deletes networks without containers (label and until filters apply); their names. */
  prune(matches: (network: NetworkInspect) => boolean): string[] {
    const used = new Set([...this.#context.containers.values()].filter((container) => container.sandbox).flatMap((container) => [...container.settings.keys()]));
    const gone: string[] = [];
    for (const network of [...this.#context.networks.values()]) {
      const { record } = network;
      if (PREDEFINED.includes(record.name) || network.endpoints.size > 0 || used.has(record.name) || record.configOnly || !matches(inspectNetwork(network, false))) continue;
      dropNetwork(this.#context, network);
      networkEvent(this.#context, 'destroy', network);
      gone.push(record.name);
    }
    return gone;
  }

  exists(reference: string): boolean {
    return tryFindNetwork(this.#context, reference) !== undefined;
  }

  // Containers

  validate(hostConfig: HostConfig, networking: NetworkingConfig | undefined): void {
    const mode = hostConfig.NetworkMode || 'default';
    if (mode === 'container:') throw new DaemonError(400, 'invalid network mode: invalid container format container:<name|id>');
    for (const [name, settings] of Object.entries(networking?.EndpointsConfig ?? {})) {
      if (!settings) throw new DaemonError(400, `invalid config for network ${name}: EndpointsConfig is nil`);
      const network = tryFindNetwork(this.#context, name);
      const wrong = settingsError(network, network?.record.name ?? name, settings);
      if (wrong) throw new DaemonError(400, `invalid config for network ${name}: ${wrong}`);
    }
    for (const link of hostConfig.Links ?? []) {
      const { name } = parseLink(link);
      const target = this.#context.daemon.containers.find(name);
      if (!target) throw new DaemonError(400, `could not get container for ${name}: No such container: ${name}`);
      if (target.hostConfig.NetworkMode === 'host') throw new DaemonError(400, "conflicting options: host type networking can't be used with links. This would result in undefined behavior");
    }
  }

  register(info: ContainerNetworkInfo, networking: NetworkingConfig | undefined): void {
    const mode = info.hostConfig.NetworkMode || 'default';
    const container: ContainerNetworking = { info, name: info.name, settings: new Map(), desiredMac: new Map(), sandbox: undefined };
    this.#context.containers.set(info.id, container);
    if (info.config.NetworkDisabled || mode.startsWith('container:')) return;
    const primary = mode === 'default' ? 'bridge' : (tryFindNetwork(this.#context, mode)?.record.name ?? mode);
    for (const [key, asked] of Object.entries(networking?.EndpointsConfig ?? {})) {
      const name = key === 'default' ? primary : key === mode ? primary : (tryFindNetwork(this.#context, key)?.record.name ?? key);
      container.settings.set(name, completeSettings(asked));
      // What is stored with an endpoint id was chosen, not asked for.
      const mac = asked?.EndpointID ? '' : (asked?.MacAddress ?? '');
      if (mac || (name === primary && info.config.MacAddress)) container.desiredMac.set(name, mac || (info.config.MacAddress ?? ''));
    }
    if (container.settings.size === 0) {
      container.settings.set(primary, completeSettings(undefined));
      if (info.config.MacAddress) container.desiredMac.set(primary, info.config.MacAddress);
    }
  }

  open(containerId: string): Sandbox {
    const container = this.#container(containerId);
    if (container.sandbox) tearDown(this.#context, container);
    const mode = container.info.hostConfig.NetworkMode || 'default';
    if (mode.startsWith('container:')) return { net: this.#joined(container, mode.slice('container:'.length)) };
    const { daemon, host } = this.#context;
    const id = daemon.newId();
    const own = mode !== 'host';
    const net = own ? host.unshare(id.slice(0, 12)) : host;
    // Docker lets containers bind low ports without a capability.
    if (own) net.unprivilegedPortStart = 0;
    net.forwarding = host.forwarding;
    container.sandbox = { id, key: own ? `/var/run/docker/netns/${id.slice(0, 12)}` : '/var/run/docker/netns/default', net, own, endpoints: [], ports: [], gateway: undefined, stopResolver: undefined };
    writeFiles(this.#context, container);
    return { net };
  }

  start(containerId: string): void {
    const container = this.#container(containerId);
    if (!container.sandbox) return;
    try {
      for (const [name, settings] of [...container.settings]) join(this.#context, container, name, settings);
      if (container.settings.has('bridge')) checkLinks(this.#context, container);
      writeFiles(this.#context, container);
      this.#serveNames(container);
    } catch (error) {
      tearDown(this.#context, container);
      throw error;
    }
    this.#tellLinked(container);
  }

  /** The namespace of the container that this one joins. */
  #joined(container: ContainerNetworking, reference: string): Sandbox['net'] {
    const { containers } = this.#context.daemon;
    const other = containers.find(reference);
    if (!other) throw new DaemonError(500, `joining network namespace of container: No such container: ${reference}`);
    if (other.id === container.info.id) throw new DaemonError(400, 'cannot join own network namespace');
    if (!other.running || !other.net) throw new DaemonError(409, `cannot join network namespace of a non running container: container ${other.name} is ${other.status}`);
    return other.net;
  }

  stop(containerId: string): void {
    const container = this.#context.containers.get(containerId);
    if (container) tearDown(this.#context, container);
  }

  forget(containerId: string): void {
    this.stop(containerId);
    this.#context.containers.delete(containerId);
  }

  rename(containerId: string, name: string): void {
    const container = this.#context.containers.get(containerId);
    if (!container) return;
    const old = container.name;
    container.name = name;
    for (const settings of container.settings.values()) settings.DNSNames = settings.DNSNames?.map((known) => (known === old ? name : known)) ?? null;
    for (const endpoint of container.sandbox?.endpoints ?? []) endpoint.name = name;
  }

  /** POST /networks/{id}/connect */
  connect(reference: string, containerReference: string, asked: Partial<EndpointSettings> | null | undefined): void {
    const context = this.#context;
    const view = context.daemon.containers.find(containerReference);
    const container = this.#container(view?.id ?? context.daemon.containers.resolve(containerReference));
    const mode = container.info.hostConfig.NetworkMode || 'default';
    if (mode.startsWith('container:')) throw new DaemonError(400, SHARED);
    const network = findNetwork(context, reference);
    const { record } = network;
    const settings = completeSettings(asked);
    const wrong = settingsError(network, record.name, asked);
    if (wrong) throw new DaemonError(400, wrong);
    if (mode !== 'host' && record.driver === 'host') throw new DaemonError(400, HOST_ONLY);
    for (const name of container.settings.keys()) {
      if (name === record.name) continue;
      const other = tryFindNetwork(context, name);
      if (!other) continue;
      if (other.record.driver === 'host' || record.driver === 'host') throw new DaemonError(400, SHARED);
      if (other.record.driver === 'null' || record.driver === 'null') throw new DaemonError(400, SINGLE_NONE);
    }
    if (asked?.MacAddress) container.desiredMac.set(record.name, asked.MacAddress);
    if (!container.sandbox) {
      settings.NetworkID = '';
      if (!container.settings.has(record.name)) container.settings.set(record.name, settings);
      return;
    }
    if (container.settings.has(record.name) && network.endpoints.has(container.info.id)) throw new DaemonError(403, `endpoint with name ${container.name} already exists in network ${record.name}`);
    const before = resolver(context, container).text;
    let endpoint: Endpoint;
    try {
      endpoint = join(context, container, record.name, settings);
    } catch (error) {
      container.settings.delete(record.name);
      throw error;
    }
    addHosts(context, container, ownRecords(container, endpoint));
    updateResolvConf(context, container, before);
    this.#serveNames(container);
  }

  /** POST /networks/{id}/disconnect */
  disconnect(reference: string, containerReference: string, force: boolean): void {
    const context = this.#context;
    const view = context.daemon.containers.find(containerReference);
    if (!view && force) {
      const network = findNetwork(context, reference);
      throw new DaemonError(404, `endpoint ${containerReference} not found in network ${network.record.name}`.replace(/ in network .*/, ''));
    }
    const container = this.#container(view?.id ?? context.daemon.containers.resolve(containerReference));
    const network = findNetwork(context, reference);
    const { name } = network.record;
    if (!container.sandbox) {
      if (!container.settings.delete(name)) throw new DaemonError(500, `container ${container.info.id} is not connected to the network ${name}`);
      return;
    }
    if (container.info.hostConfig.NetworkMode === 'host') throw new DaemonError(403, 'container cannot be disconnected from host network or connected to hostnetwork');
    const endpoint = network.endpoints.get(container.info.id);
    if (!endpoint) throw new DaemonError(500, `container ${container.info.id} is not connected to network ${name}`);
    const before = resolver(context, container).text;
    const records = ownRecords(container, endpoint);
    leave(context, container, endpoint);
    container.settings.delete(name);
    removeHosts(context, container, records);
    updateResolvConf(context, container, before);
    this.#serveNames(container);
  }

  // What others see of a container

  settings(containerId: string): NetworkSettings {
    const container = this.#context.containers.get(containerId);
    const sandbox = container?.sandbox;
    const bridge = container?.settings.get('bridge');
    return {
      Bridge: '',
      SandboxID: sandbox?.id ?? '',
      SandboxKey: sandbox?.key ?? '',
      Ports: container ? this.#portMap(container) : {},
      HairpinMode: false,
      LinkLocalIPv6Address: '',
      LinkLocalIPv6PrefixLen: 0,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      EndpointID: bridge?.EndpointID ?? '',
      Gateway: bridge?.Gateway ?? '',
      GlobalIPv6Address: bridge?.GlobalIPv6Address ?? '',
      GlobalIPv6PrefixLen: bridge?.GlobalIPv6PrefixLen ?? 0,
      IPAddress: bridge?.IPAddress ?? '',
      IPPrefixLen: bridge?.IPPrefixLen ?? 0,
      IPv6Gateway: bridge?.IPv6Gateway ?? '',
      MacAddress: bridge?.MacAddress ?? '',
      Networks: this.endpoints(containerId),
    } as NetworkSettings;
  }

  ports(containerId: string): { IP?: string; PrivatePort: number; PublicPort?: number; Type: string }[] {
    const container = this.#context.containers.get(containerId);
    if (!container) return [];
    return Object.entries(this.#portMap(container))
      .map(([key, bindings]) => ({ ...parsePort(key), bindings }))
      .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1))
      .flatMap(({ port, protocol, bindings }) =>
        bindings ? bindings.map((binding) => ({ IP: binding.HostIp, PrivatePort: port, PublicPort: Number(binding.HostPort), Type: protocol })) : [{ PrivatePort: port, Type: protocol }],
      );
  }

  endpoints(containerId: string): Record<string, EndpointSettings> {
    const container = this.#context.containers.get(containerId);
    return Object.fromEntries([...(container?.settings ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, settings]) => [name, { ...settings }]));
  }

  files(containerId: string): { hosts: string; resolvConf: string; hostname: string } {
    const container = this.#container(containerId);
    const mode = container.info.hostConfig.NetworkMode;
    if (mode.startsWith('container:')) {
      const other = this.#context.daemon.containers.find(mode.slice('container:'.length));
      if (other) return this.files(other.id);
    }
    if (!container.sandbox) writeFiles(this.#context, container);
    return filePaths(container.info.folder);
  }

  linkEnvironment(containerId: string): string[] {
    const container = this.#container(containerId);
    return linkTargets(this.#context, container).flatMap(({ alias, target, running }) => {
      if (!running) throw new DaemonError(500, `Cannot link to a non running container: /${target.name} AS /${container.name}/${alias}`);
      return linkVariables(container.name, alias, target);
    });
  }

  #portMap(container: ContainerNetworking): PortMap {
    const { sandbox } = container;
    if (!sandbox?.gateway || sandbox.gateway.network.record.driver !== 'bridge') return {};
    const ports: PortMap = {};
    for (const key of Object.keys(container.info.config.ExposedPorts ?? {})) ports[key.includes('/') ? key : `${key}/tcp`] = null;
    for (const { port, protocol, hostAddress, hostPort } of sandbox.ports) {
      (ports[`${port}/${protocol}`] ??= []).push({ HostIp: hostAddress, HostPort: String(hostPort) });
    }
    return Object.fromEntries(Object.entries(ports).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Starts or stops the embedded DNS as the networks of the container want it. */
  #serveNames(container: ContainerNetworking): void {
    const { sandbox } = container;
    if (!sandbox?.own) return;
    const wanted = usesResolver(container);
    if (!wanted) {
      sandbox.stopResolver?.();
      sandbox.stopResolver = undefined;
    } else {
      sandbox.stopResolver ??= startResolver({
        net: sandbox.net,
        host: this.#context.host,
        random: this.#context.random,
        endpoints: () => sandbox.endpoints.filter((endpoint) => isUserDefined(endpoint.network.record.name)),
        upstreams: () => resolver(this.#context, container).upstreams,
        isolated: () => sandbox.gateway === undefined,
      });
    }
  }

  /** Running containers with a legacy link to this one learn its new address. */
  #tellLinked(container: ContainerNetworking): void {
    const address = container.settings.get('bridge')?.IPAddress;
    if (!address) return;
    for (const other of this.#context.containers.values()) {
      if (!other.sandbox || other === container || (other.info.hostConfig.Links ?? []).length === 0) continue;
      for (const { alias, target } of linkTargets(this.#context, other)) {
        if (target.id !== container.info.id) continue;
        const record = linkRecord(alias, { ...target, address });
        const paths = filePaths(other.info.folder);
        const lines = this.#context.daemon.fs.readText(paths.hosts).split('\n').filter((line) => !line.endsWith(`\t${record.names}`));
        this.#context.daemon.fs.writeFile(paths.hosts, lines.join('\n'));
        addHosts(this.#context, other, [record]);
      }
    }
  }

  #container(id: string): ContainerNetworking {
    const container = this.#context.containers.get(id);
    if (!container) throw new DaemonError(404, `No such container: ${id}`);
    return container;
  }
}

/** A /48 of unique local addresses that belongs to the host (RFC 4193), for networks with IPv6 and no subnet of their own. */
function uniqueLocalPool(hostname: string): { base: Prefix; size: number } {
  return { base: { family: 6, address: BigInt(`0xfd${randomStream(0, `unique local addresses of ${hostname}`).hex(10)}`) << 80n, bits: 48 }, size: 64 };
}

/** Docker's own default address pools (moby ipamutils). */
const DEFAULT_POOLS = [
  ['172.17.0.0/16', 16], ['172.18.0.0/16', 16], ['172.19.0.0/16', 16], ['172.20.0.0/14', 16], ['172.24.0.0/14', 16], ['172.28.0.0/14', 16], ['192.168.0.0/16', 20],
].flatMap(([base, size]) => {
  const prefix = parsePrefix(base as string);
  return prefix ? [{ base: prefix, size: size as number }] : [];
});

