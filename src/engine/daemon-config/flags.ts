/** The flags of dockerd 28.2.2 (`dockerd --help`). */
import { FlagSet } from '../../formats/pflag/flag-set.ts';
import { FlagError } from '../../formats/pflag/flag.ts';
import type { FlagDefinition, FlagType } from '../../formats/pflag/flag.ts';
import { flagUsages } from '../../formats/pflag/usage.ts';
import { bool, int, string } from '../../formats/pflag/values.ts';

/** Name, short name, kind of value, default, key of daemon.json where it differs, usage. */
type Row = readonly [name: string, short: string, kind: string, initial: string, key: string, usage: string];

const ROWS: readonly Row[] = [
  ['add-runtime', '', 'runtime', '', 'runtimes', 'Register an additional OCI compatible runtime'],
  ['allow-direct-routing', '', 'bool', '', '', 'Allow remote access to published ports on container IP addresses'],
  ['authorization-plugin', '', 'list', '', 'authorization-plugins', 'Authorization plugins to load'],
  ['bip', '', 'string', '', '', 'IPv4 address for the default bridge'],
  ['bip6', '', 'string', '', '', 'IPv6 address for the default bridge'],
  ['bridge', 'b', 'string', '', '', 'Attach containers to a network bridge'],
  ['cdi-spec-dir', '', 'list', '', 'cdi-spec-dirs', 'CDI specification directories to use'],
  ['cgroup-parent', '', 'string', '', '', 'Set parent cgroup for all containers'],
  ['config-file', '', 'string', '/etc/docker/daemon.json', '', 'Daemon configuration file'],
  ['containerd', '', 'string', '', '', 'containerd grpc address'],
  ['containerd-namespace', '', 'string', 'moby', '', 'Containerd namespace to use'],
  ['containerd-plugins-namespace', '', 'string', 'plugins.moby', '', 'Containerd namespace to use for plugins'],
  ['cpu-rt-period', '', 'int', '', '', 'Limit the CPU real-time period in microseconds for the parent cgroup for all containers (not supported with cgroups v2)'],
  ['cpu-rt-runtime', '', 'int', '', '', 'Limit the CPU real-time runtime in microseconds for the parent cgroup for all containers (not supported with cgroups v2)'],
  ['cri-containerd', '', 'bool', '', '', 'start containerd with cri'],
  ['data-root', '', 'string', '/var/lib/docker', '', 'Root directory of persistent Docker state'],
  ['debug', 'D', 'bool', '', '', 'Enable debug mode'],
  ['default-address-pool', '', 'pool-options', '', 'default-address-pools', 'Default address pools for node specific local networks'],
  ['default-cgroupns-mode', '', 'string', 'host', '', 'Default mode for containers cgroup namespace ("host" | "private")'],
  ['default-gateway', '', 'ip', '', '', 'Default gateway IPv4 address for the default bridge network'],
  ['default-gateway-v6', '', 'ip', '', '', 'Default gateway IPv6 address for the default bridge network'],
  ['default-ipc-mode', '', 'string', 'private', '', 'Default mode for containers ipc ("shareable" | "private")'],
  ['default-network-opt', '', 'mapmap', '', 'default-network-opts', 'Default network options'],
  ['default-runtime', '', 'string', 'runc', '', 'Default OCI runtime for containers'],
  ['default-shm-size', '', 'bytes', '64MiB', '', 'Default shm size for containers'],
  ['default-ulimit', '', 'ulimit', '', 'default-ulimits', 'Default ulimits for containers'],
  ['dns', '', 'ipSlice', '', '', 'DNS server to use'],
  ['dns-opt', '', 'list', '', 'dns-opts', 'DNS options to use'],
  ['dns-search', '', 'list', '', '', 'DNS search domains to use'],
  ['exec-opt', '', 'list', '', 'exec-opts', 'Runtime execution options'],
  ['exec-root', '', 'string', '/var/run/docker', '', 'Root directory for execution state files'],
  ['experimental', '', 'bool', '', '', 'Enable experimental features'],
  ['feature', '', 'map', '', 'features', 'Enable feature in the daemon'],
  ['fixed-cidr', '', 'string', '', '', 'IPv4 subnet for the default bridge network'],
  ['fixed-cidr-v6', '', 'string', '', '', 'IPv6 subnet for the default bridge network'],
  ['group', 'G', 'string', 'docker', '', 'Group for the unix socket'],
  ['help', '', 'bool', '', '', 'Print usage'],
  ['host', 'H', 'list', '', 'hosts', 'Daemon socket(s) to connect to'],
  ['host-gateway-ip', '', 'list', '', 'host-gateway-ips', 'IP addresses that the special \'host-gateway\' string in --add-host resolves to. Defaults to the IP addresses of the default bridge'],
  ['http-proxy', '', 'string', '', '', 'HTTP proxy URL to use for outgoing traffic'],
  ['https-proxy', '', 'string', '', '', 'HTTPS proxy URL to use for outgoing traffic'],
  ['icc', '', 'bool', 'true', '', 'Enable inter-container communication for the default bridge network'],
  ['init', '', 'bool', '', '', 'Run an init in the container to forward signals and reap processes'],
  ['init-path', '', 'string', '', '', 'Path to the docker-init binary'],
  ['insecure-registry', '', 'list', '', 'insecure-registries', 'Enable insecure registry communication'],
  ['ip', '', 'ip', '0.0.0.0', '', 'Host IP for port publishing from the default bridge network'],
  ['ip-forward', '', 'bool', 'true', '', 'Enable IP forwarding in system configuration'],
  ['ip-forward-no-drop', '', 'bool', '', '', 'Do not set the filter-FORWARD policy to DROP when enabling IP forwarding'],
  ['ip-masq', '', 'bool', 'true', '', 'Enable IP masquerading for the default bridge network'],
  ['ip6tables', '', 'bool', 'true', '', 'Enable addition of ip6tables rules'],
  ['iptables', '', 'bool', 'true', '', 'Enable addition of iptables rules'],
  ['ipv6', '', 'bool', '', '', 'Enable IPv6 networking for the default bridge network'],
  ['label', '', 'list', '', 'labels', 'Set key=value labels to the daemon'],
  ['live-restore', '', 'bool', '', '', 'Enable live restore of docker when containers are still running'],
  ['log-driver', '', 'string', 'json-file', '', 'Default driver for container logs'],
  ['log-format', '', 'string', 'text', '', 'Set the logging format ("text"|"json")'],
  ['log-level', 'l', 'string', 'info', '', 'Set the logging level ("debug"|"info"|"warn"|"error"|"fatal")'],
  ['log-opt', '', 'map', '', 'log-opts', 'Default log driver options for containers'],
  ['max-concurrent-downloads', '', 'int', '3', '', 'Set the max concurrent downloads'],
  ['max-concurrent-uploads', '', 'int', '5', '', 'Set the max concurrent uploads'],
  ['max-download-attempts', '', 'int', '5', '', 'Set the max download attempts for each pull'],
  ['metrics-addr', '', 'string', '', '', 'Set default address and port to serve the metrics api on'],
  ['mtu', '', 'int', '1500', '', 'Set the MTU for the default "bridge" network'],
  ['network-control-plane-mtu', '', 'int', '1500', '', 'Network Control plane MTU'],
  ['no-new-privileges', '', 'bool', '', '', 'Set no-new-privileges by default for new containers'],
  ['no-proxy', '', 'string', '', '', 'Comma-separated list of hosts or IP addresses for which the proxy is skipped'],
  ['node-generic-resource', '', 'list', '', 'node-generic-resources', 'Advertise user-defined resource'],
  ['pidfile', 'p', 'string', '/var/run/docker.pid', '', 'Path to use for daemon PID file'],
  ['raw-logs', '', 'bool', '', '', 'Full timestamps without ANSI coloring'],
  ['registry-mirror', '', 'list', '', 'registry-mirrors', 'Preferred Docker registry mirror'],
  ['rootless', '', 'bool', '', '', 'Enable rootless mode; typically used with RootlessKit'],
  ['seccomp-profile', '', 'string', 'builtin', '', 'Path to seccomp profile. Set to "unconfined" to disable the default seccomp profile'],
  ['selinux-enabled', '', 'bool', '', '', 'Enable selinux support'],
  ['shutdown-timeout', '', 'int', '15', '', 'Set the default shutdown timeout'],
  ['storage-driver', 's', 'string', '', '', 'Storage driver to use'],
  ['storage-opt', '', 'list', '', 'storage-opts', 'Storage driver options'],
  ['swarm-default-advertise-addr', '', 'string', '', '', 'Set default address or interface for swarm advertised address'],
  ['tls', '', 'bool', '', '', 'Use TLS; implied by --tlsverify'],
  ['tlscacert', '', 'string', '/root/.docker/ca.pem', '', 'Trust certs signed only by this CA'],
  ['tlscert', '', 'string', '/root/.docker/cert.pem', '', 'Path to TLS certificate file'],
  ['tlskey', '', 'string', '/root/.docker/key.pem', '', 'Path to TLS key file'],
  ['tlsverify', '', 'bool', '', '', 'Use TLS and verify the remote'],
  ['userland-proxy', '', 'bool', 'true', '', 'Use userland proxy for loopback traffic'],
  ['userland-proxy-path', '', 'string', '/usr/sbin/docker-proxy', '', 'Path to the userland proxy binary'],
  ['userns-remap', '', 'string', '', '', 'User/Group setting for user namespaces'],
  ['validate', '', 'bool', '', '', 'Validate daemon configuration and exit'],
  ['version', 'v', 'bool', '', '', 'Print version information and quit'],
];

/** A list that grows with each use (opts.ListOpts, ipSlice and others that print as `[a b]`). */
function list(type: string): FlagType<readonly string[]> {
  return { type, initial: [], parse: (text, previous, changed) => (changed ? [...previous, text] : [text]), format: (value) => (['list', 'pool-options'].includes(type) && value.length === 0 ? '' : `[${value.join(' ')}]`) };
}

function map(type: string): FlagType<readonly string[]> {
  return {
    type, initial: [],
    parse: (text, previous, changed) => {
      if (type === 'map' && !text.includes('=')) throw new FlagError(`invalid key-value pair ${text}`);
      return changed ? [...previous, text] : [text];
    },
    format: (value) => `map[${[...value].sort().map((pair) => pair.replace('=', ':')).join(' ')}]`,
  };
}

function plain(type: string, initial: string): FlagType<string> {
  return { type, initial, parse: (text) => text, format: (value) => value };
}

function typeOf([, , kind, initial]: Row): FlagDefinition['value'] {
  switch (kind) {
    case 'bool':
      return bool(initial === 'true');
    case 'string':
      return string(initial);
    case 'int':
      return int(Number(initial));
    case 'list':
    case 'ipSlice':
    case 'ulimit':
    case 'runtime':
    case 'pool-options':
      return list(kind);
    case 'map':
    case 'mapmap':
      return map(kind);
    default:
      return plain(kind, initial);
  }
}

export const FLAGS: readonly FlagDefinition[] = ROWS.map((row) => ({ name: row[0], ...(row[1] ? { short: row[1] } : {}), value: typeOf(row), usage: row[5] }));

/** Keys of daemon.json by the flag that means the same. */
export const KEYS: ReadonlyMap<string, string> = new Map(ROWS.filter((row) => row[4] !== '').map((row) => [row[0], row[4]]));

export function daemonFlags(): FlagSet {
  return new FlagSet(FLAGS);
}

/** What `dockerd --help` prints, 80 columns wide. */
/** The usage is wrapped for a terminal of 80 columns less the margin that pflag keeps. */
const COLUMNS = 79;

export function usage(): string {
  return `\nUsage:\tdockerd [OPTIONS]\n\nA self-sufficient runtime for containers.\n\nOptions:\n${flagUsages(FLAGS, COLUMNS)}`;
}
