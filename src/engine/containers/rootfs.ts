/** The mount namespace of a container: its layer as root, /proc, /dev, /sys and what was asked for (runc libcontainer/rootfs_linux.go). */
import type { FsView, Inode, MountNamespace } from '../../kernel/fs/types.ts';
import { addStandardDevices } from '../../kernel/fs/devices.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import type { MountTable } from '../../kernel/fs/mounts.ts';
import { createView } from '../../kernel/fs/view.ts';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { NetNamespace } from '../../kernel/net/types.ts';
import type { PidNamespace } from '../../kernel/pid-namespace.ts';
import { createCgroups, createProc, createPts, createSys } from '../../kernel/system-files.ts';
import type { PtyTable } from '../../kernel/tty/pty-table.ts';
import { isSysError } from '../../kernel/errno.ts';
import { DaemonError } from '../daemon.ts';
import type { Container, MountPointRecord } from './container.ts';
import type { ContainerEngine } from './engine.ts';
import { addDevices, refuseDeviceRequests } from './devices.ts';
import { cleanPath } from './mounts.ts';
import { applySysctls } from './sysctls.ts';

const ROOT = { uid: 0, gid: 0, groups: [0] };

/** A view of the container's files as root of the host. */
export function rootView(engine: ContainerEngine, mounts: MountNamespace): FsView {
  return createView(mounts, ROOT, '/', { devices: (engine.proc.mounts as MountTable).devices });
}

/** A namespace that holds nothing but the writable layer: what copying, commit and user look-up need of a container that does not run. */
export function bareMounts(engine: ContainerEngine, container: Container): MountNamespace {
  const layer = container.layer ?? engine.daemon.images.openLayer(container.id);
  if (!layer) throw new DaemonError(500, `RWLayer of container ${container.id} is unexpectedly nil`);
  container.layer = layer;
  return (engine.proc.mounts as MountTable).fresh(layer.fs, { source: 'overlay', readOnly: false });
}

/** Size of a tmpfs as mount(8) writes it: bytes, k, m, g, or a share of the memory; undefined is half the memory. */
function tmpfsSize(text: string | undefined, memory: number): number {
  const m = /^(\d+)([kmg%]?)$/i.exec(text ?? '');
  if (!m) return Math.floor(memory / 2);
  const n = Number(m[1]);
  const unit = m[2]!.toLowerCase();
  return unit === '%' ? Math.floor((memory * n) / 100) : n * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit);
}

/** mount(8)'s options of any file system, without a value. */
const MOUNT_FLAGS = new Set([
  'defaults', 'ro', 'rw', 'suid', 'nosuid', 'dev', 'nodev', 'exec', 'noexec', 'sync', 'async', 'dirsync', 'remount', 'mand', 'nomand', 'atime', 'noatime', 'diratime',
  'nodiratime', 'bind', 'rbind', 'unbindable', 'runbindable', 'private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave', 'relatime', 'norelatime', 'strictatime', 'nostrictatime',
]);
const TMPFS_VALUES = new Set(['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol']);

function refuseTmpfsOptions(options: string): void {
  for (const option of options.split(',')) {
    if (option === '' || MOUNT_FLAGS.has(option)) continue;
    const [name = '', ...value] = option.split('=');
    if (value.length === 0 || !TMPFS_VALUES.has(name)) throw new DaemonError(500, `invalid tmpfs option [${[name, ...(value.length > 0 ? [value.join('=')] : [])].map((part) => JSON.stringify(part)).join(' ')}]`);
  }
}

/** What the container's computed file systems show. */
interface RootfsNamespaces {
  readonly pid: PidNamespace;
  readonly net: NetNamespace;
  readonly cgroup: Cgroup;
  /** Its terminals; the first is there already when the container has one. */
  readonly ptys: PtyTable;
}

/** Builds it. `files` are host paths of hosts, resolv.conf and hostname. Throws DaemonError with runc's texts. */
export function buildRootfs(
  engine: ContainerEngine, container: Container, files: { hosts: string; resolvConf: string; hostname: string }, namespaces: RootfsNamespaces,
): { mounts: MountNamespace; view: FsView } {
  const mounts = bareMounts(engine, container);
  const view = rootView(engine, mounts);
  const { hostConfig } = container;
  const host = engine.proc.host as KernelHost;
  const now = (): bigint => engine.proc.realtime();
  const memory = engine.proc.host.facts.memory;
  refuseDeviceRequests(hostConfig.DeviceRequests);
  const make = (target: string): string => mountpoint(view, target, 'directory');

  const cgroupRoot = hostConfig.CgroupnsMode === 'private' ? namespaces.cgroup : host.cgroup;
  mounts.mount(make('/proc'), createProc(host, namespaces.pid, cgroupRoot), { source: 'proc' });
  applySysctls(hostConfig, view, namespaces.net);
  const dev = createMemoryFs({ type: 'tmpfs', now, size: 64 * 1024 * 1024, mode: 0o755, options: 'nosuid,size=65536k,mode=755' });
  addStandardDevices(dev.root as unknown as Inode);
  mounts.mount(make('/dev'), dev, { source: 'tmpfs' });
  addDevices(engine, container, dev.root as unknown as Inode);
  mounts.mount(make('/dev/pts'), createPts(host, namespaces.ptys), { source: 'devpts' });
  mounts.mount(make('/sys'), createSys(host, namespaces.net), { source: 'sysfs', readOnly: !hostConfig.Privileged });
  mounts.mount('/sys/fs/cgroup', createCgroups(host, host.facts.cgroupVersion === 2 ? cgroupRoot : namespaces.cgroup, namespaces.pid), { source: 'cgroup', readOnly: !hostConfig.Privileged });
  mounts.mount(make('/dev/mqueue'), createMemoryFs({ type: 'mqueue', now, mode: 0o1777, options: 'nosuid,nodev,noexec,relatime' }), { source: 'mqueue' });
  const shm = hostConfig.ShmSize;
  const shared = sharedMemory(engine, container);
  if (shared) mounts.bind(make('/dev/shm'), shared.root, shared.fs, { source: 'shm' });
  else if (hostConfig.IpcMode !== 'none') {
    mounts.mount(make('/dev/shm'), createMemoryFs({ type: 'tmpfs', now, size: shm, mode: 0o1777, options: `nosuid,nodev,noexec,relatime,size=${shm / 1024}k` }), { source: 'shm' });
  }

  const taken = new Set(container.mountPoints.map((p) => p.destination));
  const managed: [string, string][] = [['/etc/resolv.conf', files.resolvConf], ['/etc/hostname', files.hostname], ['/etc/hosts', files.hosts]];
  for (const [target, source] of managed) if (!taken.has(target) && engine.daemon.fs.exists(source)) bind(engine, view, source, target, false);

  for (const [target, options] of Object.entries(hostConfig.Tmpfs ?? {})) mountTmpfs(mounts, view, cleanPath(target), options, now, memory);
  // Outer paths first, so that /data does not hide /data/cache.
  const points = [...container.mountPoints].sort((a, b) => a.destination.split('/').length - b.destination.split('/').length);
  for (const point of points) mountPoint(engine, mounts, view, point, now, memory);
  makeWorkingDirectory(view, container.config.WorkingDir || '/');
  maskPaths(container, mounts, view, now);
  if (hostConfig.ReadonlyRootfs) mounts.remount('/', { readOnly: true });
  return { mounts, view };
}

/** Volumes and binds of a container that does not run, so that copies reach into them. What is not there is passed over. */
export function mountForCopy(engine: ContainerEngine, container: Container, view: FsView): void {
  for (const point of [...container.mountPoints].sort((a, b) => a.destination.length - b.destination.length)) {
    if (point.type === 'tmpfs' || !engine.daemon.fs.exists(point.source)) continue;
    bind(engine, view, point.subpath ? `${point.source}/${point.subpath}` : point.source, point.destination, !point.readWrite);
  }
}

function mountPoint(engine: ContainerEngine, mounts: MountNamespace, view: FsView, point: MountPointRecord, now: () => bigint, memory: number): void {
  const { daemon } = engine;
  if (point.type === 'tmpfs') {
    mountTmpfs(mounts, view, point.destination, point.tmpfsOptions, now, memory);
    return;
  }
  let { source } = point;
  if (point.type === 'bind') {
    if (!daemon.fs.exists(source)) {
      if (!point.createSource) throw new DaemonError(400, `invalid mount config for type "bind": bind source path does not exist: ${source}`);
      daemon.fs.mkdirs(source, 0o755);
    }
  } else {
    const volume = daemon.volumes.get(point.name);
    if (!volume) throw new DaemonError(404, `get ${point.name}: no such volume`);
    if (point.subpath) source = subpathOf(daemon.fs, source, point.subpath);
  }
  bind(engine, view, source, point.destination, !point.readWrite);
}

/** The folder or file of a volume that --mount volume-subpath names (moby internal/safepath). */
function subpathOf(fs: FsView, volume: string, subpath: string): string {
  let path = volume;
  for (const part of subpath.split('/').filter((name) => name !== '')) {
    path = `${path}/${part}`;
    if (!fs.exists(path)) throw new DaemonError(500, `cannot access path ${volume}/${subpath}: lstat ${path}: no such file or directory`);
  }
  return path;
}

/** A bind mount of a host path. The target is made of the source's kind. */
function bind(engine: ContainerEngine, view: FsView, source: string, target: string, readOnly: boolean): void {
  const { node, mount } = engine.daemon.fs.resolve(source);
  let at: string;
  try {
    at = mountpoint(view, target, node.kind === 'directory' ? 'directory' : 'file');
  } catch (error) {
    if (!isSysError(error)) throw error;
    const words = error.code === 'ENOTDIR' ? `cannot create subdirectories in "${mergedPath(engine, view)}${target}": not a directory` : `open ${target}: ${error.message.toLowerCase()}`;
    throw mountFailure(source, target, words, error.code === 'ENOTDIR');
  }
  const kind = view.stat(at).kind;
  if ((kind === 'directory') !== (node.kind === 'directory')) {
    const words = node.kind === 'directory'
      ? `create mountpoint for ${target} mount: cannot create subdirectories in "${mergedPath(engine, view)}${target}": not a directory`
      : `mount src=${source}, dst=${target}, dstFd=/proc/thread-self/fd/8, flags=MS_BIND|MS_REC: not a directory`;
    throw mountFailure(source, target, words, true);
  }
  view.mounts.bind(at, node, mount.fs, { source: mount.source, readOnly });
}

function mergedPath(engine: ContainerEngine, view: FsView): string {
  const root = view.mounts.list[0];
  const owner = engine.store.list().find((c) => c.layer?.fs === root?.fs);
  return owner?.layer?.graphDriver.Data['MergedDir'] ?? '';
}

function mountFailure(source: string, target: string, words: string, kindMismatch: boolean): DaemonError {
  const prefix = 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
  const hint = kindMismatch ? ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type' : '';
  return new DaemonError(400, `${prefix}error mounting "${source}" to rootfs at "${target}": ${words}: unknown${hint}`);
}

function mountTmpfs(mounts: MountNamespace, view: FsView, target: string, options: string, now: () => bigint, memory: number): void {
  refuseTmpfsOptions(options);
  const values = new Map(options.split(',').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  const size = values.get('size');
  const mode = values.get('mode');
  const shown = ['nosuid', 'nodev', ...(values.has('exec') ? [] : ['noexec']), 'relatime', ...(size ? [`size=${Math.floor(tmpfsSize(size, memory) / 1024)}k`] : []), ...(mode ? [`mode=${mode}`] : [])];
  const fs = createMemoryFs({
    type: 'tmpfs', now, size: tmpfsSize(size, memory), mode: mode ? Number.parseInt(mode, 8) : 0o1777, uid: Number(values.get('uid') ?? 0) || 0,
    gid: Number(values.get('gid') ?? 0) || 0, options: shown.join(','),
  });
  mounts.mount(mountpoint(view, target, 'directory'), fs, { source: 'tmpfs', readOnly: values.has('ro'), noExec: !values.has('exec') });
}

/** The resolved path of a mount point, made when it is missing. */
function mountpoint(view: FsView, target: string, kind: 'directory' | 'file'): string {
  if (!view.exists(target)) {
    if (kind === 'directory') view.mkdirs(target, 0o755);
    else {
      view.mkdirs(target.slice(0, target.lastIndexOf('/')) || '/', 0o755);
      view.writeFile(target, '', 0o755);
    }
  }
  return view.realpath(target);
}

function makeWorkingDirectory(view: FsView, path: string): void {
  if (!view.exists(path)) view.mkdirs(path, 0o755);
  else if (view.stat(path).kind !== 'directory') throw new DaemonError(400, `Cannot mkdir: ${path} is not a directory`);
}

/** Hides what a container must not see, and protects what it must not write (runc maskPath, readonlyPath). */
function maskPaths(container: Container, mounts: MountNamespace, view: FsView, now: () => bigint): void {
  const nothing = view.resolve('/dev/null');
  for (const path of container.hostConfig.MaskedPaths ?? []) {
    if (!view.exists(path)) continue;
    if (view.stat(path).kind === 'directory') mounts.mount(path, createMemoryFs({ type: 'tmpfs', now, mode: 0o755 }), { source: 'tmpfs', readOnly: true });
    else mounts.bind(path, nothing.node, nothing.mount.fs, { source: 'tmpfs' });
  }
  for (const path of container.hostConfig.ReadonlyPaths ?? []) {
    if (!view.exists(path)) continue;
    const { node, mount } = view.resolve(path);
    mounts.bind(path, node, mount.fs, { source: mount.source, readOnly: true });
  }
}

/** /dev/shm of the host or of another container, for --ipc. */
function sharedMemory(engine: ContainerEngine, container: Container): { root: Inode; fs: MountNamespace['list'][number]['fs'] } | undefined {
  const mode = container.hostConfig.IpcMode;
  const from = mode === 'host' ? engine.proc.mounts : mode.startsWith('container:') ? engine.store.find(mode.slice(10))?.task?.mounts : undefined;
  return from?.list.findLast((mount) => mount.target === '/dev/shm');
}
