/** The keys of daemon.json with their Go types: what does not fit is an error of encoding/json, in its words. */
import { ramInBytes } from '../../formats/go-units/size.ts';

/** `path` is the Go field as encoding/json names it. */
interface Key { readonly path: string; readonly type: string }

const COMMON = 'Config.CommonConfig.';

function keys(prefix: string, type: string, names: string): [string, Key][] {
  return names.split(' ').map((name) => [name, { path: `${prefix}${name}`, type }]);
}

export const SCHEMA: ReadonlyMap<string, Key> = new Map([
  ...keys(COMMON, 'bool', 'debug live-restore experimental raw-logs tls tlsverify'),
  ...keys(COMMON, 'string', 'pidfile data-root exec-root group log-level log-format containerd containerd-namespace containerd-plugins-namespace swarm-default-advertise-addr metrics-addr default-runtime storage-driver'),
  ...keys(COMMON, 'int', 'max-concurrent-downloads max-concurrent-uploads max-download-attempts shutdown-timeout network-control-plane-mtu'),
  ...keys(COMMON, '[]string', 'hosts labels storage-opts exec-opts authorization-plugins node-generic-resources cdi-spec-dirs'),
  ...keys(`${COMMON}ServiceOptions.`, '[]string', 'registry-mirrors insecure-registries'),
  ...keys(`${COMMON}LogConfig.`, 'string', 'log-driver'), ...keys(`${COMMON}LogConfig.`, 'map[string]string', 'log-opts'),
  ...keys(`${COMMON}DNSConfig.`, '[]net.IP', 'dns host-gateway-ips'), ...keys(`${COMMON}DNSConfig.`, '[]string', 'dns-opts dns-search'),
  ...keys(COMMON, 'map[string]bool', 'features'),
  ...keys('Config.CommonConfig.NetworkConfig.', '[]object', 'default-address-pools'),
  ...keys(`${COMMON}TLSOptions.`, 'string', 'tlscacert tlscert tlskey'),
  ...keys('Config.', 'bool', 'selinux-enabled init no-new-privileges ipv6 iptables ip6tables ip-forward ip-masq icc userland-proxy rootless allow-direct-routing'),
  ...keys('Config.', 'string', 'init-path cgroup-parent userns-remap seccomp-profile default-ipc-mode default-cgroupns-mode bip bip6 bridge fixed-cidr fixed-cidr-v6 userland-proxy-path'),
  ...keys('Config.', 'int', 'mtu cpu-rt-period cpu-rt-runtime'),
  ...keys('Config.', 'net.IP', 'ip default-gateway default-gateway-v6'),
  ...keys('Config.', 'opts.MemBytes', 'default-shm-size'),
  ...keys('Config.', 'map[string]units.Ulimit', 'default-ulimits'), ...keys('Config.', 'map[string]object', 'runtimes default-network-opts'),
]);

function kind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value !== null && typeof value === 'object' ? 'object' : typeof value;
}

const EXPECTED: Readonly<Record<string, string>> = { bool: 'bool', string: 'string', int: 'number' };

export function isIp(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? text.split('.').every((part) => Number(part) < 256) : /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text);
}

function mismatch(found: unknown, key: Key, type: string): string {
  return `json: cannot unmarshal ${kind(found)} into Go struct field ${key.path} of type ${type}`;
}

/** The first error of reading these values into Go's struct; undefined when all fit. */
export function typeError(values: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const key = SCHEMA.get(name);
    if (!key || value === null) continue;
    const error = checkValue(key, value);
    if (error) return error;
  }
  return undefined;
}

function checkValue(key: Key, value: unknown): string | undefined {
  const { type } = key;
  const list = /^\[\](.*)$/.exec(type);
  if (list) {
    if (!Array.isArray(value)) return mismatch(value, key, type === '[]object' ? '[]*ipamutils.NetworkToSplit' : type);
    if (type === '[]object') return checkPools(value);
    for (const item of value) {
      const error = checkValue({ path: key.path, type: list[1]! }, item);
      if (error) return error;
    }
    return undefined;
  }
  const map = /^map\[string\](.*)$/.exec(type);
  if (map) {
    if (kind(value) !== 'object') return mismatch(value, key, type === 'map[string]object' ? 'map[string]interface {}' : type);
    for (const item of Object.values(value as object)) {
      if (map[1] === 'object') continue;
      if (map[1] === 'units.Ulimit') {
        if (kind(item) !== 'object') return mismatch(item, key, 'units.Ulimit');
        continue;
      }
      const error = checkValue({ path: key.path, type: map[1]! }, item);
      if (error) return error;
    }
    return undefined;
  }
  if (type === 'net.IP') {
    if (typeof value !== 'string') return mismatch(value, key, type);
    return value === '' || isIp(value) ? undefined : `invalid IP address: ${value}`;
  }
  if (type === 'opts.MemBytes') return sizeError(value);
  if (EXPECTED[type] !== undefined && kind(value) !== EXPECTED[type]) return mismatch(value, key, type);
  if (type === 'int' && !Number.isInteger(value)) return `json: cannot unmarshal number ${String(value)} into Go struct field ${key.path} of type int`;
  return undefined;
}

function sizeError(value: unknown): string | undefined {
  if (typeof value === 'number') return undefined;
  try {
    ramInBytes(String(value));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkPools(pools: readonly unknown[]): string | undefined {
  for (const pool of pools) {
    const base = (pool as { base?: unknown } | null)?.base;
    if (typeof base !== 'string') continue;
    const m = /^(.*)\/(\d+)$/.exec(base);
    if (!base.includes('/')) return `netip.ParsePrefix(${JSON.stringify(base)}): no '/'`;
    if (!m || !isIp(m[1]!)) return `netip.ParsePrefix(${JSON.stringify(base)}): ParseAddr(${JSON.stringify(base.split('/')[0])}): unable to parse IP`;
    if (Number(m[2]) > (m[1]!.includes(':') ? 128 : 32)) return `netip.ParsePrefix(${JSON.stringify(base)}): prefix length out of range`;
  }
  return undefined;
}
