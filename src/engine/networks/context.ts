/** What all parts of the network service share, and how networks are found. */
import type { NetNamespace } from '../../kernel/net/types.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon } from '../daemon.ts';
import type { AddressSpace } from './address-space.ts';
import type { ContainerNetworking, Network } from './model.ts';
import type { PortAllocator } from './port-allocator.ts';
import { saveNetworks } from './store.ts';

export interface NetworkContext {
  readonly daemon: Daemon;
  /** The host's namespace. */
  readonly host: NetNamespace;
  readonly random: RandomStream;
  readonly space: AddressSpace;
  readonly ports: PortAllocator;
  /** By id, in the order in which they were made. */
  readonly networks: Map<string, Network>;
  readonly containers: Map<string, ContainerNetworking>;
}

/** By full id, then full name, then id prefix (moby FindNetwork). 404 `network NAME not found`, 400 when ambiguous. */
export function findNetwork(context: NetworkContext, reference: string): Network {
  const exact = context.networks.get(reference);
  if (exact) return exact;
  const all = [...context.networks.values()];
  const byName = all.filter((network) => network.record.name === reference);
  if (byName[0] && byName.length === 1) return byName[0];
  if (byName.length > 1) throw new DaemonError(400, `network ${reference} is ambiguous (${byName.length} matches found on name)`);
  const byPrefix = reference === '' ? [] : all.filter((network) => network.record.id.startsWith(reference));
  if (byPrefix[0] && byPrefix.length === 1) return byPrefix[0];
  if (byPrefix.length > 1) throw new DaemonError(400, `network ${reference} is ambiguous (${byPrefix.length} matches found based on ID prefix)`);
  throw new DaemonError(404, `network ${reference} not found`);
}

export function tryFindNetwork(context: NetworkContext, reference: string): Network | undefined {
  try {
    return findNetwork(context, reference);
  } catch (error) {
    if (error instanceof DaemonError) return undefined;
    throw error;
  }
}

export function persist(context: NetworkContext): void {
  saveNetworks(context.daemon.fs, context.daemon.root, [...context.networks.values()].map((network) => network.record));
}

export function networkEvent(context: NetworkContext, action: string, network: Network, attributes: Readonly<Record<string, string>> = {}): void {
  context.daemon.events.publish('network', action, network.record.id, { name: network.record.name, type: network.record.driver, ...attributes });
}

export function randomMac(random: RandomStream): string {
  const bytes = random.bytes(6);
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 2;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}
