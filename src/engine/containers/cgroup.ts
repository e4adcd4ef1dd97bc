/** The control group of a container and the limits in it. */
import type { Resources } from '../../api/container.ts';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';

/** Below --cgroup-parent: `/docker/ID` with the cgroupfs driver, `/system.slice/docker-ID.scope` with systemd's, which version 2 has. */
export function containerCgroup(engine: ContainerEngine, container: Container): Cgroup {
  const systemd = engine.proc.host.facts.cgroupVersion === 2;
  let group = engine.proc.host.cgroup;
  for (const name of (container.hostConfig.CgroupParent || (systemd ? 'system.slice' : 'docker')).split('/').filter((part) => part !== '')) group = group.child(name);
  return group.child(systemd ? `docker-${container.id}.scope` : container.id);
}

/** Writes the limits of a host config; also for `docker update` while it runs. */
export function applyLimits(cgroup: Cgroup, resources: Resources): void {
  cgroup.memoryLimit = resources.Memory > 0 ? resources.Memory : undefined;
  cgroup.memorySwapLimit = resources.MemorySwap > 0 ? resources.MemorySwap : undefined;
  cgroup.oomKillDisable = resources.OomKillDisable ?? false;
  cgroup.cpuShares = resources.CpuShares > 0 ? resources.CpuShares : undefined;
  cgroup.cpuset = resources.CpusetCpus || undefined;
  cgroup.pidsLimit = resources.PidsLimit !== null && resources.PidsLimit > 0 ? resources.PidsLimit : undefined;
  cgroup.cpuQuota = resources.NanoCpus > 0 ? resources.NanoCpus / 1e9 : resources.CpuQuota > 0 ? resources.CpuQuota / (resources.CpuPeriod || 100_000) : undefined;
}
