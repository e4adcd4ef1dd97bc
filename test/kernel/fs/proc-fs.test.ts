import { describe, expect, test } from 'vitest';
import { createCgroupFs } from '../../../src/kernel/fs/cgroup-fs.ts';
import { MEMORY_DEVICES, addStandardDevices } from '../../../src/kernel/fs/devices.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createProcFs } from '../../../src/kernel/fs/proc-fs.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { isSysError } from '../../../src/kernel/errno.ts';
import type { Cgroup } from '../../../src/kernel/cgroup.ts';
import type { ProcessInfo, ProcSource } from '../../../src/kernel/fs/proc-source.ts';
import type { NetNamespace } from '../../../src/kernel/net/types.ts';
import type { Proc } from '../../../src/kernel/sys.ts';

const ROOT = { uid: 0, gid: 0, groups: [] };
const now = (): bigint => 5n;

function machine() {
  const disk = createMemoryFs({ type: 'ext4', now });
  const mounts = createMountNamespace(disk, { source: '/dev/sda1' });
  const view = createView(mounts, ROOT);
  for (const name of ['proc', 'dev', 'tmp', 'home']) view.mkdir(`/${name}`);
  view.writeFile('/home/file', 'content');
  const net = { interfaces: [], routes: [], forwards: [], forwarding: true, sockets: () => [] } as unknown as NetNamespace;
  const cgroup = { path: '/docker/abc', memoryLimit: 6291456, pidsCurrent: 2, cpuQuota: 0.5, memoryUsage: 4096, oomKills: 0 } as unknown as Cgroup;
  const file = view.open('/home/file', { read: true });
  const shell: ProcessInfo = {
    pid: 7, ppid: 1, pgid: 7, sid: 7, comm: 'sh', argv: ['sh', '-c', 'x'], env: new Map([['PATH', '/bin']]), exe: '/bin/sh', cwd: '/home', state: 'S', tty: 0, tpgid: -1, credentials: ROOT, umask: 0o022,
    threads: 1, nice: 0, startTime: 2_500_000_000, cpuTime: 30_000_000, resident: 8192, residentPeak: 8192, fds: new Map([[3, file]]), mounts, net, uts: { hostname: 'web', domainname: '(none)' }, cgroup,
    rlimits: new Map([['RLIMIT_NOFILE', 512]]), pendingSignals: [], blockedSignals: [], ignoredSignals: ['SIGPIPE'], caughtSignals: ['SIGTERM'], nsPids: [7], confinement: { oomScoreAdj: 0, noNewPrivileges: false, seccomp: false },
    namespaceIds: { cgroup: 1, ipc: 2, mnt: 3, net: 4, pid: 5, user: 6, uts: 7 },
  };
  const source: ProcSource = {
    cgroupRoot: '/',
    processes: () => [shell], process: (pid) => (pid === 7 ? shell : undefined), self: () => 7, now: () => 12_340_000_000, realtime: now,
    facts: { kernelRelease: '6.1.0-37-amd64', kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: 'Debian', cpus: 2, memory: 2 ** 31, swap: 0, cgroupVersion: 2 },
    memory: () => ({ total: 2 ** 31, free: 2 ** 30, available: 2 ** 30, buffers: 0, cached: 0, swapTotal: 0, swapFree: 0 }), load: () => [0, 0.01, 0.05], cpuTime: () => 40_000_000, lastPid: () => 7,
  };
  mounts.mount('/proc', createProcFs(source));
  return { view, mounts, cgroup };
}

describe('/proc', () => {
  test('shows processes as directories', () => {
    const { view } = machine();
    expect(view.readdir('/proc').map((entry) => entry.name)).toContain('7');
    expect(view.readText('/proc/7/cmdline')).toBe('sh\0-c\0x\0');
    expect(view.readText('/proc/self/environ')).toBe('PATH=/bin\0');
    expect(view.readText('/proc/7/stat').split(' ').slice(0, 6)).toEqual(['7', '(sh)', 'S', '1', '7', '7']);
    expect(view.readText('/proc/7/stat').trim().split(' ')).toHaveLength(52);
    expect(view.readText('/proc/7/stat').split(' ')[21]).toBe('250');
    expect(view.readText('/proc/7/status')).toContain('SigIgn:\t0000000000001000\nSigCgt:\t0000000000004000\n');
    expect(view.readText('/proc/7/status')).toContain('CapEff:\t000001ffffffffff\n');
    expect(view.readText('/proc/7/limits')).toContain('Max open files            512                  1048576              files     \n');
    expect(view.readText('/proc/1/../7/cgroup'.replace('1/../', ''))).toBe('0::/docker/abc\n');
    expect(view.exists('/proc/8')).toBe(false);
  });

  test('links lead to the thing itself', () => {
    const { view } = machine();
    expect(view.readlink('/proc/self')).toBe('7');
    expect(view.readText('/proc/7/cwd/file')).toBe('content');
    expect(view.readText('/proc/7/root/home/file')).toBe('content');
    expect(view.readlink('/proc/7/fd/3')).toBe('/home/file');
    expect(view.open('/proc/self/fd/3', { read: true }).stat().size).toBe(7);
    expect(view.readlink('/proc/7/ns/net')).toBe('net:[4]');
    expect(view.realpath('/proc/7/cwd')).toBe('/home');
    expect(view.realpath('/proc/7/cwd/../home/.././..')).toBe('/');
  });

  test('the machine', () => {
    const { view, mounts } = machine();
    expect(view.readText('/proc/uptime')).toBe('12.34 24.64\n');
    expect(view.readText('/proc/loadavg')).toBe('0.00 0.01 0.05 0/1 7\n');
    expect(view.readText('/proc/meminfo')).toMatch(/^MemTotal: {8}2097152 kB\nMemFree: {9}1048576 kB\n/);
    expect(view.readText('/proc/cpuinfo').match(/^processor/gm)).toHaveLength(2);
    expect(view.readText('/proc/mounts')).toBe('/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n');
    expect(view.readText('/proc/sys/net/ipv4/ip_forward')).toBe('1\n');
    view.writeFile('/proc/sys/kernel/hostname', 'db\n');
    expect(view.readText('/proc/sys/kernel/hostname')).toBe('db\n');
    view.writeFile('/proc/sys/net/core/somaxconn', '1024');
    expect(view.readText('/proc/sys/net/core/somaxconn')).toBe('1024\n');
    mounts.remount('/proc', { readOnly: true });
    let code = '';
    try {
      view.writeFile('/proc/sys/net/core/somaxconn', '1');
    } catch (error) {
      if (isSysError(error)) code = error.code;
    }
    expect(code).toBe('EROFS');
  });
});

describe('/sys/fs/cgroup', () => {
  test('has the limits of both versions, and takes new ones', () => {
    const { view, mounts, cgroup } = machine();
    const options = { now, cpus: 2, children: () => new Map(), pids: () => [7] };
    mounts.mount('/tmp', createCgroupFs(cgroup, { ...options, version: 2 }));
    expect(view.readText('/tmp/memory.max')).toBe('6291456\n');
    expect(view.readText('/tmp/cpu.max')).toBe('50000 100000\n');
    expect(view.readText('/tmp/cgroup.procs')).toBe('7\n');
    view.writeFile('/tmp/memory.max', '8M');
    expect(cgroup.memoryLimit).toBe(8 * 1024 * 1024);
    mounts.mount('/home', createCgroupFs(cgroup, { ...options, version: 1 }));
    expect(view.readText('/home/memory/memory.limit_in_bytes')).toBe('8388608\n');
    expect(view.readText('/home/cpu/cpu.cfs_quota_us')).toBe('50000\n');
  });
});

describe('devices', () => {
  test('null, zero, full and urandom', () => {
    const { view } = machine();
    addStandardDevices(view.resolve('/dev').node);
    const proc = { random: () => ({ bytes: (n: number) => new Uint8Array(n).fill(7) }) } as unknown as Proc;
    const read = (path: string, max: number): number[] => [...(view.open(path, { read: true }).read(proc, max).next().value as Uint8Array)];
    expect(read('/dev/null', 3)).toEqual([]);
    expect(read('/dev/zero', 3)).toEqual([0, 0, 0]);
    expect(read('/dev/urandom', 2)).toEqual([7, 7]);
    view.writeFile('/dev/null', 'gone');
    const full = view.open('/dev/full', { write: true });
    expect(() => full.write(proc, new Uint8Array(1)).next()).toThrow('No space left on device');
    expect(() => view.open('/dev/tty', { read: true })).toThrow('No such device or address');
    expect(MEMORY_DEVICES.find(0)).toBeUndefined();
    expect(view.readlink('/dev/stdout')).toBe('/proc/self/fd/1');
  });
});
