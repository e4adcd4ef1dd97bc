/** The network side of a container while it runs: its namespace, endpoints, default route, published ports (moby libnetwork Sandbox and Endpoint). */
import { isSysError } from '../../kernel/errno.ts';
import { DaemonError } from '../daemon.ts';
import type { EndpointSettings } from '../../api/network.ts';
import { plug, unplug } from './bridge.ts';
import { findNetwork, networkEvent, randomMac } from './context.ts';
import type { NetworkContext } from './context.ts';
import { cleanSettings, dnsNames, isUserDefined, settingsError, settingsFailure } from './endpoint-settings.ts';
import type { ContainerNetworking, Endpoint, Network, RunningSandbox, Subnet } from './model.ts';
import { portRequests } from './port-allocator.ts';
import { contains, formatAddress, parseAddress } from './prefix.ts';
import type { Address } from './prefix.ts';

/** Gives the container its place on one network. Nothing of it remains on failure. */
export function join(context: NetworkContext, container: ContainerNetworking, reference: string, settings: EndpointSettings): Endpoint {
  const sandbox = container.sandbox;
  if (!sandbox) throw new DaemonError(500, `network sandbox for container ${container.info.id} not found`);
  // The predefined networks keep their name and change their id.
  const network = findNetwork(context, isUserDefined(reference) ? settings.NetworkID || reference : reference);
  const { record } = network;
  if (record.configOnly) throw new DaemonError(403, 'cannot create endpoint on configuration-only network');
  if (isUserDefined(record.name)) settings.DNSNames = dnsNames(container, settings.Aliases);
  const wrong = settingsError(network, record.name, { ...settings, MacAddress: container.desiredMac.get(record.name) ?? '' });
  if (wrong) throw settingsFailure(wrong);
  if (network.endpoints.has(container.info.id)) throw new DaemonError(403, `endpoint with name ${container.name} already exists in network ${record.name}`);
  settings.NetworkID = record.id;
  const ipv4 = allocateAddress(network, 4, settings.IPAMConfig?.IPv4Address);
  let ipv6: ReturnType<typeof allocateAddress>;
  try {
    ipv6 = allocateAddress(network, 6, settings.IPAMConfig?.IPv6Address);
  } catch (error) {
    ipv4?.subnet.pool.release(ipv4.address);
    throw error;
  }
  const bare = record.driver === 'host' || record.driver === 'null';
  const endpoint: Endpoint = {
    id: context.daemon.newId(),
    network,
    containerId: container.info.id,
    name: container.name,
    mac: bare ? '' : (container.desiredMac.get(record.name)?.toLowerCase().replaceAll('-', ':') ?? randomMac(context.random)),
    ipv4: ipv4?.address,
    ipv4Subnet: ipv4?.subnet,
    ipv6: ipv6?.address,
    ipv6Subnet: ipv6?.subnet,
    settings,
    interface: undefined,
  };
  network.endpoints.set(container.info.id, endpoint);
  sandbox.endpoints.push(endpoint);
  container.settings.set(record.name, settings);
  try {
    if (!bare) plug(context.host, endpoint, sandbox, context.random);
    describe(endpoint);
    updateGateway(context, container, sandbox);
  } catch (error) {
    const { MacAddress, EndpointID, IPAddress, IPPrefixLen } = settings;
    detach(context, container, sandbox, endpoint);
    // The daemon fills these in before it joins the default bridge, for the sake of links, and leaves them behind.
    if (record.name === 'bridge') Object.assign(settings, { MacAddress, EndpointID, IPAddress, IPPrefixLen });
    throw error;
  }
  networkEvent(context, 'connect', network, { container: container.info.id });
  return endpoint;
}

/** Takes the container off a network. */
export function leave(context: NetworkContext, container: ContainerNetworking, endpoint: Endpoint): void {
  const { sandbox } = container;
  if (!sandbox) return;
  detach(context, container, sandbox, endpoint);
  updateGateway(context, container, sandbox);
  networkEvent(context, 'disconnect', endpoint.network, { container: container.info.id });
}

function detach(context: NetworkContext, container: ContainerNetworking, sandbox: RunningSandbox, endpoint: Endpoint): void {
  if (sandbox.gateway === endpoint) {
    releasePorts(context, sandbox);
    sandbox.gateway = undefined;
  }
  unplug(endpoint);
  if (endpoint.ipv4) endpoint.ipv4Subnet?.pool.release(endpoint.ipv4);
  if (endpoint.ipv6) endpoint.ipv6Subnet?.pool.release(endpoint.ipv6);
  endpoint.network.endpoints.delete(container.info.id);
  sandbox.endpoints.splice(sandbox.endpoints.indexOf(endpoint), 1);
  cleanSettings(endpoint.settings);
}

function allocateAddress(network: Network, family: 4 | 6, wanted: string | undefined): { address: Address; subnet: Subnet } | undefined {
  const subnets = network.subnets.filter((subnet) => subnet.pool.prefix.family === family);
  const preferred = wanted ? parseAddress(wanted) : undefined;
  if (preferred) {
    const subnet = subnets.find((one) => contains(one.pool.prefix, preferred));
    if (!subnet) throw new DaemonError(400, `invalid address ${wanted}: It does not belong to any of this network's subnets`);
    subnet.pool.take(preferred);
    return { address: preferred, subnet };
  }
  for (const subnet of subnets) {
    try {
      return { address: subnet.pool.request(subnet.range), subnet };
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
    }
  }
  if (subnets.length === 0) return undefined;
  throw new DaemonError(503, `no available IPv${family} addresses on this network's address pools: ${network.record.name} (${network.record.id})`);
}

/** Fills in what inspect shows of an endpoint. */
function describe(endpoint: Endpoint): void {
  const { settings, network } = endpoint;
  const gateway = (subnet: Subnet | undefined): string => (subnet?.gateway && !network.record.internal ? formatAddress(subnet.gateway) : '');
  Object.assign(settings, {
    MacAddress: endpoint.mac,
    EndpointID: endpoint.id,
    Gateway: gateway(endpoint.ipv4Subnet),
    IPAddress: endpoint.ipv4 ? formatAddress(endpoint.ipv4) : '',
    IPPrefixLen: endpoint.ipv4Subnet?.pool.prefix.bits ?? 0,
    IPv6Gateway: gateway(endpoint.ipv6Subnet),
    GlobalIPv6Address: endpoint.ipv6 ? formatAddress(endpoint.ipv6) : '',
    GlobalIPv6PrefixLen: endpoint.ipv6Subnet?.pool.prefix.bits ?? 0,
  });
}

/** The endpoint with the highest priority that leads out has the default route and the published ports; then the first by name. */
function updateGateway(context: NetworkContext, container: ContainerNetworking, sandbox: RunningSandbox): void {
  const [best] = sandbox.endpoints
    .filter((endpoint) => endpoint.interface && endpoint.ipv4Subnet?.gateway && !endpoint.network.record.internal)
    .sort((a, b) => b.settings.GwPriority - a.settings.GwPriority || (a.network.record.name < b.network.record.name ? -1 : 1));
  if (best === sandbox.gateway) return;
  if (sandbox.gateway) {
    releasePorts(context, sandbox);
    removeDefaultRoute(sandbox);
  }
  sandbox.gateway = best;
  if (!best?.interface || !best.ipv4Subnet?.gateway || !best.ipv4) return;
  sandbox.net.addRoute({ destination: '0.0.0.0', prefix: 0, gateway: formatAddress(best.ipv4Subnet.gateway), interface: best.interface });
  if (best.network.record.driver !== 'bridge') return;
  const { config, hostConfig } = container.info;
  const requests = portRequests(Object.keys(config.ExposedPorts ?? {}), hostConfig.PortBindings ?? {}, hostConfig.PublishAllPorts ?? false);
  const address = best.network.record.options['com.docker.network.bridge.host_binding_ipv4'] ?? '0.0.0.0';
  try {
    for (const request of requests) sandbox.ports.push(...context.ports.bind(context.host, request, formatAddress(best.ipv4), address));
  } catch (error) {
    releasePorts(context, sandbox);
    if (!(error instanceof DaemonError)) throw error;
    throw new DaemonError(error.status, `driver failed programming external connectivity on endpoint ${best.name} (${best.id}): ${error.message}`);
  }
}

function removeDefaultRoute(sandbox: RunningSandbox): void {
  try {
    sandbox.net.removeRoute('0.0.0.0', 0);
  } catch (error) {
    // It went with its interface.
    if (!isSysError(error, 'ESRCH')) throw error;
  }
}

function releasePorts(context: NetworkContext, sandbox: RunningSandbox): void {
  for (const port of sandbox.ports.splice(0)) context.ports.release(context.host, port);
}

/** Takes everything down. The settings remember networks and names for the next start. */
export function tearDown(context: NetworkContext, container: ContainerNetworking): void {
  const { sandbox } = container;
  if (!sandbox) return;
  sandbox.stopResolver?.();
  sandbox.stopResolver = undefined;
  releasePorts(context, sandbox);
  for (const endpoint of [...sandbox.endpoints]) {
    detach(context, container, sandbox, endpoint);
    networkEvent(context, 'disconnect', endpoint.network, { container: container.info.id });
  }
  if (sandbox.own && !shared(context, container, sandbox)) sandbox.net.destroy();
  container.sandbox = undefined;
}

/** Another container that joined the namespace (--network container:X) keeps it alive, with nothing but its loopback. */
function shared(context: NetworkContext, container: ContainerNetworking, sandbox: RunningSandbox): boolean {
  for (const other of context.containers.values()) {
    if (other === container || !other.info.hostConfig.NetworkMode.startsWith('container:')) continue;
    const view = context.daemon.containers.find(other.info.id);
    if (view?.running && view.net === sandbox.net) return true;
  }
  return false;
}
