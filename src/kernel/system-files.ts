/** The file systems that show the kernel: /proc, /dev/pts, /sys/fs/cgroup and /sys of a host or of a container on it. */
import type { FileSystem } from './fs/types.ts';
import type { NetNamespace } from './net/types.ts';
import type { ProcSource } from './fs/proc-source.ts';
import type { Cgroup } from './cgroup.ts';
import type { KernelHost } from './kernel-host.ts';
import type { PidNamespace } from './pid-namespace.ts';
import type { Process } from './process.ts';
import { CgroupNode } from './cgroup-tree.ts';
import { createCgroupFs } from './fs/cgroup-fs.ts';
import { createDevPts } from './fs/devpts.ts';
import { createProcFs } from './fs/proc-fs.ts';
import { createSysFs } from './fs/sys-fs.ts';
import { describe } from './process-info.ts';
import { SlaveFile } from './tty/pty-files.ts';
import { PtyTable, bindPtys } from './tty/pty-table.ts';

/** /proc of a pid namespace; without one, the host's. */
export function createProc(host: KernelHost, namespace: PidNamespace = host.pidNamespace, cgroupRoot: Cgroup = host.cgroup): FileSystem {
  return createProcFs(procSource(host, namespace, cgroupRoot.path));
}

/** A devpts; without a table it is a new instance with terminals of its own, as a container has. `proc.openpty(size, mounts)` allocates in it. */
export function createPts(host: KernelHost, table: PtyTable = new PtyTable()): FileSystem {
  const fs = createDevPts({
    now: () => host.kernel.realtime(),
    *list() {
      for (const [index, tty] of [...table.terminals].sort(([a], [b]) => a - b)) {
        yield { index, uid: tty.owner.uid, gid: 5, mode: 0o620, open: (flags, path) => new SlaveFile(tty, flags, path) };
      }
    },
  });
  bindPtys(fs, table);
  return fs;
}

/** /sys/fs/cgroup with `cgroup` at its root, as seen from a pid namespace. */
export function createCgroups(host: KernelHost, cgroup: Cgroup = host.cgroup, namespace: PidNamespace = host.pidNamespace): FileSystem {
  return createCgroupFs(cgroup, {
    version: host.facts.cgroupVersion,
    cpus: host.facts.cpus,
    now: () => host.kernel.realtime(),
    children: (group) => (group as CgroupNode).children,
    pids: (group) => [...(group as CgroupNode).members].map((process) => process.pid.in(namespace)).filter((pid) => pid > 0),
  });
}

/** /sys of a network namespace. */
export function createSys(host: KernelHost, net: NetNamespace = host.net): FileSystem {
  return createSysFs({ facts: host.facts, net, now: () => host.kernel.realtime() });
}

function procSource(host: KernelHost, namespace: PidNamespace, cgroupRoot: string): ProcSource {
  const { kernel, facts } = host;
  return {
    facts,
    cgroupRoot,
    *processes() {
      for (const process of namespace.processes.values()) yield describe(process, namespace);
    },
    process: (pid) => {
      const process = namespace.processes.get(pid);
      return process && describe(process, namespace);
    },
    self: () => {
      const process = kernel.scheduler.current?.owner as Process | undefined;
      const pid = process?.pid.in(namespace) ?? 0;
      return pid > 0 ? pid : undefined;
    },
    now: () => kernel.now(),
    realtime: () => kernel.realtime(),
    memory: () => memory(host),
    load: () => host.load.read(kernel.now(), host.cgroup.cpuUsage),
    cpuTime: () => host.cgroup.cpuUsage,
    lastPid: () => namespace.last,
  };
}

/** What free(1) shows: a fixed part for the system itself and its caches, the rest as processes use it. */
function memory(host: KernelHost): ReturnType<ProcSource['memory']> {
  const { memory: total, swap } = host.facts;
  const system = Math.floor(total / 24);
  const cached = Math.floor(total / 10);
  const buffers = Math.floor(total / 100);
  const used = Math.min(total - cached - buffers, system + host.cgroup.resident);
  const free = total - used - cached - buffers;
  return { total, free, available: free + cached, buffers, cached, swapTotal: swap, swapFree: swap };
}
