/** The bodies of network list and inspect (moby daemon/network.go, buildNetworkResource). */
import type { IPAMConfig, NetworkContainer, NetworkInspect } from '../../api/network.ts';
import type { Endpoint, Network } from './model.ts';
import { formatAddress, parsePrefix } from './prefix.ts';

/** `withContainers`: as inspect has it; the list leaves them out. */
export function inspectNetwork(network: Network, withContainers: boolean): NetworkInspect {
  const { record } = network;
  return {
    Name: record.name,
    Id: record.id,
    Created: record.created,
    Scope: record.scope,
    Driver: record.driver,
    EnableIPv4: record.enableIPv4,
    EnableIPv6: record.enableIPv6,
    IPAM: { Driver: record.ipamDriver, Options: record.ipamOptions, Config: ipamConfig(network) },
    Internal: record.internal,
    Attachable: record.attachable,
    Ingress: record.ingress,
    ConfigFrom: { Network: record.configFrom },
    ConfigOnly: record.configOnly,
    Containers: withContainers ? containers(network) : {},
    Options: sorted(record.options),
    Labels: sorted(record.labels),
  };
}

/** What was asked for, then what was chosen of the families that nothing was asked for. */
function ipamConfig(network: Network): IPAMConfig[] | null {
  const { ipamConfig: asked } = network.record;
  const list: IPAMConfig[] = [];
  for (const family of [4, 6] as const) for (const config of asked) if (parsePrefix(config.Subnet ?? '')?.family === family) list.push(config);
  for (const family of [4, 6] as const) {
    if (asked.some((config) => parsePrefix(config.Subnet ?? '')?.family === family)) continue;
    for (const [i, subnet] of network.subnets.entries()) {
      if (subnet.pool.prefix.family !== family) continue;
      const record = network.record.subnets[i];
      list.push({ Subnet: record?.pool ?? '', ...(record?.gateway ? { Gateway: record.gateway } : {}) });
    }
  }
  return list.length > 0 ? list : null;
}

function containers(network: Network): Record<string, NetworkContainer> {
  const list: [string, NetworkContainer][] = [...network.endpoints.values()].map((endpoint) => [endpoint.containerId, attachment(endpoint)]);
  return Object.fromEntries(list.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function attachment(endpoint: Endpoint): NetworkContainer {
  return {
    Name: endpoint.name,
    EndpointID: endpoint.id,
    MacAddress: endpoint.mac,
    IPv4Address: endpoint.ipv4 && endpoint.ipv4Subnet ? `${formatAddress(endpoint.ipv4)}/${endpoint.ipv4Subnet.pool.prefix.bits}` : '',
    IPv6Address: endpoint.ipv6 && endpoint.ipv6Subnet ? `${formatAddress(endpoint.ipv6)}/${endpoint.ipv6Subnet.pool.prefix.bits}` : '',
  };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
