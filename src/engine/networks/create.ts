/** Making and deleting networks (moby daemon.createNetwork and libnetwork Controller.NewNetwork). */
import type { IPAMConfig, NetworkCreateRequest } from '../../api/network.ts';
import { isSysError } from '../../kernel/errno.ts';
import { parseResolvConf } from '../../kernel/net/resolver.ts';
import { DaemonError } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import { bridgeName, createBridge, removeBridge } from './bridge.ts';
import { networkEvent, persist } from './context.ts';
import type { NetworkContext } from './context.ts';
import { PREDEFINED } from './filter.ts';
import { validateIPAM } from './ipam-config.ts';
import type { Network, NetworkRecord } from './model.ts';
import { parseAddress, parsePrefix } from './prefix.ts';
import type { Prefix } from './prefix.ts';
import { allocateSubnets, releaseSubnets, subnetRecord } from './subnets.ts';
import { shortId } from '../ids.ts';

const DRIVERS = ['bridge', 'host', 'null', 'macvlan', 'ipvlan', 'overlay'];
const NOT_A_MANAGER = 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** POST /networks/create. */
export function createNetwork(context: NetworkContext, request: NetworkCreateRequest): Network {
  if (request.Name === 'default' || PREDEFINED.includes(request.Name)) throw new DaemonError(403, `operation is not permitted on predefined ${request.Name} network `);
  const driver = request.Driver || 'bridge';
  if (driver === 'overlay') throw new DaemonError(403, NOT_A_MANAGER);
  const enableIPv4 = request.EnableIPv4 ?? true;
  const enableIPv6 = request.EnableIPv6 ?? false;
  const configs = (request.IPAM?.Config ?? []) as IPAMConfig[];
  validateIPAM(configs, enableIPv6);
  if (request.Name.trim() === '') throw new DaemonError(400, 'invalid name: name is empty');
  if ([...context.networks.values()].some((network) => network.record.name === request.Name)) throw new DaemonError(409, `network with name ${request.Name} already exists`);
  if (request.ConfigOnly) return configOnly(context, request, configs);
  const base = request.ConfigFrom?.Network ? [...context.networks.values()].find((network) => network.record.configOnly && network.record.name === request.ConfigFrom?.Network) : undefined;
  if (request.ConfigFrom?.Network && !base) throw new DaemonError(404, `configuration network ${JSON.stringify(request.ConfigFrom.Network)} does not exist`);
  if (!DRIVERS.includes(driver)) throw new DaemonError(404, `plugin ${JSON.stringify(driver)} not found`);
  const ipamDriver = request.IPAM?.Driver || 'default';
  if (ipamDriver !== 'default' && ipamDriver !== 'null') throw new DaemonError(404, `plugin ${JSON.stringify(ipamDriver)} not found`);
  if (request.Scope === 'swarm') throw new DaemonError(403, 'cannot create a swarm scoped network when swarm is not active');
  if (request.Ingress) throw new DaemonError(403, 'Ingress network can only be global scope network');
  if (driver === 'host' || driver === 'null') throw new DaemonError(403, `only one instance of "${driver}" network is allowed`);
  if (!enableIPv4 && !enableIPv6) throw new DaemonError(400, 'IPv4 or IPv6 must be enabled');
  const network = addNetwork(context, {
    name: request.Name,
    driver,
    enableIPv4,
    enableIPv6,
    internal: request.Internal ?? false,
    attachable: request.Attachable ?? false,
    ingress: false,
    configFrom: request.ConfigFrom?.Network ?? '',
    ipamDriver,
    ipamOptions: request.IPAM ? (request.IPAM.Options ?? null) : null,
    ipamConfig: base ? base.record.ipamConfig : configs,
    options: base ? base.record.options : (request.Options ?? {}),
    labels: request.Labels ?? {},
  });
  networkEvent(context, 'create', network);
  return network;
}

type Wanted = Pick<NetworkRecord, 'name' | 'driver' | 'enableIPv4' | 'enableIPv6' | 'internal' | 'attachable' | 'ingress' | 'configFrom' | 'ipamDriver' | 'ipamOptions' | 'ipamConfig' | 'options' | 'labels'>;

/** Allocates the pools and has the driver make the network; used for the predefined ones too. */
export function addNetwork(context: NetworkContext, wanted: Wanted, id = context.daemon.newId()): Network {
  const { space, host } = context;
  const bare = wanted.driver === 'host' || wanted.driver === 'null';
  const subnets = bare || wanted.ipamDriver === 'null' ? [] : allocateSubnets(space, wanted.ipamConfig, { ipv4: wanted.enableIPv4, ipv6: wanted.enableIPv6 }, reservedNetworks(context));
  const record: NetworkRecord = {
    id,
    ...wanted,
    scope: 'local',
    created: rfc3339Nano(context.daemon.proc.realtime()),
    configOnly: false,
    subnets: subnets.map((subnet) => subnetRecord(subnet, wanted.ipamConfig.find((config) => samePrefix(config.Subnet, subnet.pool.prefix)))),
  };
  const network: Network = { record, subnets, bridge: undefined, endpoints: new Map() };
  try {
    if (record.driver === 'bridge') checkConflicts(context, record);
    if (record.driver === 'macvlan' || record.driver === 'ipvlan') checkParent(context, record);
    if (!bare) createBridge(host, network);
  } catch (error) {
    releaseSubnets(space, subnets);
    throw error;
  }
  context.networks.set(id, network);
  persist(context);
  return network;
}

function samePrefix(text: string | undefined, prefix: Prefix): boolean {
  const parsed = parsePrefix(text ?? '');
  return parsed !== undefined && parsed.address === prefix.address && parsed.bits === prefix.bits;
}

/** A network of options alone, for others to begin with (--config-only). */
function configOnly(context: NetworkContext, request: NetworkCreateRequest, configs: readonly IPAMConfig[]): Network {
  const record: NetworkRecord = {
    id: context.daemon.newId(), name: request.Name, driver: 'null', scope: 'local', created: rfc3339Nano(context.daemon.proc.realtime()),
    enableIPv4: request.EnableIPv4 ?? true, enableIPv6: request.EnableIPv6 ?? false, internal: false, attachable: false, ingress: false, configOnly: true, configFrom: '',
    ipamDriver: request.IPAM?.Driver || 'default', ipamOptions: request.IPAM?.Options ?? null, ipamConfig: configs, subnets: [], options: request.Options ?? {}, labels: request.Labels ?? {},
  };
  const network: Network = { record, subnets: [], bridge: undefined, endpoints: new Map() };
  context.networks.set(record.id, network);
  persist(context);
  networkEvent(context, 'create', network);
  return network;
}

/** The driver's own rules: one IPv4 subnet, and no two networks with one bridge. */
function checkConflicts(context: NetworkContext, record: NetworkRecord): void {
  const bridges = [...context.networks.values()].filter((other) => other.record.driver === 'bridge');
  for (const family of [4, 6] as const) {
    if (record.ipamConfig.filter((config) => parsePrefix(config.Subnet ?? '')?.family === family).length > 1) throw new DaemonError(403, "bridge driver doesn't support multiple subnets");
  }
  const name = bridgeName(record);
  const same = bridges.find((other) => bridgeName(other.record) === name);
  if (same) {
    throw new DaemonError(403, `cannot create network ${record.id} (${name}): conflicts with network ${same.record.id} (${bridgeName(same.record)}): networks have same bridge name`);
  }
}

function checkParent(context: NetworkContext, record: NetworkRecord): void {
  const parent = record.options['parent'];
  if (!parent) return;
  if (parent === 'lo') throw new DaemonError(500, `loopback interface is not a valid ${record.driver} parent link`);
  if (!context.host.interface(parent)) {
    throw new DaemonError(500, record.driver === 'macvlan' ? `the requested parent interface ${parent} was not found on the Docker host` : `-o parent interface was not found on the host: ${parent}`);
  }
}

/** Networks of the host that predefined pools must not overlap: its routes and name servers (moby netutils.InferReservedNetworks). */
function reservedNetworks(context: NetworkContext): Prefix[] {
  const bridges = new Set([...context.networks.values()].map((network) => network.bridge));
  const reserved: Prefix[] = [];
  for (const route of context.host.routes) {
    const prefix = parsePrefix(`${route.destination}/${route.prefix}`);
    if (prefix && prefix.bits > 0 && !bridges.has(route.interface)) reserved.push(prefix);
  }
  for (const server of parseResolvConf(readHostResolvConf(context)).nameservers) {
    const address = parseAddress(server);
    if (address) reserved.push({ family: address.family, address: address.value, bits: address.family === 4 ? 32 : 128 });
  }
  return reserved;
}

/** The host's /etc/resolv.conf; empty when there is none. */
export function readHostResolvConf(context: NetworkContext): string {
  try {
    return context.daemon.fs.readText('/etc/resolv.conf');
  } catch (error) {
    if (isSysError(error)) return '';
    throw error;
  }
}

/** DELETE /networks/{id}. 403 for predefined ones and while there are endpoints. */
export function deleteNetwork(context: NetworkContext, network: Network): void {
  const { record } = network;
  if (PREDEFINED.includes(record.name)) throw new DaemonError(403, `${record.name} is a pre-defined network and cannot be removed`);
  if (record.configOnly && [...context.networks.values()].some((other) => other.record.configFrom === record.name)) {
    throw new DaemonError(403, `error while removing network: configuration network ${JSON.stringify(record.name)} is in use`);
  }
  if (network.endpoints.size > 0) {
    const list = [...network.endpoints.values()].map((endpoint) => `name:${JSON.stringify(endpoint.name)} id:${JSON.stringify(shortId(endpoint.id))}`);
    throw new DaemonError(403, `error while removing network: network ${record.name} has active endpoints (${list.join(', ')})`);
  }
  dropNetwork(context, network);
  if (!record.configOnly) networkEvent(context, 'destroy', network);
}

/** Takes a network away without asking. */
export function dropNetwork(context: NetworkContext, network: Network): void {
  removeBridge(context.host, network);
  releaseSubnets(context.space, network.subnets);
  context.networks.delete(network.record.id);
  persist(context);
}
