/** Checks of a create or update request (moby daemon/container.go, daemon_unix.go verifyPlatformContainerSettings), in moby's order. */
import type { ContainerConfig, HealthcheckConfig, HostConfig } from '../../api/container.ts';
import { parseCpuList } from '../../kernel/cpu-list.ts';
import { parseSignal } from '../../kernel/signals.ts';
import { DaemonError } from '../daemon.ts';
import { normalizeCapabilities } from './capabilities.ts';
import { refuseNetworkConflicts } from './network-conflicts.ts';
import { validateRestartPolicy } from './restart-policy.ts';

const MIB = 1024 * 1024;
const LEAST_MEMORY = 6 * MIB;
const LEAST_PROBE_TIME = 1e6;

function refuse(message: string): never {
  throw new DaemonError(400, message);
}

function checkHealth(health: HealthcheckConfig | undefined): void {
  if (!health) return;
  const least = (name: string, value: number | undefined): void => {
    if (value !== undefined && value !== 0 && value < LEAST_PROBE_TIME) refuse(`${name} in Healthcheck cannot be less than 1ms`);
  };
  least('Interval', health.Interval);
  least('Timeout', health.Timeout);
  if ((health.Retries ?? 0) < 0) refuse('Retries in Healthcheck cannot be negative');
  least('StartPeriod', health.StartPeriod);
  least('StartInterval', health.StartInterval);
}

/** validateContainerConfig. */
function validateConfig(config: Partial<ContainerConfig>): void {
  if (config.WorkingDir && !config.WorkingDir.startsWith('/')) {
    refuse(`the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`);
  }
  if (config.StopSignal && !parseSignal(config.StopSignal)) refuse(`invalid signal: ${config.StopSignal}`);
  for (const entry of config.Env ?? []) if (entry === '' || entry.startsWith('=')) refuse(`invalid environment variable: ${entry}`);
  checkHealth(config.Healthcheck);
}

function checkPort(spec: string): void {
  const m = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(spec);
  if (!m || Number(m[1]) > 65535 || (m[2] !== undefined && (Number(m[2]) > 65535 || Number(m[2]) < Number(m[1])))) refuse(`invalid port specification: ${JSON.stringify(spec)}`);
}

/** validateHostConfig. */
function validateHostConfig(host: Partial<HostConfig>): void {
  if (host.AutoRemove && host.RestartPolicy && !['', 'no'].includes(host.RestartPolicy.Name)) refuse("can't create 'AutoRemove' container with restart policy");
  for (const entry of host.ExtraHosts ?? []) {
    const at = entry.indexOf(':');
    if (at <= 0 || at === entry.length - 1) refuse(`bad format for add-host: ${JSON.stringify(entry)}`);
    const address = entry.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
    if (address !== 'host-gateway' && !isIp(address)) refuse(`invalid IP address in add-host: ${JSON.stringify(address)}`);
  }
  for (const [port, bindings] of Object.entries(host.PortBindings ?? {})) {
    checkPort(port);
    for (const binding of bindings ?? []) if (binding.HostPort) checkPort(binding.HostPort);
  }
  if (host.RestartPolicy) validateRestartPolicy({ Name: host.RestartPolicy.Name ?? '', MaximumRetryCount: host.RestartPolicy.MaximumRetryCount ?? 0 });
  if (host.CapAdd) host.CapAdd = normalizeCapabilities(host.CapAdd, 'CapAdd');
  if (host.CapDrop) host.CapDrop = normalizeCapabilities(host.CapDrop, 'CapDrop');
  if (host.Isolation && host.Isolation !== 'default') refuse(`invalid isolation '${host.Isolation}' on linux`);
  if (Object.keys(host.Annotations ?? {}).includes('')) refuse('invalid Annotations: the empty string is not permitted as an annotation key');
}

function isIp(text: string): boolean {
  return /^(\d{1,3})(\.\d{1,3}){3}$/.test(text) ? text.split('.').every((n) => Number(n) <= 255) : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
}

function checkSet(value: string | undefined, count: number, what: 'cpus' | 'mems'): void {
  if (!value) return;
  const numbers = parseCpuList(value);
  if (!numbers) refuse(`Invalid value ${value} for cpuset ${what}: invalid format: ${value}`);
  const available = count === 1 ? '0' : `0-${count - 1}`;
  if (numbers.some((n) => n >= count)) {
    refuse(`Requested ${what === 'cpus' ? 'CPUs' : 'memory nodes'} are not available - requested ${value}, available: ${available}`);
  }
}

/** verifyPlatformContainerResources: memory, CPU, block I/O. `update` passes over what only a create must state. */
function validateResources(host: Partial<HostConfig>, cpus: number, update: boolean): void {
  const memory = host.Memory ?? 0;
  const swap = host.MemorySwap ?? 0;
  const reservation = host.MemoryReservation ?? 0;
  if (memory !== 0 && memory < LEAST_MEMORY) refuse('Minimum memory limit allowed is 6MB');
  if (memory > 0 && swap > 0 && swap < memory) refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (memory === 0 && swap > 0 && !update) refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  const swappiness = host.MemorySwappiness ?? -1;
  if (swappiness < -1 || swappiness > 100) refuse(`Invalid value: ${swappiness}, valid memory swappiness range is 0-100`);
  if (reservation > 0 && reservation < LEAST_MEMORY) refuse('Minimum memory reservation allowed is 6MB');
  if (memory > 0 && reservation > 0 && memory < reservation) refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
  const nano = host.NanoCpus ?? 0;
  const period = host.CpuPeriod ?? 0;
  const quota = host.CpuQuota ?? 0;
  if (nano !== 0 && period !== 0) refuse('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (nano !== 0 && quota !== 0) refuse('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (nano < 0 || nano > cpus * 1e9) refuse(`range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
  if ((host.CpuShares ?? 0) < 0) refuse(`invalid CPU shares (${host.CpuShares}): value must be a positive integer`);
  if (period !== 0 && (period < 1000 || period > 1_000_000)) refuse('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  if (quota > 0 && quota < 1000) refuse('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  checkSet(host.CpusetCpus, cpus, 'cpus');
  checkSet(host.CpusetMems, 1, 'mems');
  const weight = host.BlkioWeight ?? 0;
  if (weight > 0 && (weight < 10 || weight > 1000)) refuse('Range of blkio weight is from 10 to 1000');
  if (host.IOMaximumBandwidth || host.IOMaximumIOps) refuse('Invalid QoS settings: linux does not support Maximum IO Bandwidth or Maximum IO IOps');
}

function checkModes(host: Partial<HostConfig>): void {
  const ipc = host.IpcMode ?? '';
  if (!['', 'none', 'private', 'shareable', 'host'].includes(ipc) && !/^container:.+$/.test(ipc)) refuse(`invalid IPC mode: ${ipc}`);
  const pid = host.PidMode ?? '';
  if (!['', 'host'].includes(pid) && !/^container:.+$/.test(pid)) refuse(`invalid PID mode: ${pid}`);
  if ((host.ShmSize ?? 0) < 0) refuse('SHM size can not be less than 0');
  const uts = host.UTSMode ?? '';
  if (!['', 'host'].includes(uts)) refuse(`invalid UTS mode: ${uts}`);
  const score = host.OomScoreAdj ?? 0;
  if (score < -1000 || score > 1000) refuse(`Invalid value ${score}, range for oom score adj is [-1000, 1000]`);
  if (host.Runtime && !['runc', 'io.containerd.runc.v2'].includes(host.Runtime)) refuse(`unknown or invalid runtime name: ${host.Runtime}`);
  const cgroupns = host.CgroupnsMode ?? '';
  if (!['', 'host', 'private'].includes(cgroupns)) refuse(`invalid cgroup namespace mode: ${cgroupns}`);
  for (const option of Object.keys(host.StorageOpt ?? {})) {
    throw new DaemonError(500, option === 'size' ? "--storage-opt is supported only for overlay over xfs with 'pquota' mount option" : `Unknown option ${option}`);
  }
}

/** verifyContainerSettings as a whole. */
export function validateSettings(config: Partial<ContainerConfig> | undefined, host: Partial<HostConfig>, cpus: number, update = false): void {
  if (config) {
    refuseNetworkConflicts(config, host);
    if (host.CpuRealtimePeriod || host.CpuRealtimeRuntime) refuse('kernel does not support CPU real-time scheduler');
    validateConfig(config);
  }
  validateHostConfig(host);
  validateResources(host, cpus, update);
  if (!update) checkModes(host);
}
