/** Container configuration: filling in what a client left out, and merging with the image's (moby runconfig.merge). */
import type { ContainerConfig, CreateRequest, GoMap, HealthcheckConfig, HostConfig } from '../../api/container.ts';
import { HOST_CONFIG_FIELDS } from '../../api/container.ts';
import type { ImageConfig } from '../daemon.ts';

/** Go prints maps with sorted keys: keep them sorted. */
export function sortedMap<T>(map: GoMap<T>): GoMap<T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function sortedOrNull<T>(map: GoMap<T> | null | undefined): GoMap<T> | null {
  return map ? sortedMap(map) : null;
}

function nonEmpty<T>(map: GoMap<T> | null | undefined): GoMap<T> | undefined {
  return map && Object.keys(map).length > 0 ? sortedMap(map) : undefined;
}

function list(value: string[] | null | undefined): string[] | null {
  return value ?? null;
}

/** Commands may come as one string (`"Cmd": "ls"`), as old clients sent them. */
function strings(value: unknown): string[] | null {
  return typeof value === 'string' ? [value] : ((value as string[] | null | undefined) ?? null);
}

function healthcheck(h: HealthcheckConfig | null | undefined): HealthcheckConfig | undefined {
  if (!h) return undefined;
  return {
    ...(h.Test && h.Test.length > 0 ? { Test: h.Test } : {}), ...(h.Interval ? { Interval: h.Interval } : {}), ...(h.Timeout ? { Timeout: h.Timeout } : {}),
    ...(h.StartPeriod ? { StartPeriod: h.StartPeriod } : {}), ...(h.StartInterval ? { StartInterval: h.StartInterval } : {}),
    ...(h.Retries ? { Retries: h.Retries } : {}),
  };
}

/** All fields of a config in the order of Go's struct; those with `omitempty` only when set. */
export function completeConfig(c: Partial<ContainerConfig>): ContainerConfig {
  const ports = nonEmpty(c.ExposedPorts);
  const health = healthcheck(c.Healthcheck);
  return {
    Hostname: c.Hostname ?? '', Domainname: c.Domainname ?? '', User: c.User ?? '',
    AttachStdin: c.AttachStdin ?? false, AttachStdout: c.AttachStdout ?? false, AttachStderr: c.AttachStderr ?? false,
    ...(ports ? { ExposedPorts: ports } : {}),
    Tty: c.Tty ?? false, OpenStdin: c.OpenStdin ?? false, StdinOnce: c.StdinOnce ?? false,
    Env: list(c.Env), Cmd: strings(c.Cmd),
    ...(health ? { Healthcheck: health } : {}), ...(c.ArgsEscaped ? { ArgsEscaped: true } : {}),
    Image: c.Image ?? '', Volumes: sortedOrNull(c.Volumes), WorkingDir: c.WorkingDir ?? '', Entrypoint: strings(c.Entrypoint),
    ...(c.NetworkDisabled ? { NetworkDisabled: true } : {}), ...(c.MacAddress ? { MacAddress: c.MacAddress } : {}),
    OnBuild: list(c.OnBuild), Labels: sortedOrNull(c.Labels),
    ...(c.StopSignal ? { StopSignal: c.StopSignal } : {}), ...(c.StopTimeout !== undefined && c.StopTimeout !== null ? { StopTimeout: c.StopTimeout } : {}),
    ...(c.Shell && c.Shell.length > 0 ? { Shell: c.Shell } : {}),
  };
}

function key(entry: string): string {
  return entry.split('=', 1)[0] ?? '';
}

function mergeHealth(user: HealthcheckConfig | undefined, image: HealthcheckConfig | undefined): HealthcheckConfig | undefined {
  if (!image) return user;
  if (!user) return image;
  return {
    Test: user.Test && user.Test.length > 0 ? user.Test : image.Test, Interval: user.Interval || image.Interval, Timeout: user.Timeout || image.Timeout,
    StartPeriod: user.StartPeriod || image.StartPeriod, StartInterval: user.StartInterval || image.StartInterval, Retries: user.Retries || image.Retries,
  } as HealthcheckConfig;
}

/** What the container gets from its image where the client said nothing. */
export function mergeConfig(user: Partial<ContainerConfig>, image: ImageConfig): Partial<ContainerConfig> {
  const merged: Partial<ContainerConfig> = { ...user };
  const entrypoint = strings(user.Entrypoint);
  const command = strings(user.Cmd);
  if (!user.User) merged.User = image.User;
  merged.ExposedPorts = { ...image.ExposedPorts, ...user.ExposedPorts };
  const env = user.Env ?? [];
  const own = new Set(env.map(key));
  const inherited = (image.Env ?? []).filter((entry) => env.length === 0 || !own.has(key(entry)));
  merged.Env = env.length === 0 && inherited.length === 0 ? (user.Env ?? image.Env ?? null) : [...env, ...inherited];
  merged.Labels = { ...image.Labels, ...user.Labels };
  if (!entrypoint || entrypoint.length === 0) {
    if (!command || command.length === 0) {
      merged.Cmd = image.Cmd ?? null;
      if (image.ArgsEscaped) merged.ArgsEscaped = true;
    }
    if (entrypoint === null) merged.Entrypoint = image.Entrypoint ?? null;
  }
  merged.Healthcheck = mergeHealth(user.Healthcheck, image.Healthcheck);
  if (!user.WorkingDir) merged.WorkingDir = image.WorkingDir;
  merged.Volumes = user.Volumes && Object.keys(user.Volumes).length > 0 ? { ...image.Volumes, ...user.Volumes } : (image.Volumes ?? null);
  if (!user.StopSignal) merged.StopSignal = image.StopSignal;
  return merged;
}

const MASKED = [
  '/proc/asound', '/proc/acpi', '/proc/interrupts', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list', '/proc/timer_stats',
  '/proc/sched_debug', '/proc/scsi', '/sys/firmware', '/sys/devices/virtual/powercap',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

const DEFAULT_SHM = 64 * 1024 * 1024;

/** Go's zero value of each field. */
const ZERO: HostConfig = {
  Binds: null, ContainerIDFile: '', LogConfig: { Type: '', Config: null }, NetworkMode: '', PortBindings: null, RestartPolicy: { Name: '', MaximumRetryCount: 0 },
  AutoRemove: false, VolumeDriver: '', VolumesFrom: null, ConsoleSize: [0, 0], CapAdd: null, CapDrop: null, CgroupnsMode: '', Dns: null, DnsOptions: null,
  DnsSearch: null, ExtraHosts: null, GroupAdd: null, IpcMode: '', Cgroup: '', Links: null, OomScoreAdj: 0, PidMode: '', Privileged: false,
  PublishAllPorts: false, ReadonlyRootfs: false, SecurityOpt: null, UTSMode: '', UsernsMode: '', ShmSize: 0, Isolation: '', CpuShares: 0, Memory: 0,
  NanoCpus: 0, CgroupParent: '', BlkioWeight: 0, BlkioWeightDevice: null, BlkioDeviceReadBps: null, BlkioDeviceWriteBps: null, BlkioDeviceReadIOps: null,
  BlkioDeviceWriteIOps: null, CpuPeriod: 0, CpuQuota: 0, CpuRealtimePeriod: 0, CpuRealtimeRuntime: 0, CpusetCpus: '', CpusetMems: '', Devices: null,
  DeviceCgroupRules: null, DeviceRequests: null, MemoryReservation: 0, MemorySwap: 0, MemorySwappiness: null, OomKillDisable: null, PidsLimit: null,
  Ulimits: null, CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0, IOMaximumBandwidth: 0, MaskedPaths: null, ReadonlyPaths: null,
};

const OMIT_EMPTY: ReadonlySet<keyof HostConfig> = new Set(['Annotations', 'StorageOpt', 'Tmpfs', 'Sysctls', 'Runtime', 'KernelMemory', 'KernelMemoryTCP', 'Mounts', 'Init']);
const MAPS: readonly (keyof HostConfig)[] = ['Annotations', 'StorageOpt', 'Tmpfs', 'Sysctls', 'PortBindings'];

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** All fields of a host config in the order of Go's struct. */
export function completeHostConfig(h: Partial<HostConfig>): HostConfig {
  const out: Record<string, unknown> = {};
  for (const field of HOST_CONFIG_FIELDS) {
    let value: unknown = h[field] ?? ZERO[field];
    if (OMIT_EMPTY.has(field) && isEmpty(value)) continue;
    if (MAPS.includes(field) && value) value = sortedMap(value as GoMap<unknown>);
    out[field] = value;
  }
  return out as unknown as HostConfig;
}

interface HostDefaults {
  readonly logDriver: string;
  readonly logOpts: Readonly<Record<string, string>>;
  readonly cgroupVersion: 1 | 2;
}

/** Fills in the daemon's defaults (moby adaptContainerSettings, initializeContainerNetworkSettings, mergeAndVerifyLogConfig). */
export function adaptHostConfig(request: Partial<HostConfig>, defaults: HostDefaults): HostConfig {
  const h = completeHostConfig(request);
  const own = h.LogConfig ?? { Type: '', Config: null };
  const type = own.Type || defaults.logDriver;
  const inherited = type === defaults.logDriver ? defaults.logOpts : {};
  h.LogConfig = { Type: type, Config: sortedMap({ ...inherited, ...own.Config }) };
  if (h.NetworkMode === '' || h.NetworkMode === 'default') h.NetworkMode = 'bridge';
  h.RestartPolicy = { Name: h.RestartPolicy.Name || 'no', MaximumRetryCount: h.RestartPolicy.MaximumRetryCount ?? 0 };
  if (h.Memory > 0 && h.MemorySwap === 0) h.MemorySwap = h.Memory * 2;
  if (h.ShmSize === 0) h.ShmSize = DEFAULT_SHM;
  if (h.IpcMode === '') h.IpcMode = 'private';
  if (h.CgroupnsMode === '') h.CgroupnsMode = defaults.cgroupVersion === 1 || h.Privileged ? 'host' : 'private';
  if (h.MemorySwappiness === -1) h.MemorySwappiness = null;
  if (h.PidsLimit !== null && h.PidsLimit <= 0) h.PidsLimit = null;
  if (h.OomKillDisable === null && defaults.cgroupVersion === 1) h.OomKillDisable = false;
  // cgroup v2 has no switch for the OOM killer and no swappiness: moby drops the values.
  if (defaults.cgroupVersion === 2) {
    h.OomKillDisable = null;
    h.MemorySwappiness = null;
  }
  if (!h.Privileged) {
    h.MaskedPaths ??= [...MASKED];
    h.ReadonlyPaths ??= [...READ_ONLY];
  }
  return completeHostConfig({ ...h, Runtime: h.Runtime || 'runc' });
}

/** Splits a create request into its three parts. */
export function splitRequest(request: CreateRequest): { config: Partial<ContainerConfig>; hostConfig: Partial<HostConfig>; networking: CreateRequest['NetworkingConfig'] } {
  const { HostConfig: hostConfig, NetworkingConfig: networking, ...config } = request;
  return { config, hostConfig: hostConfig ?? {}, networking };
}
