/** Checks of the IPAM part of a create request (moby api/types/network/ipam.go). */
import type { IPAMConfig } from '../../api/network.ts';
import { DaemonError } from '../daemon.ts';
import { contains, formatPrefix, network, parseAddress, parsePrefix } from './prefix.ts';
import type { Prefix } from './prefix.ts';

/** Several errors as moby joins them: one stands alone, more are a list. */
export function joinErrors(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : errors.map((error) => `* ${error}`).join('\n');
}

/** 400 `invalid network config:` with all that is wrong. */
export function validateIPAM(configs: readonly IPAMConfig[], enableIPv6: boolean): void {
  const errors: string[] = [];
  for (const config of configs) {
    const subnet = parsePrefix(config.Subnet ?? '');
    if (!subnet) {
      errors.push(`invalid subnet ${config.Subnet ?? ''}: invalid CIDR block notation`);
      continue;
    }
    if (subnet.family === 6 && !enableIPv6) continue;
    if (network(subnet).address !== subnet.address) errors.push(`invalid subnet ${config.Subnet}: it should be ${formatPrefix(network(subnet))}`);
    errors.push(...validateRange(config.IPRange, subnet));
    const gateway = config.Gateway ? addressError(config.Gateway, subnet) : undefined;
    if (gateway) errors.push(`invalid gateway ${config.Gateway}: ${gateway}`);
    for (const auxiliary of Object.values(config.AuxiliaryAddresses ?? {})) {
      const wrong = addressError(auxiliary, subnet);
      if (wrong) errors.push(`invalid auxiliary address ${auxiliary}: ${wrong}`);
    }
  }
  if (errors.length > 0) throw new DaemonError(400, `invalid network config:\n${joinErrors(errors)}`);
}

function familyName(family: 4 | 6): string {
  return family === 4 ? 'IPv4' : 'IPv6';
}

function validateRange(text: string | undefined, subnet: Prefix): string[] {
  if (!text) return [];
  const range = parsePrefix(text);
  if (!range) return [`invalid ip-range ${text}: invalid CIDR block notation`];
  if (range.family !== subnet.family) return [`invalid ip-range ${text}: parent subnet is an ${familyName(subnet.family)} block`];
  const errors: string[] = [];
  if (range.bits < subnet.bits) errors.push(`invalid ip-range ${text}: CIDR block is bigger than its parent subnet ${formatPrefix(subnet)}`);
  if (network(range).address !== range.address) errors.push(`invalid ip-range ${text}: it should be ${formatPrefix(network(range))}`);
  if (!contains(subnet, { family: range.family, value: range.address })) errors.push(`invalid ip-range ${text}: parent subnet ${formatPrefix(subnet)} doesn't contain ip-range`);
  return errors;
}

function addressError(text: string, subnet: Prefix): string | undefined {
  const address = parseAddress(text);
  if (!address) return 'invalid address';
  if (address.family !== subnet.family) return `parent subnet is an ${familyName(subnet.family)} block`;
  if (!contains(subnet, address)) return `parent subnet ${formatPrefix(subnet)} doesn't contain this address`;
  return undefined;
}
