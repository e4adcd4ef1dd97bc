/** The bridge driver on the host: the bridge with its addresses and rules, and the cables of containers (moby libnetwork/drivers/bridge). */
import { parseIntGo } from '../../formats/go-units/strconv.ts';
import { parseBool } from '../../formats/pflag/numbers.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { NetInterface } from '../../kernel/net/interface.ts';
import type { Interface, NetNamespace } from '../../kernel/net/types.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { DaemonError } from '../daemon.ts';
import type { Endpoint, Network, NetworkRecord, RunningSandbox } from './model.ts';
import { formatAddress, formatPrefix } from './prefix.ts';

const LABEL = 'com.docker.network.bridge.';

/** Name of the interface on the host. */
export function bridgeName(record: NetworkRecord): string {
  if (record.driver !== 'bridge') return `dm-${record.id.slice(0, 12)}`;
  return record.options[`${LABEL}name`] ?? `br-${record.id.slice(0, 12)}`;
}

/** The value of an option of the driver. 400 with Go's words when it cannot be read. */
function option<T>(options: Readonly<Record<string, string>>, name: string, fallback: T, parse: (text: string) => T): T {
  const text = options[name];
  if (text === undefined) return fallback;
  try {
    return parse(text);
  } catch (error) {
    throw new DaemonError(400, `failed to parse ${name} value: ${text} (${(error as Error).message})`);
  }
}

const booleanOption = (options: Readonly<Record<string, string>>, name: string, fallback: boolean): boolean => option(options, `${LABEL}${name}`, fallback, parseBool);

const MTU = 'com.docker.network.driver.mtu';

function mtuOption(options: Readonly<Record<string, string>>): number {
  const mtu = option(options, MTU, 0, (text) => parseIntGo(text, 'Atoi'));
  if (mtu < 0) throw new DaemonError(400, `invalid MTU number: ${options[MTU]}`);
  return mtu;
}

/** Makes the bridge (or takes over one that exists) with gateway addresses, filters and masquerading. */
export function createBridge(host: NetNamespace, network: Network): void {
  const { record } = network;
  const name = bridgeName(record);
  const icc = booleanOption(record.options, 'enable_icc', true);
  const masquerade = booleanOption(record.options, 'enable_ip_masquerade', true);
  let bridge: Interface | undefined = host.interface(name);
  if (bridge && bridge.kind !== 'bridge') throw new DaemonError(500, `existing interface ${name} is not a bridge`);
  try {
    bridge ??= host.addBridge(name);
  } catch (error) {
    if (isSysError(error, 'EINVAL')) throw new DaemonError(500, `failed to create bridge interface ${name}: numerical result out of range`);
    throw error;
  }
  const mtu = record.driver === 'bridge' ? mtuOption(record.options) : Number(record.options[MTU]);
  if (mtu > 0) bridge.mtu = mtu;
  network.bridge = bridge;
  if (record.driver !== 'bridge') return;
  for (const subnet of network.subnets) {
    const { prefix } = subnet.pool;
    if (subnet.gateway) {
      const address = formatAddress(subnet.gateway);
      if (!bridge.addresses.some((known) => known.address === address)) bridge.addAddress(address, prefix.bits);
    }
    if (prefix.family === 4 && masquerade && !record.internal) {
      const [base = ''] = formatPrefix(prefix).split('/');
      host.removeMasquerade(base, prefix.bits);
      host.addMasquerade(base, prefix.bits, bridge);
    }
  }
  host.setIsolation(bridge, { isolated: true, internal: record.internal, icc });
}

export function removeBridge(host: NetNamespace, network: Network): void {
  for (const { pool } of network.subnets) {
    const [base = ''] = formatPrefix(pool.prefix).split('/');
    host.removeMasquerade(base, pool.prefix.bits);
  }
  if (network.bridge && host.interface(network.bridge.name)) host.remove(network.bridge);
  network.bridge = undefined;
}

/** Plugs an endpoint into the container's namespace as the next ethN (or the name that was asked for). */
export function plug(host: NetNamespace, endpoint: Endpoint, sandbox: RunningSandbox, random: RandomStream): void {
  const { network } = endpoint;
  const name = interfaceName(endpoint, sandbox);
  const parent = network.record.options['parent'];
  const cable = parent ? (host.interface(parent) as NetInterface | undefined)?.link : undefined;
  if (cable) endpoint.interface = cable.attach(sandbox.net as Parameters<typeof cable.attach>[0], { name, mac: endpoint.mac });
  else {
    const bridge = network.bridge;
    if (!bridge) return;
    let port = '';
    do port = `veth${random.hex(7)}`;
    while (host.interface(port));
    const [near, far] = host.addVeth(port, sandbox.net, name, { peerMac: endpoint.mac });
    near.mtu = far.mtu = bridge.mtu;
    host.setMaster(near, bridge);
    endpoint.interface = far;
  }
  if (endpoint.ipv4 && endpoint.ipv4Subnet) endpoint.interface.addAddress(formatAddress(endpoint.ipv4), endpoint.ipv4Subnet.pool.prefix.bits);
  if (endpoint.ipv6 && endpoint.ipv6Subnet) endpoint.interface.addAddress(formatAddress(endpoint.ipv6), endpoint.ipv6Subnet.pool.prefix.bits);
}

export function unplug(endpoint: Endpoint): void {
  const { interface: iface } = endpoint;
  endpoint.interface = undefined;
  if (iface && iface.namespace.interface(iface.name) === iface) iface.namespace.remove(iface);
}

function interfaceName(endpoint: Endpoint, sandbox: RunningSandbox): string {
  const wanted = endpoint.settings.DriverOpts?.['com.docker.network.endpoint.ifname'];
  if (wanted) {
    if (sandbox.net.interface(wanted)) throw new DaemonError(500, `failed to add interface veth to sandbox: error renaming interface to ${JSON.stringify(wanted)}: file exists`);
    return wanted;
  }
  for (let i = 0; ; i++) if (!sandbox.net.interface(`eth${i}`)) return `eth${i}`;
}
