/** Endpoint settings of create and connect requests: defaults, checks, DNS names (moby daemon/container_operations.go). */
import type { EndpointSettings } from '../../api/network.ts';
import { DaemonError } from '../daemon.ts';
import { shortId } from '../ids.ts';
import { joinErrors } from './ipam-config.ts';
import type { ContainerNetworking, Network } from './model.ts';
import { contains, parseAddress } from './prefix.ts';

/** Modes that are not the name of a network of the user's. */
export function isUserDefined(mode: string): boolean {
  return mode !== '' && !['default', 'bridge', 'host', 'none'].includes(mode) && !mode.startsWith('container:');
}

/** All fields, as the daemon keeps them; operational ones are empty. */
export function completeSettings(asked: Partial<EndpointSettings> | null | undefined): EndpointSettings {
  return {
    IPAMConfig: asked?.IPAMConfig ?? null,
    Links: asked?.Links ?? null,
    Aliases: asked?.Aliases ?? null,
    MacAddress: '',
    DriverOpts: asked?.DriverOpts ?? null,
    GwPriority: asked?.GwPriority ?? 0,
    NetworkID: asked?.NetworkID ?? '',
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: asked?.DNSNames ?? null,
  };
}

/** Empties what belonged to the last run. */
export function cleanSettings(settings: EndpointSettings): void {
  Object.assign(settings, { MacAddress: '', EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0 });
}

/** The error of what is wrong with the settings, undefined when nothing is. `network` is undefined while it does not exist. */
export function settingsError(network: Network | undefined, name: string, settings: Partial<EndpointSettings> | null | undefined): string | undefined {
  if (!settings) return undefined;
  const errors: string[] = [];
  const ipv4 = settings.IPAMConfig?.IPv4Address ?? '';
  const ipv6 = settings.IPAMConfig?.IPv6Address ?? '';
  if (!isUserDefined(name)) {
    if (ipv4 || ipv6) errors.push('user specified IP address is supported on user defined networks only');
    if ((settings.Aliases ?? []).length > 0) errors.push('network-scoped alias is supported only for containers in user defined networks');
  }
  if (ipv4 && (parseAddress(ipv4)?.family !== 4 || ipv4 === '0.0.0.0')) errors.push(`invalid IPv4 address: ${ipv4}`);
  if (ipv6 && (parseAddress(ipv6)?.family !== 6 || parseAddress(ipv6)?.value === 0n)) errors.push(`invalid IPv6 address: ${ipv6}`);
  for (const text of settings.IPAMConfig?.LinkLocalIPs ?? []) {
    const address = parseAddress(text);
    if (!address || address.value === 0n) errors.push(`invalid link-local IP address: ${text}`);
  }
  if (network) {
    errors.push(...rangeErrors(network, ipv4));
    errors.push(...rangeErrors(network, ipv6));
  }
  const mac = settings.MacAddress ?? '';
  if (mac && !validMac(mac)) return `invalid MAC address ${mac}`;
  return errors.length > 0 ? `invalid endpoint settings:\n${joinErrors(errors)}` : undefined;
}

function rangeErrors(network: Network, text: string): string[] {
  const address = parseAddress(text);
  if (!address) return [];
  const { record, subnets } = network;
  const fixed = subnets.filter((subnet, i) => subnet.pool.prefix.family === address.family && (record.name === 'bridge' || record.ipamConfig.some((config) => config.Subnet === record.subnets[i]?.pool)));
  if (fixed.length === 0) return ['user specified IP address is supported only when connecting to networks with user configured subnets'];
  if (fixed.some((subnet) => contains(subnet.pool.prefix, address))) return [];
  return [`no configured subnet or ip-range contain the IP address ${text}`];
}

/** Six or eight bytes in the notations of Go's net.ParseMAC. */
function validMac(text: string): boolean {
  return /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}(([:-][0-9a-f]{2}){2})?$/i.test(text) || /^[0-9a-f]{4}(\.[0-9a-f]{4}){2,3}$/i.test(text);
}

/** Names under which the others of a network find the container: name, aliases, short id, host name. */
export function dnsNames(container: ContainerNetworking, aliases: readonly string[] | null): string[] {
  const names = [container.name, ...(aliases ?? []), shortId(container.info.id), container.info.config.Hostname];
  return [...new Set(names.filter((name) => name !== ''))];
}

export function settingsFailure(error: string): DaemonError {
  return new DaemonError(400, error);
}
