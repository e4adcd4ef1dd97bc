import type { HostConfig } from '../../../src/api/container.ts';

/** The part of HostConfig that networks look at. */
export function completeHostConfig(partial: Partial<HostConfig>): HostConfig {
  return { NetworkMode: 'default', PortBindings: {}, PublishAllPorts: false, Links: null, ExtraHosts: null, Dns: [], DnsSearch: [], DnsOptions: [], ...partial } as HostConfig;
}
