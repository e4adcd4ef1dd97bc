/** Options that exclude each other because the container shares a namespace that is not its own (moby runconfig, validateNetMode). */
import type { ContainerConfig, HostConfig } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';

/** What a container that joins another one's network (`container:X`) cannot have of its own, in moby's order. */
const OWN_NETWORK: readonly (readonly [(config: Partial<ContainerConfig>, host: Partial<HostConfig>) => boolean, string])[] = [
  [(config) => Boolean(config.Hostname), 'hostname and the network mode'],
  [(_, host) => filled(host.Links), "container type network can't be used with links. This would result in undefined behavior"],
  [(_, host) => filled(host.Dns), 'dns and the network mode'],
  [(_, host) => filled(host.ExtraHosts), 'custom host-to-IP mapping and the network mode'],
  [(config) => Boolean(config.MacAddress), 'mac-address and the network mode'],
  [(_, host) => filled(host.PortBindings) || Boolean(host.PublishAllPorts), 'port publishing and the container type network mode'],
  [(config) => filled(config.ExposedPorts), 'port exposing and the container type network mode'],
];

function filled(value: object | null | undefined): boolean {
  return Object.keys(value ?? {}).length > 0;
}

/** Throws 400 `conflicting options: …`. */
export function refuseNetworkConflicts(config: Partial<ContainerConfig>, host: Partial<HostConfig>): void {
  const mode = host.NetworkMode ?? '';
  const conflicts: string[] = [];
  if (/^container:.+/.test(mode)) conflicts.push(...OWN_NETWORK.filter(([applies]) => applies(config, host)).map(([, words]) => words));
  if (host.UTSMode === 'host' && config.Hostname) conflicts.push('hostname and the UTS mode');
  if (mode === 'host' && filled(host.Links)) conflicts.push("host type networking can't be used with links. This would result in undefined behavior");
  if (conflicts.length > 0) throw new DaemonError(400, `conflicting options: ${conflicts[0]}`);
}
