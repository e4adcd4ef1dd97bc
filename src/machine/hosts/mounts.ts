/** The file systems that a booting host mounts beside its disk: /dev, /proc, /sys, /run, /dev/shm. */
import { addStandardDevices } from '../../kernel/fs/devices.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';

/** Mounts them on a new host. */
export function mountSystem(host: KernelHost): void {
  const now = (): bigint => host.kernel.realtime();
  const { mounts } = host;
  const dev = createMemoryFs({ type: 'devtmpfs', now, size: host.facts.memory / 2, options: 'nosuid,relatime' });
  addStandardDevices(dev.root);
  for (const name of ['pts', 'shm', 'mqueue']) dev.root.create?.(name, { kind: 'directory', mode: 0o755, uid: 0, gid: 0 });
  mounts.mount('/dev', dev, { source: 'udev' });
  mounts.mount('/dev/shm', createMemoryFs({ type: 'tmpfs', now, size: host.facts.memory / 2, mode: 0o1777, options: 'nosuid,nodev' }), { source: 'tmpfs' });
  mounts.mount('/run', createMemoryFs({ type: 'tmpfs', now, size: Math.floor(host.facts.memory / 10), options: 'nosuid,nodev,noexec,relatime' }), { source: 'tmpfs' });
}
