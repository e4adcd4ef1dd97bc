/** Capabilities of containers (moby oci/caps): the default set, and what --cap-add, --cap-drop and --privileged make of it. */
import { DaemonError } from '../daemon.ts';
import type { HostConfig } from '../../api/container.ts';

/** All of capabilities(7) up to Linux 6.1, without CAP_. */
const ALL = [
  'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP', 'LINUX_IMMUTABLE', 'NET_BIND_SERVICE',
  'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN',
  'SYS_BOOT', 'SYS_NICE', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP', 'MAC_OVERRIDE',
  'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF', 'CHECKPOINT_RESTORE',
];
const DEFAULT = [
  'CHOWN', 'DAC_OVERRIDE', 'FSETID', 'FOWNER', 'MKNOD', 'NET_RAW', 'SETGID', 'SETUID', 'SETFCAP', 'SETPCAP', 'NET_BIND_SERVICE', 'SYS_CHROOT', 'KILL',
  'AUDIT_WRITE',
];

/** `net_admin` → `CAP_NET_ADMIN`; 400 `unknown capability: "…"` with the field's prefix for names that do not exist. */
export function normalizeCapabilities(names: readonly string[] | null, field: string): string[] | null {
  if (names === null) return null;
  return names.map((name) => {
    const upper = name.toUpperCase();
    if (upper === 'ALL') return 'ALL';
    const full = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
    if (!ALL.includes(full.slice(4))) throw new DaemonError(400, `invalid ${field}: unknown capability: "${full}"`);
    return full;
  });
}

/** The capabilities of root in the container, without CAP_. */
export function containerCapabilities(hostConfig: HostConfig): Set<string> {
  if (hostConfig.Privileged) return new Set(ALL);
  const add = (hostConfig.CapAdd ?? []).map((name) => name.replace(/^CAP_/, ''));
  const drop = (hostConfig.CapDrop ?? []).map((name) => name.replace(/^CAP_/, ''));
  const base = add.includes('ALL') ? ALL : drop.includes('ALL') ? [] : DEFAULT;
  const set = new Set(base.filter((name) => !drop.includes(name)));
  for (const name of add) if (name !== 'ALL') set.add(name);
  return set;
}
