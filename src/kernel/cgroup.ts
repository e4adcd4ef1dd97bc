/** The contract of cgroup-like limits: a tree with accounting (cgroups(7)). The kernel enforces them. */
export interface Cgroup {
  readonly path: string;
  readonly parent: Cgroup | undefined;
  /** Bytes; undefined = no limit. */
  memoryLimit: number | undefined;
  /** Memory plus swap, bytes. */
  memorySwapLimit: number | undefined;
  oomKillDisable: boolean;
  /** CPUs, e.g. 0.5; undefined = no limit. */
  cpuQuota: number | undefined;
  cpuShares: number | undefined;
  /** Processors that it may use, as `0-2,4`; undefined = those of its parent. */
  cpuset: string | undefined;
  pidsLimit: number | undefined;
  /** Freezer: no process of it (and below) runs while true. */
  frozen: boolean;
  /** Current and total use. */
  readonly memoryUsage: number;
  readonly memoryPeak: number;
  /** Nanoseconds of CPU. */
  readonly cpuUsage: number;
  readonly pidsCurrent: number;
  readonly blockRead: number;
  readonly blockWrite: number;
  /** Number of OOM kills in it. */
  readonly oomKills: number;
  /** Called after a process of it was killed for memory. */
  onOom: ((pid: number) => void) | undefined;
  child(name: string): Cgroup;
  /** EBUSY while processes are in it. */
  remove(): void;
}
