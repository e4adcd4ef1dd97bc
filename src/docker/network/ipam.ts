/** --subnet, --ip-range, --gateway and --aux-address of `docker network create` put together (docker/cli network/create.go). */
import type { IPAMConfig } from '../../api/network.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { StatusError } from '../errors.ts';
import { canonicalCIDR } from '../opts/ip.ts';

const fail = (message: string): never => {
  throw new StatusError(message);
};

/** Whether an address, or the address of a CIDR, lies in a subnet. Throws StatusError as Go words it. */
function contains(subnet: string, text: string): boolean {
  const net = canonicalCIDR(subnet) ?? fail(`invalid subnet: invalid CIDR address: ${subnet}`);
  let address = text;
  if (text.includes('/')) address = canonicalCIDR(text)?.address ?? fail(`invalid CIDR address: ${text}`);
  return canonicalCIDR(`${address}/${net.prefix}`)?.network === net.network;
}

export function ipamConfig(flags: FlagSet): IPAMConfig[] {
  const subnets = flags.strings('subnet');
  const ranges = flags.strings('ip-range');
  const gateways = flags.strings('gateway');
  if (subnets.length < ranges.length || subnets.length < gateways.length) fail('every ip-range or gateway must have a corresponding subnet');
  const configs = new Map<string, IPAMConfig & { AuxiliaryAddresses: Record<string, string> }>();
  for (const subnet of subnets) {
    for (const other of configs.keys()) if (contains(subnet, other) || contains(other, subnet)) fail('multiple overlapping subnet configuration is not supported');
    configs.set(subnet, { Subnet: subnet, AuxiliaryAddresses: {} });
  }
  const matching = (text: string, what: string): NonNullable<ReturnType<typeof configs.get>>[] => {
    const found = subnets.filter((subnet) => contains(subnet, text)).flatMap((subnet) => configs.get(subnet) ?? []);
    return found.length > 0 ? found : fail(`no matching subnet for ${what} ${text}`);
  };
  for (const range of ranges) {
    if (canonicalCIDR(range) === undefined) fail(`invalid CIDR address: ${range}`);
    for (const config of matching(range, 'range')) {
      if (config.IPRange !== undefined) fail(`cannot configure multiple ranges (${range}, ${config.IPRange}) on the same subnet (${config.Subnet})`);
      config.IPRange = range;
    }
  }
  for (const gateway of gateways) {
    for (const config of matching(gateway, 'gateway')) {
      if (config.Gateway !== undefined) fail(`cannot configure multiple gateways (${gateway}, ${config.Gateway}) for the same subnet (${config.Subnet})`);
      config.Gateway = gateway;
    }
  }
  for (const [name, address] of flags.get<ReadonlyMap<string, string>>('aux-address')) {
    for (const config of matching(address, 'aux-address')) config.AuxiliaryAddresses[name] = address;
  }
  return [...configs.values()].map(({ AuxiliaryAddresses: addresses, ...config }) =>
    Object.keys(addresses).length === 0 ? config : { ...config, AuxiliaryAddresses: addresses });
}
