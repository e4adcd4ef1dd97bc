/** A machine of the kernel: its name, root mounts, network and the processes on it. */
import type { MountNamespace } from './fs/types.ts';
import type { NetNamespace } from './net/types.ts';
import type { UtsNamespace } from './sys.ts';
import type { Cgroup } from './cgroup.ts';

export interface Host {
  readonly name: string;
  readonly uts: UtsNamespace;
  readonly mounts: MountNamespace;
  readonly net: NetNamespace;
  /** The root cgroup; its limits are the machine's. */
  readonly cgroup: Cgroup;
  readonly facts: HostFacts;
}

/** What uname, /proc and docker info say about the machine. */
export interface HostFacts {
  readonly kernelRelease: string;
  readonly kernelVersion: string;
  /** Added to the kernel's command line (bootparam(7)). */
  readonly kernelArguments?: string;
  readonly architecture: string;
  readonly operatingSystem: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly swap: number;
  readonly cgroupVersion: 1 | 2;
}
