/** Networks at the start of the daemon: those of the disk, and the predefined ones. */
import { DaemonError } from '../daemon.ts';
import { createBridge } from './bridge.ts';
import { persist } from './context.ts';
import type { NetworkContext } from './context.ts';
import { addNetwork, dropNetwork } from './create.ts';
import type { Network, NetworkRecord } from './model.ts';
import { formatPrefix, network as networkOf, parsePrefix } from './prefix.ts';
import { restoreSubnets } from './subnets.ts';
import { loadNetworks } from './store.ts';

const DEFAULT_BRIDGE_OPTIONS = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

/** Docker makes `none` and `host` once and `bridge` anew at each start of the daemon, so its id changes. */
export function restoreNetworks(context: NetworkContext): void {
  const { host, daemon } = context;
  host.forwarding = true;
  // Proxies and translations of an earlier daemon.
  for (const forward of [...host.forwards]) host.removeForward(forward);
  const saved = loadNetworks(daemon.fs, daemon.root);
  for (const record of saved) if (record.name !== 'bridge' || record.driver !== 'bridge') restore(context, record);
  for (const [name, driver] of [['none', 'null'], ['host', 'host']] as const) {
    if ([...context.networks.values()].some((network) => network.record.name === name)) continue;
    addNetwork(context, { ...blank(name, driver), ipamOptions: null });
  }
  const old = saved.find((record) => record.name === 'bridge');
  if (old) takeAwayAddresses(context, old);
  const bip = daemon.config.bip ? parsePrefix(daemon.config.bip) : undefined;
  const config = bip ? [{ Subnet: formatPrefix(networkOf(bip)), Gateway: daemon.config.bip?.split('/')[0] ?? '' }] : [];
  const mtu = daemon.config.raw['mtu'];
  const icc = daemon.config.raw['icc'];
  addNetwork(context, {
    ...blank('bridge', 'bridge'),
    ipamOptions: null,
    ipamConfig: config,
    options: {
      ...DEFAULT_BRIDGE_OPTIONS,
      ...(icc === false ? { 'com.docker.network.bridge.enable_icc': 'false' } : {}),
      ...(typeof mtu === 'number' && mtu > 0 ? { 'com.docker.network.driver.mtu': String(mtu) } : {}),
    },
  });
  persist(context);
}

function blank(name: string, driver: string): Parameters<typeof addNetwork>[1] {
  return { name, driver, enableIPv4: true, enableIPv6: false, internal: false, attachable: false, ingress: false, configFrom: '', ipamDriver: 'default', ipamOptions: null, ipamConfig: [], options: {}, labels: {} };
}

function restore(context: NetworkContext, record: NetworkRecord): void {
  const network: Network = { record, subnets: restoreSubnets(context.space, record.subnets), bridge: undefined, endpoints: new Map() };
  context.networks.set(record.id, network);
  if (record.configOnly || record.driver === 'host' || record.driver === 'null') return;
  try {
    createBridge(context.host, network);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    // As the real daemon: a network that cannot be restored is dropped.
    dropNetwork(context, network);
  }
}

/** docker0 keeps its addresses over a restart of the daemon; they may have changed in daemon.json. */
function takeAwayAddresses(context: NetworkContext, record: NetworkRecord): void {
  const bridge = context.host.interface('docker0');
  if (!bridge) return;
  for (const { address } of [...bridge.addresses]) bridge.removeAddress(address);
  for (const subnet of record.subnets) {
    const [base = '', bits = ''] = subnet.pool.split('/');
    context.host.removeMasquerade(base, Number(bits));
  }
}
