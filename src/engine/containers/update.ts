/** POST /containers/{id}/update: limits and restart policy of a container that exists (moby daemon/update.go, Container.UpdateContainer). */
import type { HostConfig, RestartPolicy, UpdateRequest, UpdateResponse } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';
import { applyLimits } from './cgroup.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { save } from './persistence.ts';
import { RestartManager } from './restart-policy.ts';
import { validateSettings } from './validate.ts';

/** Numbers and names that replace the old value when they are set. */
const FIELDS = [
  'BlkioWeight', 'CpuShares', 'NanoCpus', 'CpuPeriod', 'CpuQuota', 'CpusetCpus', 'CpusetMems', 'Memory', 'MemorySwap', 'MemoryReservation', 'CpuRealtimePeriod',
  'CpuRealtimeRuntime', 'PidsLimit',
] as const;

function checkConflicts(host: HostConfig, update: UpdateRequest): void {
  if (update.NanoCpus && host.CpuPeriod > 0) throw new DaemonError(409, 'Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set');
  if (update.NanoCpus && host.CpuQuota > 0) throw new DaemonError(409, 'Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set');
  if (update.CpuPeriod && host.NanoCpus > 0) throw new DaemonError(409, 'Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set');
  if (update.CpuQuota && host.NanoCpus > 0) throw new DaemonError(409, 'Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set');
  if (update.Memory && !update.MemorySwap && host.MemorySwap > 0 && update.Memory > host.MemorySwap) {
    throw new DaemonError(409, 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time');
  }
}

export function updateContainer(engine: ContainerEngine, container: Container, update: UpdateRequest): UpdateResponse {
  validateSettings(undefined, { ...update, ...(update.RestartPolicy ? { RestartPolicy: policyOf(update.RestartPolicy) } : {}) }, engine.proc.host.facts.cpus, true);
  const host = container.hostConfig;
  if (container.removed || container.state.removalInProgress || container.state.dead) {
    throw new DaemonError(500, `Cannot update container ${container.id}: container is marked for removal and cannot be "update"`);
  }
  try {
    checkConflicts(host, update);
  } catch (error) {
    throw error instanceof DaemonError ? new DaemonError(error.status, `Cannot update container ${container.id}: ${error.message}`) : error;
  }
  const changed: HostConfig = { ...host };
  for (const field of FIELDS) {
    const value = update[field];
    if (value) (changed as unknown as Record<string, unknown>)[field] = value;
  }
  if (update.RestartPolicy?.Name) {
    if (host.AutoRemove) throw new DaemonError(409, 'Restart policy cannot be updated because AutoRemove is enabled for the container');
    changed.RestartPolicy = policyOf(update.RestartPolicy);
  }
  container.hostConfig = changed;
  if (update.RestartPolicy?.Name) changePolicy(container, changed.RestartPolicy);
  if (container.task) applyLimits(container.task.cgroup, changed);
  save(engine, container);
  logEvent(engine, container, 'update');
  return { Warnings: null };
}

function policyOf(policy: RestartPolicy): RestartPolicy {
  return { Name: policy.Name, MaximumRetryCount: policy.MaximumRetryCount ?? 0 };
}

/** The new policy decides at the next end; a restart that is due already takes place. */
function changePolicy(container: Container, policy: RestartPolicy): void {
  container.restart.policy = policy;
  if (policy.Name !== 'no' && container.restart.canceled && container.state.running && !container.state.restarting) container.restart = new RestartManager(policy);
}
