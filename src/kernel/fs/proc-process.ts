/** /proc/PID: what proc(5) says of one process. */
import { allowedCpus, formatCpuList } from '../cpu-list.ts';
import { signalNumber } from '../signals.ts';
import { ComputedDirectory, ComputedFile, ComputedLink, OpenNode, fixedDirectory } from './computed.ts';
import { mountInfoTable, mountTable } from './proc-mounts.ts';
import { netDirectory } from './proc-net.ts';
import type { ComputedFs } from './computed.ts';
import type { ProcessInfo } from './proc-source.ts';
import type { Inode } from './types.ts';
import type { Signal } from '../signals.ts';

const TICK = 10_000_000; // nanoseconds of a clock tick, USER_HZ = 100
const PAGE = 4096;
const STATES = { R: 'running', S: 'sleeping', D: 'disk sleep', T: 'stopped', Z: 'zombie' } as const;

/** Capabilities by number, linux/capability.h. */
const CAPABILITIES = [
  'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP', 'LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST',
  'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE',
  'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP', 'MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM',
  'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF', 'CHECKPOINT_RESTORE',
];

/** Limits of getrlimit(2) in the order of /proc/PID/limits: title, key, unit and defaults (soft, hard). */
const LIMITS: readonly [string, string, string, number, number][] = [
  ['Max cpu time', 'RLIMIT_CPU', 'seconds', Infinity, Infinity],
  ['Max file size', 'RLIMIT_FSIZE', 'bytes', Infinity, Infinity],
  ['Max data size', 'RLIMIT_DATA', 'bytes', Infinity, Infinity],
  ['Max stack size', 'RLIMIT_STACK', 'bytes', 8388608, Infinity],
  ['Max core file size', 'RLIMIT_CORE', 'bytes', 0, Infinity],
  ['Max resident set', 'RLIMIT_RSS', 'bytes', Infinity, Infinity],
  ['Max processes', 'RLIMIT_NPROC', 'processes', Infinity, Infinity],
  ['Max open files', 'RLIMIT_NOFILE', 'files', 1024, 1048576],
  ['Max locked memory', 'RLIMIT_MEMLOCK', 'bytes', 8388608, 8388608],
  ['Max address space', 'RLIMIT_AS', 'bytes', Infinity, Infinity],
  ['Max file locks', 'RLIMIT_LOCKS', 'locks', Infinity, Infinity],
  ['Max pending signals', 'RLIMIT_SIGPENDING', 'signals', 7823, 7823],
  ['Max msgqueue size', 'RLIMIT_MSGQUEUE', 'bytes', 819200, 819200],
  ['Max nice priority', 'RLIMIT_NICE', '', 0, 0],
  ['Max realtime priority', 'RLIMIT_RTPRIO', '', 0, 0],
  ['Max realtime timeout', 'RLIMIT_RTTIME', 'us', Infinity, Infinity],
];

/** Values that the machine, not the process, knows. */
export interface Machine {
  readonly cpus: number;
  /** Path of the root of the reader's cgroup namespace. */
  readonly cgroupRoot: string;
}

function capabilityMask(info: ProcessInfo): string {
  const { capabilities, uid } = info.credentials;
  let mask = 0n;
  CAPABILITIES.forEach((name, bit) => {
    if (capabilities ? capabilities.has(name) : uid === 0) mask |= 1n << BigInt(bit);
  });
  return mask.toString(16).padStart(16, '0');
}

function signalMask(signals: Iterable<Signal>): string {
  let mask = 0n;
  for (const signal of signals) mask |= 1n << BigInt(signalNumber(signal) - 1);
  return mask.toString(16).padStart(16, '0');
}

/** The address space: the program and what it has touched. The kernel counts only what is resident. */
function virtualSize(info: ProcessInfo): number {
  return info.state === 'Z' || info.exe === '' ? 0 : info.resident + 2 * 1024 * 1024;
}

function statLine(info: ProcessInfo): string {
  const ticks = Math.floor(info.cpuTime / TICK);
  const fields = [
    info.pid, `(${info.comm})`, info.state, info.ppid, info.pgid, info.sid, info.tty, info.tpgid, 4194560, 0, 0, 0, 0, ticks, 0, 0, 0, 20 + info.nice, info.nice, info.threads, 0,
    Math.floor(info.startTime / TICK), virtualSize(info), Math.ceil(info.resident / PAGE), '18446744073709551615', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  return `${fields.join(' ')}\n`;
}

function statusText(info: ProcessInfo, machine: Machine): string {
  const kb = (bytes: number): string => `${String(Math.ceil(bytes / 1024)).padStart(8)} kB`;
  const { uid, gid, groups } = info.credentials;
  const four = (id: number): string => [id, id, id, id].join('\t');
  const lines = [
    `Name:\t${info.comm}`, `Umask:\t${info.umask.toString(8).padStart(4, '0')}`, `State:\t${info.state} (${STATES[info.state]})`, `Tgid:\t${info.pid}`, 'Ngid:\t0', `Pid:\t${info.pid}`,
    `PPid:\t${info.ppid}`, 'TracerPid:\t0', `Uid:\t${four(uid)}`, `Gid:\t${four(gid)}`, 'FDSize:\t64', `Groups:\t${groups.map((group) => `${group} `).join('')}`,
    `NStgid:\t${info.nsPids.join('\t')}`, `NSpid:\t${info.nsPids.join('\t')}`, `NSpgid:\t${info.pgid}`, `NSsid:\t${info.sid}`,
  ];
  if (info.state !== 'Z' && info.exe !== '') {
    const size = virtualSize(info);
    lines.push(
      `VmPeak:\t${kb(Math.max(size, info.residentPeak))}`, `VmSize:\t${kb(size)}`, `VmLck:\t${kb(0)}`, `VmPin:\t${kb(0)}`, `VmHWM:\t${kb(info.residentPeak)}`, `VmRSS:\t${kb(info.resident)}`,
      `RssAnon:\t${kb(info.resident)}`, `RssFile:\t${kb(0)}`, `RssShmem:\t${kb(0)}`, `VmData:\t${kb(info.resident)}`, `VmStk:\t${kb(135168)}`, `VmSwap:\t${kb(0)}`,
    );
  }
  const { noNewPrivileges, seccomp } = info.confinement;
  const cpus = allowedCpus(info.cgroup, machine.cpus);
  const mask = cpus.reduce((bits, cpu) => bits | (1n << BigInt(cpu)), 0n).toString(16);
  lines.push(
    `Threads:\t${info.threads}`, 'SigQ:\t0/7823', `SigPnd:\t${signalMask([])}`, `ShdPnd:\t${signalMask(info.pendingSignals)}`, `SigBlk:\t${signalMask(info.blockedSignals)}`,
    `SigIgn:\t${signalMask(info.ignoredSignals)}`, `SigCgt:\t${signalMask(info.caughtSignals)}`, `CapInh:\t${'0'.repeat(16)}`, `CapPrm:\t${capabilityMask(info)}`, `CapEff:\t${capabilityMask(info)}`,
    `CapBnd:\t${capabilityMask(info)}`, `CapAmb:\t${'0'.repeat(16)}`, `NoNewPrivs:\t${Number(noNewPrivileges)}`, `Seccomp:\t${seccomp ? 2 : 0}`, `Seccomp_filters:\t${Number(seccomp)}`,
    `Cpus_allowed:\t${mask}`, `Cpus_allowed_list:\t${formatCpuList(cpus)}`,
    'Mems_allowed:\t1', 'Mems_allowed_list:\t0', 'voluntary_ctxt_switches:\t1', 'nonvoluntary_ctxt_switches:\t0',
  );
  return `${lines.join('\n')}\n`;
}

function limitsText(info: ProcessInfo): string {
  const show = (value: number): string => (value === Infinity ? 'unlimited' : String(value));
  const row = (a: string, b: string, c: string, d: string): string => `${a.padEnd(25)} ${b.padEnd(20)} ${c.padEnd(20)} ${d.padEnd(10)}`;
  const lines = LIMITS.map(([title, key, unit, soft, hard]) => {
    const value = info.rlimits.get(key);
    return row(title, show(value ?? soft), show(Math.max(value ?? hard, hard)), unit);
  });
  return `${[row('Limit', 'Soft Limit', 'Hard Limit', 'Units'), ...lines].join('\n')}\n`;
}

const CONTROLLERS_V1 = ['rdma', 'pids', 'hugetlb', 'net_prio,net_cls', 'perf_event', 'freezer', 'devices', 'blkio', 'cpu,cpuacct', 'cpuset', 'memory', 'misc'];

/** A cgroup's path as a cgroup namespace with that root shows it (cgroup_namespaces(7)). */
function below(path: string, root: string): string {
  if (root === '/') return path;
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : `${root.replace(/\/[^/]+/g, '/..')}${path}`;
}

/** /proc/PID/cgroup, cgroups(7): one line with the path on version 2, one a controller on version 1. */
export function cgroupText(path: string, version: 1 | 2): string {
  if (version === 2) return `0::${path}\n`;
  const rows = CONTROLLERS_V1.map((controller, i) => `${CONTROLLERS_V1.length + 1 - i}:${controller}:${path}\n`);
  return `${rows.join('')}1:name=systemd:${path}\n0::${path}\n`;
}

/** The directory of one process. `info` is asked anew at each look, so that the directory outlives the process as an empty one. */
export function processDirectory(fs: ComputedFs, path: string, info: () => ProcessInfo | undefined, machine: Machine, cgroupVersion: 1 | 2): Inode {
  const owner = (mode: number) => () => ({ mode, uid: info()?.credentials.uid ?? 0, gid: info()?.credentials.gid ?? 0 });
  const file = (text: (process: ProcessInfo) => string, mode = 0o444) => (at: string): Inode =>
    new ComputedFile(fs, at, () => {
      const process = info();
      return process ? text(process) : '';
    }, { attributes: owner(mode) });
  const link = (text: (process: ProcessInfo) => string) => (at: string): Inode =>
    new ComputedLink(fs, at, () => {
      const process = info();
      return process ? text(process) : '';
    }, () => {
      const process = info() as ProcessInfo;
      return { mounts: process.mounts, path: text(process) };
    });
  const strings = (list: Iterable<string>): string => [...list].map((item) => `${item}\0`).join('');
  const nodes: Record<string, (at: string) => Inode> = {
    cgroup: file((process) => cgroupText(below(process.cgroup.path, machine.cgroupRoot), cgroupVersion)),
    cmdline: file((process) => (process.state === 'Z' ? '' : strings(process.argv))),
    comm: file((process) => `${process.comm}\n`, 0o644),
    cwd: link((process) => process.cwd),
    environ: file((process) => strings([...process.env].map(([name, value]) => `${name}=${value}`)), 0o400),
    exe: link((process) => process.exe),
    fd: (at) => descriptorDirectory(fs, at, info, owner(0o500)),
    fdinfo: (at) => new ComputedDirectory(fs, at, () => [...(info()?.fds.keys() ?? [])].map(String), (name) => {
      const open = info()?.fds.get(Number(name));
      return open && new ComputedFile(fs, `${at}/${name}`, () => `pos:\t${open.offset}\nflags:\t0100002\nmnt_id:\t15\nino:\t${open.stat().ino}\n`, { attributes: owner(0o400) });
    }, owner(0o555)),
    limits: file(limitsText),
    mountinfo: file((process) => mountInfoTable(process.mounts)),
    mounts: file((process) => mountTable(process.mounts)),
    net: (at) => netDirectory(fs, at, () => info()?.net),
    ns: (at) => fixedDirectory(fs, at, Object.fromEntries(['cgroup', 'ipc', 'mnt', 'net', 'pid', 'pid_for_children', 'user', 'uts'].map((name) => {
      const key = (name === 'pid_for_children' ? 'pid' : name) as keyof ProcessInfo['namespaceIds'];
      return [name, (inner: string): Inode => new ComputedLink(fs, inner, () => `${key}:[${info()?.namespaceIds[key] ?? 0}]`)];
    })), owner(0o511)),
    oom_score: file(() => '0\n'),
    oom_score_adj: file((process) => `${process.confinement.oomScoreAdj}\n`, 0o644),
    root: link(() => '/'),
    stat: file(statLine),
    statm: file((process) => `${Math.ceil(virtualSize(process) / PAGE)} ${Math.ceil(process.resident / PAGE)} 0 0 0 ${Math.ceil(process.resident / PAGE)} 0\n`),
    status: file((process) => statusText(process, machine)),
    task: (at) => new ComputedDirectory(fs, at, () => [String(info()?.pid ?? '')].filter(Boolean), (name) => {
      const process = info();
      if (!process || name !== String(process.pid)) return undefined;
      return fixedDirectory(fs, `${at}/${name}`, { comm: file((p) => `${p.comm}\n`), stat: file(statLine), status: file((p) => statusText(p, machine)) });
    }, owner(0o555)),
  };
  return fixedDirectory(fs, path, nodes, owner(0o555));
}

function descriptorDirectory(fs: ComputedFs, path: string, info: () => ProcessInfo | undefined, attributes: () => { mode: number; uid: number; gid: number }): Inode {
  const node = (name: string): Inode | undefined => {
    const open = /^\d+$/.test(name) ? info()?.fds.get(Number(name)) : undefined;
    return open && new ComputedLink(fs, `${path}/${name}`, () => open.description, () => new OpenNode(fs, open));
  };
  return new ComputedDirectory(fs, path, () => [...(info()?.fds.keys() ?? [])].sort((a, b) => a - b).map(String), node, attributes);
}
