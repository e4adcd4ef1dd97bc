/** The file systems that a booting host mounts beside its disk: /dev, /proc, /sys, /run, /dev/shm. */
import { addStandardDevices } from '../../kernel/fs/devices.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import { createCgroups, createProc, createPts, createSys } from '../../kernel/system-files.ts';

/** Mounts them on a new host. */
export function mountSystem(host: KernelHost): void {
  const now = (): bigint => host.kernel.realtime();
  const { mounts } = host;
  const { memory } = host.facts;
  mounts.mount('/sys', createSys(host), { source: 'sysfs' });
  mounts.mount('/proc', createProc(host), { source: 'proc' });
  const dev = createMemoryFs({ type: 'devtmpfs', now, size: memory / 2, options: 'nosuid,relatime' });
  addStandardDevices(dev.root);
  for (const name of ['pts', 'shm', 'mqueue']) dev.root.create?.(name, { kind: 'directory', mode: 0o755, uid: 0, gid: 0 });
  mounts.mount('/dev', dev, { source: 'udev' });
  mounts.mount('/dev/pts', createPts(host, host.ptys), { source: 'devpts' });
  mounts.mount('/run', createMemoryFs({ type: 'tmpfs', now, size: Math.floor(memory / 10), options: 'nosuid,nodev,noexec,relatime' }), { source: 'tmpfs' });
  mounts.mount('/dev/shm', createMemoryFs({ type: 'tmpfs', now, size: memory / 2, mode: 0o1777, options: 'nosuid,nodev' }), { source: 'tmpfs' });
  mounts.mount('/sys/fs/cgroup', createCgroups(host), { source: host.facts.cgroupVersion === 2 ? 'cgroup2' : 'cgroup' });
}
