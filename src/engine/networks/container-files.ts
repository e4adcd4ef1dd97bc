/** hosts, resolv.conf and hostname of a container: written at start, kept in step while it runs. */
import { isSysError } from '../../kernel/errno.ts';
import { DaemonError } from '../daemon.ts';
import type { NetworkContext } from './context.ts';
import { readHostResolvConf } from './create.ts';
import { isUserDefined } from './endpoint-settings.ts';
import { addRecords, hostsFile, ownNames, removeRecords } from './hosts-file.ts';
import type { HostsRecord } from './hosts-file.ts';
import { linkRecord, parseLink } from './links.ts';
import type { LinkTarget } from './links.ts';
import type { ContainerNetworking, Endpoint } from './model.ts';
import { formatAddress } from './prefix.ts';
import { resolvConf } from './resolv-conf.ts';
import type { Upstream } from './resolver.ts';

const HOST_GATEWAY = 'host-gateway';

export function filePaths(folder: string): { hosts: string; resolvConf: string; hostname: string } {
  return { hosts: `${folder}/hosts`, resolvConf: `${folder}/resolv.conf`, hostname: `${folder}/hostname` };
}

/** Whether the container asks the embedded DNS: it is on a network of the user's. */
export function usesResolver(container: ContainerNetworking): boolean {
  return (container.sandbox?.endpoints ?? []).some((endpoint) => isUserDefined(endpoint.network.record.name) && endpoint.network.record.driver !== 'host');
}

/** Writes all three. The result are the servers that the embedded DNS forwards to. */
export function writeFiles(context: NetworkContext, container: ContainerNetworking): void {
  const { fs } = context.daemon;
  const { config, hostConfig, folder } = container.info;
  const paths = filePaths(folder);
  const hostMode = hostConfig.NetworkMode === 'host';
  fs.writeFile(paths.hostname, `${config.Hostname}\n`, 0o644);
  const extra = extraHosts(context, hostConfig.ExtraHosts ?? []);
  if (hostMode) fs.writeFile(paths.hosts, addRecords(readOptional(context, '/etc/hosts'), extra), 0o644);
  else {
    const own = (container.sandbox?.endpoints ?? []).flatMap((endpoint) => ownRecords(container, endpoint));
    fs.writeFile(paths.hosts, hostsFile([...extra, ...legacyLinks(context, container), ...own]), 0o644);
  }
  fs.writeFile(paths.resolvConf, resolver(context, container).text, 0o644);
}

/** The resolv.conf for the networks that the container is on now. */
export function resolver(context: NetworkContext, container: ContainerNetworking): { text: string; upstreams: Upstream[] } {
  const { hostConfig } = container.info;
  return resolvConf({
    hostText: readHostResolvConf(context),
    dns: (hostConfig.Dns ?? []).length > 0 ? (hostConfig.Dns ?? []) : context.daemon.config.dns,
    search: hostConfig.DnsSearch ?? [],
    options: hostConfig.DnsOptions ?? [],
    mode: hostConfig.NetworkMode === 'host' ? 'host' : usesResolver(container) ? 'internal' : 'legacy',
  });
}

/** Rewrites resolv.conf after connect and disconnect, unless somebody edited it. */
export function updateResolvConf(context: NetworkContext, container: ContainerNetworking, before: string): void {
  const path = filePaths(container.info.folder).resolvConf;
  if (readOptional(context, path) !== before) return;
  context.daemon.fs.writeFile(path, resolver(context, container).text);
}

/** The lines of a container's own addresses on one network. */
export function ownRecords(container: ContainerNetworking, endpoint: Endpoint): HostsRecord[] {
  const { config } = container.info;
  const names = ownNames(config.Hostname, config.Domainname);
  return [endpoint.ipv4, endpoint.ipv6].filter((address) => address !== undefined).map((address) => ({ address: formatAddress(address), names }));
}

export function addHosts(context: NetworkContext, container: ContainerNetworking, records: readonly HostsRecord[]): void {
  const path = filePaths(container.info.folder).hosts;
  context.daemon.fs.writeFile(path, addRecords(readOptional(context, path), records));
}

export function removeHosts(context: NetworkContext, container: ContainerNetworking, records: readonly HostsRecord[]): void {
  const path = filePaths(container.info.folder).hosts;
  context.daemon.fs.writeFile(path, removeRecords(readOptional(context, path), records));
}

function extraHosts(context: NetworkContext, entries: readonly string[]): HostsRecord[] {
  return entries.map((entry) => {
    const at = entry.indexOf(':');
    const names = entry.slice(0, at);
    const address = entry.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
    return { names, address: address === HOST_GATEWAY ? hostGateway(context) : address };
  });
}

/** The default bridge's address: how a container reaches its host. */
function hostGateway(context: NetworkContext): string {
  const bridge = [...context.networks.values()].find((network) => network.record.name === 'bridge');
  const gateway = bridge?.subnets[0]?.gateway;
  if (!gateway) throw new DaemonError(500, 'unable to derive the IP value for host-gateway');
  return formatAddress(gateway);
}

/** A link of the default bridge leads to a container of the default bridge. Throws what a start says otherwise. */
export function checkLinks(context: NetworkContext, container: ContainerNetworking): void {
  for (const { target } of linkTargets(context, container)) {
    if (!context.containers.get(target.id)?.settings.has('bridge')) throw new DaemonError(500, `Cannot link to /${target.name}, as it does not belong to the default network`);
  }
}

/** Containers that the links of the default bridge lead to, with their alias. */
export function linkTargets(context: NetworkContext, container: ContainerNetworking): { alias: string; target: LinkTarget; running: boolean }[] {
  return (container.info.hostConfig.Links ?? []).flatMap((text) => {
    const { name, alias } = parseLink(text);
    const view = context.daemon.containers.find(name);
    const other = view && context.containers.get(view.id);
    if (!view || !other) return [];
    const address = other.settings.get('bridge')?.IPAddress ?? '';
    return [{ alias, running: view.running, target: { id: view.id, name: view.name, address, config: view.config } }];
  });
}

function legacyLinks(context: NetworkContext, container: ContainerNetworking): HostsRecord[] {
  return linkTargets(context, container)
    .filter(({ running, target }) => running && target.address !== '')
    .map(({ alias, target }) => linkRecord(alias, target));
}

function readOptional(context: NetworkContext, path: string): string {
  try {
    return context.daemon.fs.readText(path);
  } catch (error) {
    if (isSysError(error)) return '';
    throw error;
  }
}
