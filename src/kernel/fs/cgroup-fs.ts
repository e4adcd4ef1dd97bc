/** /sys/fs/cgroup for one cgroup and those below it: the files of version 2, or the controllers of version 1 with theirs (cgroups(7)). */
import { ComputedDirectory, ComputedFile, ComputedFs, fixedDirectory } from './computed.ts';
import { SysError } from '../errno.ts';
import { allowedCpus, formatCpuList, parseCpuList } from '../cpu-list.ts';
import type { Cgroup } from '../cgroup.ts';
import type { FileSystem, Inode } from './types.ts';

export interface CgroupFsOptions {
  readonly version: 1 | 2;
  /** Processors of the machine. */
  readonly cpus: number;
  readonly now: () => bigint;
  /** Cgroups directly below one, by name. */
  children(cgroup: Cgroup): ReadonlyMap<string, Cgroup>;
  /** Pids of the processes directly in it, as the reader's namespace numbers them. */
  pids(cgroup: Cgroup): readonly number[];
}

type Files = Record<string, (path: string) => Inode>;

const PERIOD = 100_000;
/** What version 1 shows for "no limit": the largest page-aligned number. */
const UNLIMITED_V1 = '9223372036854771712';

function number(text: string): number {
  const match = /^(\d+)([kKmMgG]?)\s*$/.exec(text);
  if (!match) throw new SysError('EINVAL');
  return Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf((match[2] ?? '').toLowerCase());
}

/** cpu.weight of version 2 from the shares of version 1, as runc converts them. */
function weight(shares: number | undefined): number {
  return shares === undefined ? 100 : Math.floor(1 + ((shares - 2) * 9999) / 262142);
}

/** A cgroup as a directory, with `cgroup` at the root: what a container sees with a private cgroup namespace. */
export function createCgroupFs(cgroup: Cgroup, options: CgroupFsOptions): FileSystem {
  const fs = new ComputedFs(options.version === 2 ? 'cgroup2' : 'cgroup', options.version === 2 ? 'nosuid,nodev,noexec,relatime' : 'nosuid,nodev,noexec,relatime', options.now);
  const text = (value: () => string | number, write?: (text: string) => void) => (path: string): Inode => new ComputedFile(fs, path, () => `${value()}\n`, write ? { write: (input) => write(input.trim()) } : {});
  const limit = (value: number | undefined, none: string): string => (value === undefined ? none : String(value));

  const cpuset = (group: Cgroup) => (input: string): void => {
    const wanted = parseCpuList(input);
    if (!wanted || wanted.some((cpu) => cpu >= options.cpus)) throw new SysError('EINVAL');
    group.cpuset = formatCpuList(wanted);
  };

  const common = (group: Cgroup): Files => ({ 'cgroup.procs': (path) => new ComputedFile(fs, path, () => options.pids(group).map((pid) => `${pid}\n`).join(''), { write: () => { throw new SysError('EOPNOTSUPP'); } }) });
  const v2 = (group: Cgroup): Files => ({
    ...common(group),
    'cgroup.controllers': text(() => 'cpuset cpu io memory hugetlb pids rdma'),
    'cgroup.events': text(() => `populated ${options.pids(group).length > 0 ? 1 : 0}\nfrozen ${group.frozen ? 1 : 0}`),
    'cgroup.freeze': text(() => (group.frozen ? 1 : 0), (input) => void (group.frozen = input === '1')),
    'cgroup.subtree_control': text(() => 'cpuset cpu io memory hugetlb pids rdma', () => {}),
    'cgroup.type': text(() => 'domain'),
    'cpu.max': text(() => `${group.cpuQuota === undefined ? 'max' : Math.round(group.cpuQuota * PERIOD)} ${PERIOD}`, (input) => {
      const [quota = '', period = String(PERIOD)] = input.split(/\s+/);
      group.cpuQuota = quota === 'max' ? undefined : number(quota) / number(period);
    }),
    'cpu.stat': text(() => `usage_usec ${Math.floor(group.cpuUsage / 1000)}\nuser_usec ${Math.floor(group.cpuUsage / 1000)}\nsystem_usec 0\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0`),
    'cpu.weight': text(() => weight(group.cpuShares)),
    'cpuset.cpus': text(() => group.cpuset ?? '', cpuset(group)),
    'cpuset.cpus.effective': text(() => formatCpuList(allowedCpus(group, options.cpus))),
    'io.stat': text(() => `8:0 rbytes=${group.blockRead} wbytes=${group.blockWrite} rios=0 wios=0 dbytes=0 dios=0`),
    'memory.current': text(() => group.memoryUsage),
    'memory.events': text(() => `low 0\nhigh 0\nmax ${group.oomKills}\noom ${group.oomKills}\noom_kill ${group.oomKills}\noom_group_kill 0`),
    'memory.high': text(() => 'max'),
    'memory.low': text(() => 0),
    'memory.max': text(() => limit(group.memoryLimit, 'max'), (input) => void (group.memoryLimit = input === 'max' ? undefined : number(input))),
    'memory.min': text(() => 0),
    'memory.peak': text(() => group.memoryPeak),
    'memory.stat': text(() => `anon ${group.memoryUsage}\nfile 0\nkernel 0\nshmem 0`),
    'memory.swap.current': text(() => 0),
    'memory.swap.max': text(() => (group.memorySwapLimit === undefined || group.memoryLimit === undefined ? 'max' : String(Math.max(0, group.memorySwapLimit - group.memoryLimit)))),
    'pids.current': text(() => group.pidsCurrent),
    'pids.max': text(() => limit(group.pidsLimit, 'max'), (input) => void (group.pidsLimit = input === 'max' ? undefined : number(input))),
  });
  const v1: Record<string, (group: Cgroup) => Files> = {
    blkio: (group) => ({ ...common(group), 'blkio.throttle.io_service_bytes': text(() => `8:0 Read ${group.blockRead}\n8:0 Write ${group.blockWrite}\nTotal ${group.blockRead + group.blockWrite}`) }),
    cpu: (group) => ({
      ...common(group),
      'cpu.cfs_period_us': text(() => PERIOD),
      'cpu.cfs_quota_us': text(() => (group.cpuQuota === undefined ? -1 : Math.round(group.cpuQuota * PERIOD)), (input) => void (group.cpuQuota = input.startsWith('-') ? undefined : number(input) / PERIOD)),
      'cpu.shares': text(() => group.cpuShares ?? 1024, (input) => void (group.cpuShares = number(input))),
      'cpu.stat': text(() => 'nr_periods 0\nnr_throttled 0\nthrottled_time 0'),
      'cpuacct.usage': text(() => Math.floor(group.cpuUsage)),
    }),
    cpuset: (group) => ({ ...common(group), 'cpuset.cpus': text(() => formatCpuList(allowedCpus(group, options.cpus)), cpuset(group)), 'cpuset.mems': text(() => 0) }),
    devices: (group) => ({ ...common(group), 'devices.list': text(() => 'a *:* rwm') }),
    freezer: (group) => ({ ...common(group), 'freezer.state': text(() => (group.frozen ? 'FROZEN' : 'THAWED'), (input) => void (group.frozen = input === 'FROZEN')) }),
    memory: (group) => ({
      ...common(group),
      'memory.failcnt': text(() => group.oomKills),
      'memory.limit_in_bytes': text(() => limit(group.memoryLimit, UNLIMITED_V1), (input) => void (group.memoryLimit = input === '-1' ? undefined : number(input))),
      'memory.max_usage_in_bytes': text(() => group.memoryPeak),
      'memory.memsw.limit_in_bytes': text(() => limit(group.memorySwapLimit, UNLIMITED_V1)),
      'memory.oom_control': text(() => `oom_kill_disable ${group.oomKillDisable ? 1 : 0}\nunder_oom 0\noom_kill ${group.oomKills}`),
      'memory.stat': text(() => `cache 0\nrss ${group.memoryUsage}\nmapped_file 0\nhierarchical_memory_limit ${limit(group.memoryLimit, UNLIMITED_V1)}\ntotal_cache 0\ntotal_rss ${group.memoryUsage}\ntotal_inactive_file 0`),
      'memory.swappiness': text(() => 60),
      'memory.usage_in_bytes': text(() => group.memoryUsage),
    }),
    perf_event: common,
    pids: (group) => ({ ...common(group), 'pids.current': text(() => group.pidsCurrent), 'pids.max': text(() => limit(group.pidsLimit, 'max'), (input) => void (group.pidsLimit = input === 'max' ? undefined : number(input))) }),
    systemd: common,
  };
  const directory = (group: Cgroup, path: string, files: (group: Cgroup) => Files): Inode => {
    const own = files(group);
    return new ComputedDirectory(fs, path, () => [...options.children(group).keys(), ...Object.keys(own)], (name) => {
      const child = options.children(group).get(name);
      if (child) return directory(child, `${path}/${name}`, files);
      return Object.hasOwn(own, name) ? own[name]?.(`${path}/${name}`) : undefined;
    }, { mode: 0o755, uid: 0, gid: 0 });
  };
  fs.root = options.version === 2 ? directory(cgroup, '/sys/fs/cgroup', v2) : fixedDirectory(fs, '/sys/fs/cgroup', Object.fromEntries(Object.entries(v1).map(([name, files]) => [name, (path: string) => directory(cgroup, path, files)])), { mode: 0o755, uid: 0, gid: 0 });
  return fs;
}
