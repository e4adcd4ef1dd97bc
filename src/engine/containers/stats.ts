/** GET /containers/{id}/stats: figures of the control group and the interfaces (moby daemon/stats_unix.go). */
import type { BlkioStatEntry, CpuStats, MemoryStats, NetworkStats, StatsResponse } from '../../api/stats.ts';
import { NEVER, rfc3339Nano } from '../time.ts';
import type { Container, Task } from './container.ts';
import type { ContainerEngine } from './engine.ts';
import { containerPids } from './top.ts';

/** The kernel counts the time of all CPUs in hundredths of a second. */
const TICK = 10_000_000;
const UNLIMITED = 9223372036854771712n;
const NO_THROTTLING = { periods: 0, throttled_periods: 0, throttled_time: 0 };

function ticks(nanoseconds: number): number {
  return Math.floor(nanoseconds / TICK) * TICK;
}

function cpuStats(engine: ContainerEngine, task: Task): CpuStats {
  const { cpus, cgroupVersion } = engine.proc.host.facts;
  const total = Math.floor(task.cgroup.cpuUsage);
  const first = Math.floor(total / cpus);
  const perCpu = Array.from({ length: cpus }, (_, i) => (i === cpus - 1 ? total - first * (cpus - 1) : first));
  const kernel = cgroupVersion === 1 ? ticks(total * 0.4) : Math.floor(total * 0.4);
  return {
    cpu_usage: {
      total_usage: total, ...(cgroupVersion === 1 ? { percpu_usage: perCpu } : {}), usage_in_kernelmode: kernel,
      usage_in_usermode: cgroupVersion === 1 ? ticks(total * 0.6) : total - kernel,
    },
    system_cpu_usage: ticks(engine.proc.now() * cpus), online_cpus: cpus, throttling_data: NO_THROTTLING,
  };
}

/** A part of what a process uses is pages of files that could be dropped: the CLI takes them off. */
function memoryStats(engine: ContainerEngine, task: Task): MemoryStats {
  const { facts } = engine.proc.host;
  const usage = task.cgroup.memoryUsage;
  const file = Math.floor(usage / 10 / 4096) * 4096;
  const anon = usage - file;
  const limit = task.cgroup.memoryLimit ?? facts.memory;
  if (facts.cgroupVersion === 2) {
    return {
      usage, limit,
      stats: {
        active_anon: 0, active_file: 0, anon, anon_thp: 0, file, file_dirty: 0, file_mapped: file, file_writeback: 0, inactive_anon: anon, inactive_file: file,
        kernel_stack: 16384, pgactivate: 0, pgdeactivate: 0, pgfault: Math.floor(usage / 4096), pglazyfree: 0, pglazyfreed: 0, pgmajfault: 0, pgrefill: 0,
        pgscan: 0, pgsteal: 0, shmem: 0, slab: 0, slab_reclaimable: 0, slab_unreclaimable: 0, sock: 0, thp_collapse_alloc: 0, thp_fault_alloc: 0,
        unevictable: 0, workingset_activate: 0, workingset_nodereclaim: 0, workingset_refault: 0,
      },
    };
  }
  const own = { active_anon: 0, active_file: 0, cache: file, dirty: 0, inactive_anon: anon, inactive_file: file, mapped_file: file, pgfault: Math.floor(usage / 4096), pgmajfault: 0, pgpgin: Math.floor(usage / 4096), pgpgout: 0, rss: anon, rss_huge: 0, unevictable: 0, writeback: 0 };
  const hierarchical = task.cgroup.memoryLimit ?? Number(UNLIMITED);
  const swap = task.cgroup.memorySwapLimit ?? Number(UNLIMITED);
  const stats: Record<string, number> = { ...own, hierarchical_memory_limit: hierarchical, hierarchical_memsw_limit: swap };
  for (const [name, value] of Object.entries(own)) stats[`total_${name}`] = value;
  const sorted = Object.fromEntries(Object.entries(stats).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { usage, max_usage: task.cgroup.memoryPeak, stats: sorted, limit };
}

function blockEntries(task: Task): BlkioStatEntry[] {
  const { blockRead, blockWrite } = task.cgroup;
  if (blockRead === 0 && blockWrite === 0) return [];
  return [{ major: 8, minor: 0, op: 'read', value: blockRead }, { major: 8, minor: 0, op: 'write', value: blockWrite }];
}

function networkStats(task: Task): Record<string, NetworkStats> | undefined {
  const out: Record<string, NetworkStats> = {};
  for (const iface of task.sandbox.net.interfaces) {
    if (iface.kind === 'loopback' || !iface.name.startsWith('eth')) continue;
    const c = iface.counters;
    out[iface.name] = {
      rx_bytes: c.rxBytes, rx_packets: c.rxPackets, rx_errors: 0, rx_dropped: c.rxDropped, tx_bytes: c.txBytes, tx_packets: c.txPackets, tx_errors: 0,
      tx_dropped: c.txDropped,
    };
  }
  return Object.keys(out).length > 0 ? out : undefined;
}

const NOTHING: CpuStats = { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }, throttling_data: NO_THROTTLING };
const NO_BLOCKS = {
  io_service_bytes_recursive: null, io_serviced_recursive: null, io_queue_recursive: null, io_service_time_recursive: null, io_wait_time_recursive: null,
  io_merged_recursive: null, io_time_recursive: null, sectors_recursive: null,
};

/** One sample. `previous` is the one before, for the CPU share; without it that part is zero. A container that does not run has no figures. */
export function sample(engine: ContainerEngine, container: Container, previous: StatsResponse | undefined): StatsResponse {
  const { task } = container;
  const identity = { name: `/${container.name}`, id: container.id };
  if (!task) {
    return {
      ...identity, read: NEVER, preread: NEVER, pids_stats: {}, blkio_stats: NO_BLOCKS, num_procs: 0, storage_stats: {}, cpu_stats: NOTHING, precpu_stats: NOTHING,
      memory_stats: {},
    };
  }
  const version2 = engine.proc.host.facts.cgroupVersion === 2;
  const empty = version2 ? null : [];
  const networks = networkStats(task);
  const blocks = blockEntries(task);
  return {
    ...identity, read: rfc3339Nano(engine.proc.realtime()), preread: previous?.read ?? NEVER,
    pids_stats: { current: containerPids(engine, container).length, ...(task.cgroup.pidsLimit !== undefined ? { limit: task.cgroup.pidsLimit } : {}) },
    blkio_stats: {
      io_service_bytes_recursive: blocks.length > 0 ? blocks : empty, io_serviced_recursive: empty, io_queue_recursive: empty, io_service_time_recursive: empty,
      io_wait_time_recursive: empty, io_merged_recursive: empty, io_time_recursive: empty, sectors_recursive: empty,
    },
    num_procs: 0, storage_stats: {}, cpu_stats: cpuStats(engine, task), precpu_stats: previous?.cpu_stats ?? NOTHING, memory_stats: memoryStats(engine, task),
    ...(networks ? { networks } : {}),
  };
}
