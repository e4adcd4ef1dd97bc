/** The server part of `docker info` (docker/cli cli/command/system/info.go, prettyPrintServerInfo). */
import type { Info } from '../../api/system.ts';
import { bytesSize } from '../../formats/go-units/size.ts';

/** Lines, each with one space before it, and an empty one at the end. */
export function serverText(info: Info, user: string, debug: boolean): string {
  const lines: string[] = [];
  const add = (label: string, value: unknown): void => {
    lines.push(`${label} ${String(value)}`);
  };
  const some = (label: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') add(label, value);
  };
  add(' Containers:', info.Containers);
  add('  Running:', info.ContainersRunning);
  add('  Paused:', info.ContainersPaused);
  add('  Stopped:', info.ContainersStopped);
  add(' Images:', info.Images);
  some(' Server Version:', info.ServerVersion);
  some(' Storage Driver:', info.Driver);
  for (const [key, value] of info.DriverStatus ?? []) lines.push(`  ${key}: ${value}`);
  for (const [key, value] of info.SystemStatus ?? []) lines.push(` ${key}: ${value}`);
  some(' Logging Driver:', info.LoggingDriver);
  some(' Cgroup Driver:', info.CgroupDriver);
  some(' Cgroup Version:', info.CgroupVersion);
  lines.push(' Plugins:');
  add('  Volume:', (info.Plugins.Volume ?? []).join(' '));
  add('  Network:', (info.Plugins.Network ?? []).join(' '));
  if ((info.Plugins.Authorization ?? []).length > 0) add('  Authorization:', info.Plugins.Authorization?.join(' '));
  add('  Log:', (info.Plugins.Log ?? []).join(' '));
  section(lines, ' CDI spec directories:', (info.CDISpecDirs ?? []).map((folder) => `  ${folder}`));
  section(lines, ' Discovered Devices:', (info.DiscoveredDevices ?? []).map((device) => `  ${device.Source}: ${device.ID}`));
  add(' Swarm:', info.Swarm.LocalNodeState);
  swarmLines(lines, info);
  const runtimes = Object.keys(info.Runtimes ?? {});
  if (runtimes.length > 0) {
    add(' Runtimes:', runtimes.join(' '));
    add(' Default Runtime:', info.DefaultRuntime);
  }
  if (info.OSType === 'linux') {
    add(' Init Binary:', info.InitBinary);
    add(' containerd version:', info.ContainerdCommit.ID);
    add(' runc version:', info.RuncCommit.ID);
    add(' init version:', info.InitCommit.ID);
    section(lines, ' Security Options:', (info.SecurityOptions ?? []).flatMap(securityLines));
  } else if (info.OSType === 'windows') add(' Default Isolation:', info.Isolation);
  some(' Kernel Version:', info.KernelVersion);
  some(' Operating System:', info.OperatingSystem);
  some(' OSType:', info.OSType);
  some(' Architecture:', info.Architecture);
  add(' CPUs:', info.NCPU);
  add(' Total Memory:', bytesSize(info.MemTotal));
  some(' Name:', info.Name);
  some(' ID:', info.ID);
  add(' Docker Root Dir:', info.DockerRootDir);
  add(' Debug Mode:', info.Debug);
  if (info.Debug || debug) {
    add('  File Descriptors:', info.NFd);
    add('  Goroutines:', info.NGoroutines);
    add('  System Time:', info.SystemTime);
    add('  EventsListeners:', info.NEventsListener);
  }
  some(' HTTP Proxy:', info.HttpProxy);
  some(' HTTPS Proxy:', info.HttpsProxy);
  some(' No Proxy:', info.NoProxy);
  some(' Username:', user);
  section(lines, ' Labels:', (info.Labels ?? []).map((label) => `  ${label}`));
  add(' Experimental:', info.ExperimentalBuild);
  registryLines(lines, info);
  add(' Live Restore Enabled:', info.LiveRestoreEnabled);
  some(' Product License:', info.ProductLicense);
  section(lines, ' Default Address Pools:', (info.DefaultAddressPools ?? []).map((pool) => `   Base: ${pool.Base}, Size: ${pool.Size}`));
  return `${lines.join('\n')}\n\n`;
}

function section(lines: string[], title: string, content: readonly string[]): void {
  if (content.length > 0) lines.push(title, ...content);
}

/** `name=seccomp,profile=builtin` */
function securityLines(option: string): string[] {
  const pairs = option.split(',').map((pair) => pair.split('=', 2));
  const name = option.includes('=') ? pairs.find(([key]) => key === 'name')?.[1] ?? '' : option;
  return [`  ${name}`, ...pairs.filter(([key]) => key === 'profile').map(([, value]) => `   Profile: ${value}`)];
}

function swarmLines(lines: string[], info: Info): void {
  const { Swarm: swarm } = info;
  if (swarm.LocalNodeState === 'inactive' || swarm.LocalNodeState === 'locked') return;
  lines.push(`  NodeID: ${swarm.NodeID}`);
  if (swarm.Error !== '') lines.push(`  Error: ${swarm.Error}`);
  lines.push(`  Is Manager: ${swarm.ControlAvailable}`, `  Node Address: ${swarm.NodeAddr}`);
  section(lines, '  Manager Addresses:', (swarm.RemoteManagers ?? []).map((manager) => `   ${manager.Addr}`).sort());
}

function registryLines(lines: string[], info: Info): void {
  const registry = info.RegistryConfig;
  if (registry === null || registry === undefined) return;
  const insecure = [...Object.values(registry.IndexConfigs ?? {}).filter((index) => !index.Secure).map((index) => index.Name), ...(registry.InsecureRegistryCIDRs ?? [])];
  if ((registry.InsecureRegistryCIDRs ?? []).length > 0 || Object.keys(registry.IndexConfigs ?? {}).length > 0) {
    lines.push(' Insecure Registries:', ...insecure.map((name) => `  ${name}`));
  }
  section(lines, ' Registry Mirrors:', (registry.Mirrors ?? []).map((mirror) => `  ${mirror}`));
}
