/** /proc, proc(5): one a pid namespace. All of it is computed from a `ProcSource` when it is read. */
import { ComputedDirectory, ComputedFile, ComputedFs, ComputedLink, fixedDirectory } from './computed.ts';
import { processDirectory } from './proc-process.ts';
import type { ProcSource } from './proc-source.ts';
import type { FileSystem, Inode } from './types.ts';

const SECOND = 1_000_000_000;

/** Files that can be written keep what was written; the machine does not look at it. */
function setting(fs: ComputedFs, value: string, read?: () => string, write?: (text: string) => void): (path: string) => Inode {
  let current = value;
  return (path) => new ComputedFile(fs, path, () => `${read ? read() : current}\n`, {
    write: (text) => {
      current = text.trim();
      write?.(current);
    },
  });
}

/** A /proc for the processes that `source` lists. */
export function createProcFs(source: ProcSource): FileSystem {
  const fs = new ComputedFs('proc', 'nosuid,nodev,noexec,relatime', () => source.realtime());
  const { facts } = source;
  const file = (text: () => string, attributes?: { mode: number; uid: number; gid: number }) => (path: string): Inode => new ComputedFile(fs, path, text, attributes ? { attributes } : {});
  const self = (rest: string) => (path: string): Inode => new ComputedLink(fs, path, () => `self/${rest}`);
  const own = (): ReturnType<ProcSource['process']> => {
    const pid = source.self();
    return pid === undefined ? undefined : source.process(pid);
  };
  // Made once: its files keep what was written to them.
  const sys = sysDirectory(fs, '/proc/sys', source, own);
  const nodes: Record<string, (path: string) => Inode> = {
    cgroups: file(() => `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${['cpuset', 'cpu', 'cpuacct', 'blkio', 'memory', 'devices', 'freezer', 'net_cls', 'perf_event', 'net_prio', 'hugetlb', 'pids', 'rdma', 'misc'].map((name) => `${name}\t0\t1\t1\n`).join('')}`),
    cmdline: file(() => `BOOT_IMAGE=/boot/vmlinuz-${facts.kernelRelease} root=/dev/sda1 ro quiet${facts.kernelArguments === undefined ? '' : ` ${facts.kernelArguments}`}\n`),
    cpuinfo: file(() => cpuInfo(facts.cpus)),
    devices: file(() => 'Character devices:\n  1 mem\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n  8 sd\n'),
    filesystems: file(() => 'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup\nnodev\tcgroup2\nnodev\tdevtmpfs\nnodev\tdevpts\nnodev\toverlay\n\text4\n'),
    kcore: file(() => '', { mode: 0o400, uid: 0, gid: 0 }),
    loadavg: file(() => {
      let running = 0;
      let all = 0;
      for (const process of source.processes()) {
        all += process.threads;
        if (process.state === 'R') running++;
      }
      return `${source.load().map((value) => value.toFixed(2)).join(' ')} ${running}/${all} ${source.lastPid()}\n`;
    }),
    meminfo: file(() => memoryInfo(source)),
    mounts: self('mounts'),
    net: self('net'),
    self: (path) => new ComputedLink(fs, path, () => String(source.self() ?? '')),
    stat: file(() => statText(source)),
    swaps: file(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    sys: () => sys,
    'sysrq-trigger': (path) => new ComputedFile(fs, path, () => '', { write: () => {}, attributes: { mode: 0o200, uid: 0, gid: 0 } }),
    'thread-self': (path) => new ComputedLink(fs, path, () => `${source.self()}/task/${source.self()}`),
    timer_list: file(() => '', { mode: 0o400, uid: 0, gid: 0 }),
    uptime: file(() => {
      const seconds = source.now() / SECOND;
      const idle = Math.max(0, seconds * facts.cpus - source.cpuTime() / SECOND);
      return `${seconds.toFixed(2)} ${idle.toFixed(2)}\n`;
    }),
    version: file(() => `Linux version ${facts.kernelRelease} (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) ${facts.kernelVersion}\n`),
    vmstat: file(() => `nr_free_pages ${Math.floor(source.memory().free / 4096)}\n`),
  };
  const names = Object.keys(nodes);
  fs.root = new ComputedDirectory(fs, '/proc', function* () {
    for (const process of source.processes()) yield String(process.pid);
    yield* names;
  }, (name) => {
    if (/^[1-9]\d*$/.test(name)) {
      const pid = Number(name);
      return source.process(pid) ? processDirectory(fs, `/proc/${name}`, () => source.process(pid), { cpus: facts.cpus, cgroupRoot: source.cgroupRoot }, facts.cgroupVersion) : undefined;
    }
    return Object.hasOwn(nodes, name) ? nodes[name]?.(`/proc/${name}`) : undefined;
  });
  return fs;
}

function cpuInfo(cpus: number): string {
  const block = (i: number): string =>
    [
      `processor\t: ${i}`, 'vendor_id\t: GenuineIntel', 'cpu family\t: 6', 'model\t\t: 85', 'model name\t: Intel(R) Xeon(R) Processor @ 2.50GHz', 'stepping\t: 7', 'microcode\t: 0x1',
      'cpu MHz\t\t: 2499.998', 'cache size\t: 36608 KB', 'physical id\t: 0', `siblings\t: ${cpus}`, `core id\t\t: ${i}`, `cpu cores\t: ${cpus}`, `apicid\t\t: ${i}`, 'fpu\t\t: yes', 'cpuid level\t: 13',
      'wp\t\t: yes', 'flags\t\t: fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ss ht syscall nx lm constant_tsc nopl cpuid pni ssse3 cx16 sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx hypervisor lahf_lm',
      'bugs\t\t:', 'bogomips\t: 4999.99', 'clflush size\t: 64', 'cache_alignment\t: 64', 'address sizes\t: 46 bits physical, 48 bits virtual', 'power management:', '',
    ].join('\n');
  return Array.from({ length: cpus }, (_, i) => `${block(i)}\n`).join('');
}

function memoryInfo(source: ProcSource): string {
  const m = source.memory();
  const row = (name: string, bytes: number): string => `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`;
  return [
    row('MemTotal', m.total), row('MemFree', m.free), row('MemAvailable', m.available), row('Buffers', m.buffers), row('Cached', m.cached), row('SwapCached', 0), row('Active', m.total - m.free - m.cached),
    row('Inactive', m.cached), row('SwapTotal', m.swapTotal), row('SwapFree', m.swapFree), row('Dirty', 0), row('Writeback', 0), row('AnonPages', m.total - m.free - m.cached - m.buffers), row('Mapped', 0), row('Shmem', 0), row('Slab', 0),
  ].join('');
}

function statText(source: ProcSource): string {
  const { cpus } = source.facts;
  const ticks = (nanoseconds: number): number => Math.floor(nanoseconds / 10_000_000);
  const user = ticks(source.cpuTime());
  const idle = Math.max(0, ticks(source.now()) * cpus - user);
  const lines = [`cpu  ${user} 0 0 ${idle} 0 0 0 0 0 0`];
  for (let i = 0; i < cpus; i++) lines.push(`cpu${i} ${Math.floor(user / cpus)} 0 0 ${Math.floor(idle / cpus)} 0 0 0 0 0 0`);
  let running = 0;
  for (const process of source.processes()) if (process.state === 'R') running++;
  const boot = (source.realtime() - BigInt(Math.round(source.now()))) / 1_000_000_000n;
  return `${[...lines, 'intr 0', 'ctxt 0', `btime ${boot}`, `processes ${source.lastPid()}`, `procs_running ${running}`, 'procs_blocked 0'].join('\n')}\n`;
}

function sysDirectory(fs: ComputedFs, path: string, source: ProcSource, own: () => ReturnType<ProcSource['process']>): Inode {
  const { facts } = source;
  const constant = (text: string) => (at: string): Inode => new ComputedFile(fs, at, () => `${text}\n`);
  const directory = (nodes: Readonly<Record<string, (path: string) => Inode>>) => (at: string): Inode => fixedDirectory(fs, at, nodes);
  return directory({
    fs: directory({ 'file-max': setting(fs, '9223372036854775807'), inotify: directory({ max_user_watches: setting(fs, '524288'), max_user_instances: setting(fs, '128') }) }),
    kernel: directory({
      hostname: setting(fs, '', () => own()?.uts.hostname ?? '', (text) => {
        const process = own();
        if (process) process.uts.hostname = text;
      }),
      domainname: setting(fs, '', () => own()?.uts.domainname ?? '(none)'),
      ostype: constant('Linux'),
      osrelease: constant(facts.kernelRelease),
      version: constant(facts.kernelVersion),
      pid_max: setting(fs, '4194304'),
      'threads-max': setting(fs, '62586'),
      shmmax: setting(fs, '18446744073692774399'),
      shmall: setting(fs, '18446744073692774399'),
      shmmni: setting(fs, '4096'),
      msgmax: setting(fs, '8192'),
      msgmnb: setting(fs, '16384'),
      msgmni: setting(fs, '32000'),
      sem: setting(fs, '32000\t1024000000\t500\t32000'),
      random: directory({ boot_id: constant('6f1d3c52-1b7a-4a43-9a0e-0f1d0c2b7a11'), entropy_avail: constant('256') }),
    }),
    net: directory({
      core: directory({ somaxconn: setting(fs, '4096') }),
      ipv4: directory({
        ip_forward: setting(fs, '', () => (own()?.net.forwarding ? '1' : '0'), (text) => {
          const process = own();
          if (process) process.net.forwarding = text === '1';
        }),
        ip_local_port_range: setting(fs, '32768\t60999'),
        ip_unprivileged_port_start: setting(fs, '0'),
        ping_group_range: setting(fs, '0\t2147483647'),
        tcp_syncookies: setting(fs, '1'),
        tcp_keepalive_time: setting(fs, '7200'),
        tcp_fin_timeout: setting(fs, '60'),
      }),
      bridge: directory({ 'bridge-nf-call-iptables': setting(fs, '1') }),
    }),
    vm: directory({ overcommit_memory: setting(fs, '0'), swappiness: setting(fs, '60'), max_map_count: setting(fs, '65530') }),
  })(path);
}
