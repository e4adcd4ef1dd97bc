/** A machine of the kernel, with what is behind the `Host` that programs see. */
import type { FileSystem, MountNamespace } from './fs/types.ts';
import type { NetNamespace } from './net/types.ts';
import type { UtsNamespace } from './sys.ts';
import type { Host, HostFacts } from './host.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';
import { createMountNamespace } from './fs/mounts.ts';
import { CgroupNode } from './cgroup-tree.ts';
import { LoadAverage } from './load-average.ts';
import { PidNamespace } from './pid-namespace.ts';
import { PtyTable } from './tty/pty-table.ts';
import { terminalDevices } from './tty/terminal-devices.ts';
import type { DeviceTable } from './fs/devices.ts';

export interface HostOptions {
  readonly name: string;
  readonly facts: HostFacts;
  readonly root: FileSystem;
  readonly net?: NetNamespace;
  /**
   * What is PID 1. By default a process that runs nothing, reaps orphans and shows as `/sbin/init`; argv to show it by another name;
   * false: the first process that is spawned.
   */
  readonly init?: readonly string[] | false;
}

export class KernelHost implements Host {
  readonly kernel: Kernel;
  readonly name: string;
  readonly facts: HostFacts;
  readonly uts: UtsNamespace;
  readonly mounts: MountNamespace;
  readonly net: NetNamespace;
  readonly cgroup: CgroupNode;
  readonly pidNamespace = new PidNamespace(undefined);
  /** PID 0, the parent of what is spawned before there is a PID 1. */
  idle!: Process;
  readonly ptys: PtyTable;
  /** Drivers of the device nodes: memory devices and terminals. */
  readonly devices: DeviceTable;
  readonly load = new LoadAverage();
  #inode = 10_000;
  #namespace = 4_026_531_834;

  constructor(kernel: Kernel, options: HostOptions, net: NetNamespace) {
    this.kernel = kernel;
    this.name = options.name;
    this.facts = options.facts;
    this.uts = { hostname: options.name, domainname: '(none)' };
    this.mounts = createMountNamespace(options.root);
    this.net = net;
    this.cgroup = new CgroupNode(kernel.scheduler, '', undefined);
    this.cgroup.memoryLimit = options.facts.memory;
    this.ptys = new PtyTable();
    this.devices = terminalDevices(this);
  }

  /** Processes of the host and of all containers on it. */
  get processes(): Iterable<Process> {
    return this.pidNamespace.processes.values();
  }

  nextNamespace(): number {
    return this.#namespace++;
  }

  /** The number of a pipe or another nameless file. */
  nextInode(): number {
    return this.#inode++;
  }
}
