/** `--network` and its companions as endpoints of the container (docker/cli container/opts.go, parseNetworkOpts). */
import type { EndpointSettings } from '../../api/network.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { StatusError } from '../errors.ts';
import { attachment, type NetworkAttachment } from '../opts/network.ts';
import { isMAC } from '../opts/validators.ts';

const fail = (message: string): never => {
  throw new StatusError(message);
};

const given = (flags: FlagSet): readonly NetworkAttachment[] => flags.get<readonly NetworkAttachment[]>('network');

/** HostConfig.NetworkMode: the first network. */
export const networkMode = (flags: FlagSet): string => given(flags)[0]?.target ?? 'default';

const isUserDefined = (target: string): boolean => !['default', 'bridge', 'host', 'none'].includes(target) && !target.startsWith('container:');

/** NetworkingConfig.EndpointsConfig. Throws StatusError when flags contradict each other. */
export function endpoints(flags: FlagSet): Record<string, EndpointSettings> {
  const networks = given(flags);
  const result: Record<string, EndpointSettings> = {};
  if (networks.length === 0) {
    result['default'] = endpoint(withFlags(attachment('default'), flags));
    return result;
  }
  networks.forEach((network, i) => {
    const settings = endpoint(i === 0 ? withFlags(network, flags) : network);
    if (Object.hasOwn(result, network.target)) fail(`network ${quote(network.target)} is specified multiple times`);
    if (networks.length > 1 || !isEmpty(settings)) result[network.target] = settings;
  });
  const userDefined = networks.filter((network) => isUserDefined(network.target)).length;
  if (userDefined > 0 && userDefined < networks.length) fail('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  return result;
}

function withFlags(network: NetworkAttachment, flags: FlagSet): NetworkAttachment {
  const aliases = flags.strings('network-alias');
  const links = flags.strings('link');
  const linkLocal = flags.strings('link-local-ip');
  const conflict = (own: boolean, flag: string, what: string): void => {
    if (own) fail(`conflicting options: cannot specify both ${flag} and per-network ${what}`);
  };
  conflict(network.aliases.length > 0 && aliases.length > 0, '--network-alias', 'alias');
  conflict(network.links.length > 0 && links.length > 0, '--link', 'links');
  conflict(network.ipv4 !== '' && flags.string('ip') !== '', '--ip', 'IPv4 address');
  conflict(network.ipv6 !== '' && flags.string('ip6') !== '', '--ip6', 'IPv6 address');
  conflict(network.mac !== '' && flags.string('mac-address') !== '', '--mac-address', 'MAC address');
  conflict(network.linkLocalIPs.length > 0 && linkLocal.length > 0, '--link-local-ip', 'link-local IP addresses');
  return {
    ...network,
    aliases: aliases.length > 0 ? [...aliases] : network.aliases,
    links: isUserDefined(network.target) && links.length > 0 ? [...links] : network.links,
    ipv4: flags.string('ip') || network.ipv4,
    ipv6: flags.string('ip6') || network.ipv6,
    mac: flags.string('mac-address') || network.mac,
    linkLocalIPs: linkLocal.length > 0 ? [...linkLocal] : network.linkLocalIPs,
  };
}

function endpoint(network: NetworkAttachment): EndpointSettings {
  if (network.target.trim() === '') fail('no name set for network');
  if (!isUserDefined(network.target)) {
    if (network.aliases.length > 0) fail('network-scoped aliases are only supported for user-defined networks');
    if (network.links.length > 0) fail('links are only supported for user-defined networks');
  }
  const { ipv4, ipv6, linkLocalIPs, mac } = network;
  if (mac !== '' && !isMAC(mac)) fail(`${mac} is not a valid mac address`);
  const ipam = ipv4 !== '' || ipv6 !== '' || linkLocalIPs.length > 0;
  return {
    IPAMConfig: ipam
      ? { ...(ipv4 ? { IPv4Address: ipv4 } : {}), ...(ipv6 ? { IPv6Address: ipv6 } : {}), ...(linkLocalIPs.length > 0 ? { LinkLocalIPs: linkLocalIPs } : {}) }
      : null,
    Links: network.links.length > 0 ? network.links : null,
    Aliases: network.aliases.length > 0 ? network.aliases : null,
    MacAddress: mac,
    DriverOpts: network.driverOpts ?? null,
    GwPriority: network.gwPriority,
    NetworkID: '', EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null,
  };
}

const isEmpty = (settings: EndpointSettings): boolean =>
  settings.IPAMConfig === null && settings.Links === null && settings.Aliases === null && settings.MacAddress === '' && settings.DriverOpts === null && settings.GwPriority === 0;
