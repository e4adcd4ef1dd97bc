/** What `docker create` and `docker run` ask of the daemon, from their flags (docker/cli container/opts.go, parse). */
import type { DeviceRequest, HealthcheckConfig, Mount, RestartPolicy, ThrottleDevice, Ulimit, WeightDevice } from '../../api/container.ts';
import { parsePortRange, parsePortSpecs, splitProtoPort } from '../../formats/port-spec/port-spec.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';
import { readKeyValues } from '../opts/files.ts';
import { pairs } from '../opts/lists.ts';
import { isMAC, withEnvironment } from '../opts/validators.ts';
import { parseDevice } from './devices.ts';
import { endpoints, networkMode } from './endpoints.ts';
import { absolutePath, splitVolumes } from './volumes.ts';
import { securityOptions } from './security.ts';

/** The body of POST /containers/create, with every field that the real client sends. */
export interface CreateBody {
  [field: string]: unknown;
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
  Tty: boolean;
  OpenStdin: boolean;
  StdinOnce: boolean;
  Env: string[] | null;
  Image: string;
  HostConfig: { [field: string]: unknown; AutoRemove: boolean; ConsoleSize: [number, number]; ContainerIDFile: string; Dns: readonly string[]; Mounts?: readonly Mount[] };
}

const fail = (message: string): never => {
  throw new StatusError(message);
};

/** A list as Go encodes a slice that was never set. */
const orNull = <T>(values: readonly T[]): readonly T[] | null => (values.length === 0 ? null : values);

/** Fields that Go leaves out when they are zero. */
function without(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => {
    if (value === undefined || value === '' || value === 0 || value === false) return false;
    if (Array.isArray(value)) return value.length > 0;
    return !(value !== null && typeof value === 'object' && Object.keys(value).length === 0);
  }));
}

/** Throws StatusError with the client's text when flags are wrong or contradict each other. */
export function createBody(cli: Cli, flags: FlagSet, image: string, args: readonly string[], serverOS: string): CreateBody {
  const attach = flags.strings('attach');
  const stdin = flags.bool('interactive');
  const mac = flags.string('mac-address');
  if (mac !== '' && !isMAC(mac)) fail(`${mac} is not a valid mac address`);
  const swappiness = flags.number('memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) fail(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  const { binds, volumes } = splitVolumes(cli.proc.cwd, flags.strings('volume'));
  const ports = publishedPorts(flags);
  const devices = flags.strings('device');
  const qualified = devices.filter((device) => isQualifiedDevice(device));
  const mappings = devices.filter((device) => !isQualifiedDevice(device)).map((device) => parseDevice(device, serverOS));
  const environment = cli.proc.env;
  const env = readKeyValues(cli.proc, flags.strings('env-file'), withProxies(cli, withEnvironment(flags.strings('env'), environment)), environment);
  const labels = pairs(readKeyValues(cli.proc, flags.strings('label-file'), flags.strings('label')));
  checkModes(flags);
  const restart = parseRestartPolicy(flags.string('restart'));
  const logDriver = flags.string('log-driver');
  const logOptions = flags.strings('log-opt');
  if (logDriver === 'none' && logOptions.length > 0) fail(`invalid logging opts for driver ${logDriver}`);
  const security = securityOptions(cli.proc, flags.strings('security-opt'));
  const storage = flags.strings('storage-opt');
  if (storage.some((option) => !option.includes('='))) fail('invalid storage option');
  const healthcheck = parseHealthcheck(flags);
  const requests: DeviceRequest[] = [...flags.get<readonly DeviceRequest[]>('gpus')];
  if (qualified.length > 0) requests.push({ Driver: 'cdi', Count: 0, DeviceIDs: qualified, Capabilities: null, Options: null });
  const autoRemove = flags.bool('rm');
  if (autoRemove && restart.Name !== 'no' && restart.Name !== '') fail('conflicting options: cannot specify both --restart and --rm');
  const attachStdin = attach.includes('stdin') || stdin;
  const mode = networkMode(flags);
  const endpointsConfig = endpoints(flags);
  const entrypoint = flags.string('entrypoint');
  const endpointMac = endpointsConfig[mode]?.MacAddress;
  return {
    Hostname: flags.string('hostname'),
    Domainname: flags.string('domainname'),
    User: flags.string('user'),
    AttachStdin: attachStdin,
    AttachStdout: attach.length === 0 || attach.includes('stdout'),
    AttachStderr: attach.length === 0 || attach.includes('stderr'),
    Tty: flags.bool('tty'),
    OpenStdin: stdin,
    StdinOnce: stdin && attachStdin,
    Env: env.length === 0 && flags.strings('env').length === 0 ? null : env,
    Cmd: orNull(args),
    ...without({ Healthcheck: healthcheck }),
    Image: image,
    Volumes: volumes,
    WorkingDir: flags.string('workdir'),
    Entrypoint: entrypoint !== '' ? [entrypoint] : flags.changed('entrypoint') ? [''] : null,
    OnBuild: null,
    Labels: labels,
    ...without({ ExposedPorts: ports.exposed, MacAddress: endpointsConfig[mode] === undefined ? mac : endpointMac, StopSignal: flags.string('stop-signal') }),
    ...(flags.changed('stop-timeout') ? { StopTimeout: flags.number('stop-timeout') } : {}),
    HostConfig: {
      Binds: orNull(binds),
      ContainerIDFile: flags.string('cidfile'),
      LogConfig: { Type: logDriver, Config: pairs(logOptions) },
      NetworkMode: mode,
      PortBindings: ports.bindings,
      RestartPolicy: restart,
      AutoRemove: autoRemove,
      VolumeDriver: flags.string('volume-driver'),
      VolumesFrom: orNull(flags.strings('volumes-from')),
      ConsoleSize: [0, 0],
      ...without({ Annotations: Object.fromEntries(flags.get<ReadonlyMap<string, string>>('annotation')) }),
      CapAdd: orNull(flags.strings('cap-add')),
      CapDrop: orNull(flags.strings('cap-drop')),
      CgroupnsMode: flags.string('cgroupns'),
      Dns: flags.strings('dns'),
      DnsOptions: flags.strings('dns-option'),
      DnsSearch: flags.strings('dns-search'),
      ExtraHosts: orNull(flags.strings('add-host')),
      GroupAdd: orNull(flags.strings('group-add')),
      IpcMode: flags.string('ipc'),
      Cgroup: '',
      Links: orNull(flags.strings('link')),
      OomScoreAdj: flags.number('oom-score-adj'),
      PidMode: flags.string('pid'),
      Privileged: flags.bool('privileged'),
      PublishAllPorts: flags.bool('publish-all'),
      ReadonlyRootfs: flags.bool('read-only'),
      SecurityOpt: security.options,
      ...without({ StorageOpt: pairs(storage), Tmpfs: tmpfs(flags) }),
      UTSMode: flags.string('uts'),
      UsernsMode: flags.string('userns'),
      ShmSize: flags.number('shm-size'),
      ...without({ Sysctls: Object.fromEntries(flags.get<ReadonlyMap<string, string>>('sysctl')), Runtime: flags.string('runtime') }),
      Isolation: flags.string('isolation'),
      ...resources(flags, swappiness),
      Devices: mappings,
      DeviceRequests: orNull(requests),
      ...without({ Mounts: flags.get<readonly Mount[]>('mount').map((mount) => absoluteSource(cli, mount)) }),
      MaskedPaths: security.unconfined ? [] : null,
      ReadonlyPaths: security.unconfined ? [] : null,
      ...(flags.changed('init') ? { Init: flags.bool('init') } : {}),
    },
    NetworkingConfig: { EndpointsConfig: endpointsConfig },
  };
}

function resources(flags: FlagSet, swappiness: number): Record<string, unknown> {
  return {
    CpuShares: flags.number('cpu-shares'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    CgroupParent: flags.string('cgroup-parent'),
    BlkioWeight: flags.number('blkio-weight'),
    BlkioWeightDevice: flags.get<readonly WeightDevice[]>('blkio-weight-device'),
    BlkioDeviceReadBps: flags.get<readonly ThrottleDevice[]>('device-read-bps'),
    BlkioDeviceWriteBps: flags.get<readonly ThrottleDevice[]>('device-write-bps'),
    BlkioDeviceReadIOps: flags.get<readonly ThrottleDevice[]>('device-read-iops'),
    BlkioDeviceWriteIOps: flags.get<readonly ThrottleDevice[]>('device-write-iops'),
    CpuPeriod: flags.number('cpu-period'),
    CpuQuota: flags.number('cpu-quota'),
    CpuRealtimePeriod: flags.number('cpu-rt-period'),
    CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
    CpusetCpus: flags.string('cpuset-cpus'),
    CpusetMems: flags.string('cpuset-mems'),
    DeviceCgroupRules: orNull(flags.strings('device-cgroup-rule')),
    ...without({ KernelMemory: flags.number('kernel-memory') }),
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: swappiness,
    OomKillDisable: flags.bool('oom-kill-disable'),
    PidsLimit: flags.number('pids-limit'),
    Ulimits: flags.get<readonly Ulimit[]>('ulimit'),
    CpuCount: flags.number('cpu-count'),
    CpuPercent: flags.number('cpu-percent'),
    IOMaximumIOps: flags.number('io-maxiops'),
    IOMaximumBandwidth: flags.number('io-maxbandwidth'),
  };
}

function tmpfs(flags: FlagSet): Record<string, string> {
  return Object.fromEntries(flags.strings('tmpfs').map((text) => {
    const at = text.indexOf(':');
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  }));
}

/** `vendor.com/class=name`: a device of the Container Device Interface. */
const isQualifiedDevice = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_.-]*\/[A-Za-z][A-Za-z0-9_.-]*=[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?$/.test(text);

function absoluteSource(cli: Cli, mount: Mount): Mount {
  return mount.Source?.startsWith('.') ? { ...mount, Source: absolutePath(cli.proc.cwd, mount.Source) } : mount;
}

function publishedPorts(flags: FlagSet): { exposed: Record<string, object>; bindings: Record<string, object[]> } {
  const specs = flags.strings('publish').map((spec) => {
    if (!spec.includes('=')) return spec;
    const params: Record<string, string> = { protocol: 'tcp', published: '', target: '' };
    for (const param of spec.split(',')) {
      const at = param.indexOf('=');
      if (at <= 0) fail(`invalid publish opts format (should be name=value but got '${param}')`);
      params[param.slice(0, at)] = param.slice(at + 1);
    }
    return `${params['published']}:${params['target']}/${params['protocol']}`;
  });
  let parsed: ReturnType<typeof parsePortSpecs>;
  try {
    parsed = parsePortSpecs(specs);
  } catch (error) {
    return fail((error as Error).message);
  }
  const exposed: Record<string, object> = { ...parsed.exposed };
  for (const text of flags.strings('expose')) {
    if (text.includes(':')) fail(`invalid port format for --expose: ${text}`);
    const [protocol, port] = splitProtoPort(text);
    try {
      const { start, end } = parsePortRange(port);
      for (let p = start; p <= end; p++) exposed[`${p}/${protocol}`] = {};
    } catch (error) {
      fail(`invalid range format for --expose: ${text}, error: ${(error as Error).message}`);
    }
  }
  return { exposed, bindings: parsed.bindings };
}

function checkModes(flags: FlagSet): void {
  const pid = flags.string('pid');
  if (!(pid === '' || pid === 'host' || /^container:.+$/s.test(pid))) fail('--pid: invalid PID mode');
  if (!['', 'host'].includes(flags.string('uts'))) fail('--uts: invalid UTS mode');
  if (!['', 'host'].includes(flags.string('userns'))) fail('--userns: invalid USER mode');
  if (!['', 'host', 'private'].includes(flags.string('cgroupns'))) fail('--cgroupns: invalid CGROUP mode');
}

/** `on-failure:3` (docker/cli opts/parse.go). */
export function parseRestartPolicy(text: string): RestartPolicy {
  const at = text.indexOf(':');
  const name = (at < 0 ? text : text.slice(0, at)) as RestartPolicy['Name'];
  const count = at < 0 ? '' : text.slice(at + 1);
  if (at === 0) fail('invalid restart policy format: no policy provided before colon');
  if (count !== '' && !/^[+-]?\d+$/.test(count)) fail('invalid restart policy format: maximum retry count must be an integer');
  return { Name: name, MaximumRetryCount: Number(count) };
}

const HEALTH_TIMES = ['interval', 'timeout', 'retries', 'start-period', 'start-interval'] as const;

function parseHealthcheck(flags: FlagSet): HealthcheckConfig | undefined {
  const command = flags.string('health-cmd');
  const given = command !== '' || HEALTH_TIMES.some((name) => flags.number(`health-${name}`) !== 0);
  if (flags.bool('no-healthcheck')) {
    if (given) fail('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  for (const name of HEALTH_TIMES) if (flags.number(`health-${name}`) < 0) fail(`--health-${name} cannot be negative`);
  return without({
    Test: command === '' ? undefined : ['CMD-SHELL', command],
    Interval: flags.number('health-interval'),
    Timeout: flags.number('health-timeout'),
    StartPeriod: flags.number('health-start-period'),
    StartInterval: flags.number('health-start-interval'),
    Retries: flags.number('health-retries'),
  });
}

/** Adds the proxies of config.json for this daemon, unless the variables are given (docker/cli configfile, ParseProxyConfig). */
function withProxies(cli: Cli, env: readonly string[]): string[] {
  const proxies = cli.config.values.proxies ?? {};
  const settings = proxies[cli.client.host] ?? proxies['default'] ?? {};
  const names = new Set(env.map((value) => value.split('=')[0]));
  const added: string[] = [];
  for (const [key, variable] of [['httpProxy', 'HTTP_PROXY'], ['httpsProxy', 'HTTPS_PROXY'], ['noProxy', 'NO_PROXY'], ['ftpProxy', 'FTP_PROXY'], ['allProxy', 'ALL_PROXY']] as const) {
    const value = settings[key];
    if (value === undefined || value === '') continue;
    for (const name of [variable, variable.toLowerCase()]) if (!names.has(name)) added.push(`${name}=${value}`);
  }
  return [...new Map([...env, ...added].map((value) => [value.split('=')[0], value])).values()];
}

