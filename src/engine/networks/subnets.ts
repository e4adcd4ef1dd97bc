/** Pools, gateways and auxiliary addresses of a network (moby libnetwork Network.ipamAllocate). */
import type { IPAMConfig } from '../../api/network.ts';
import { DaemonError } from '../daemon.ts';
import type { AddressSpace, Pool } from './address-space.ts';
import { contains, formatAddress, formatPrefix, parseAddress, parsePrefix } from './prefix.ts';
import type { Address, Prefix } from './prefix.ts';
import type { Subnet, SubnetRecord } from './model.ts';

/** Allocates what the configuration asks for, or a predefined pool of each enabled family. Nothing stays allocated on failure. */
export function allocateSubnets(space: AddressSpace, configs: readonly IPAMConfig[], enabled: { ipv4: boolean; ipv6: boolean }, reserved: readonly Prefix[]): Subnet[] {
  const subnets: Subnet[] = [];
  try {
    for (const family of [4, 6] as const) {
      if (!(family === 4 ? enabled.ipv4 : enabled.ipv6)) continue;
      const own = configs.filter((config) => parsePrefix(config.Subnet ?? '')?.family === family);
      if (own.length === 0) subnets.push(allocate(space, requestPool(() => space.requestPredefined(family, reserved)), {}));
      for (const config of own) {
        const prefix = parsePrefix(config.Subnet ?? '');
        if (prefix) subnets.push(allocate(space, requestPool(() => space.request(prefix)), config));
      }
    }
  } catch (error) {
    releaseSubnets(space, subnets);
    throw error;
  }
  return subnets;
}

export function releaseSubnets(space: AddressSpace, subnets: readonly Subnet[]): void {
  for (const { pool } of subnets) space.release(pool);
}

function requestPool(request: () => Pool): Pool {
  try {
    return request();
  } catch (error) {
    // Only the overlap is wrapped; "fully subnetted" comes as it is.
    if (error instanceof DaemonError && error.status === 403) throw new DaemonError(403, `invalid pool request: ${error.message}`);
    throw error;
  }
}

function allocate(space: AddressSpace, pool: Pool, config: IPAMConfig): Subnet {
  try {
    const range = config.IPRange ? parsePrefix(config.IPRange) : undefined;
    const wanted = config.Gateway ? parseAddress(config.Gateway) : undefined;
    let gateway: Address;
    if (wanted) {
      reserve(pool, wanted, (message) => `failed to allocate gateway (${config.Gateway}): ${message}`);
      gateway = wanted;
    } else gateway = pool.request(range);
    const auxiliary: Address[] = [];
    for (const [name, text] of Object.entries(config.AuxiliaryAddresses ?? {})) {
      const address = parseAddress(text);
      if (!address) throw new DaemonError(400, `non parsable secondary ip address (${name}:${text}) passed for network`);
      if (!contains(pool.prefix, address)) throw new DaemonError(403, `auxiliary address: (${name}:${text}) must belong to the master pool: ${formatPrefix(pool.prefix)}`);
      reserve(pool, address, (message) => `failed to allocate secondary ip address (${name}:${text}): ${message}`);
      auxiliary.push(address);
    }
    return { pool, range, gateway, auxiliary };
  } catch (error) {
    space.release(pool);
    throw error;
  }
}

function reserve(pool: Pool, address: Address, words: (message: string) => string): void {
  try {
    pool.take(address);
  } catch (error) {
    if (error instanceof DaemonError) throw new DaemonError(error.status, words(error.message));
    throw error;
  }
}

export function subnetRecord(subnet: Subnet, config: IPAMConfig | undefined): SubnetRecord {
  return {
    pool: formatPrefix(subnet.pool.prefix),
    ...(subnet.range ? { range: formatPrefix(subnet.range) } : {}),
    ...(subnet.gateway ? { gateway: formatAddress(subnet.gateway) } : {}),
    ...(config?.AuxiliaryAddresses ? { auxiliary: config.AuxiliaryAddresses } : {}),
  };
}

/** Takes the subnets of a network from the disk into use again. */
export function restoreSubnets(space: AddressSpace, records: readonly SubnetRecord[]): Subnet[] {
  return records.flatMap((record) => {
    const prefix = parsePrefix(record.pool);
    if (!prefix) return [];
    const pool = space.request(prefix);
    const gateway = record.gateway ? parseAddress(record.gateway) : undefined;
    if (gateway) pool.take(gateway);
    const auxiliary = Object.values(record.auxiliary ?? {}).map(parseAddress).filter((address) => address !== undefined);
    for (const address of auxiliary) if (!pool.has(address)) pool.take(address);
    return [{ pool, range: record.range ? parsePrefix(record.range) : undefined, gateway, auxiliary }];
  });
}
