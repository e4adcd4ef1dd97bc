/** Mount namespaces, mount_namespaces(7): which file system stands at which path. */
import { SysError } from '../errno.ts';
import { MEMORY_DEVICES } from './devices.ts';
import type { DeviceTable } from './devices.ts';
import type { FileSystem, Inode, Mount, MountNamespace, MountOptions } from './types.ts';

/** Numbers for mounts and file systems, shared by all namespaces of a host, so that equal histories give equal numbers. */
interface Numbers { nextMount: number; nextDevice: number }

/** The mount table. Paths given to it are normalised and absolute, without symbolic links; the view resolves them first. */
export class MountTable implements MountNamespace {
  readonly devices: DeviceTable;
  #list: Mount[] = [];
  #top = new Map<string, Mount>();
  #names = new Set<string>();
  readonly #numbers: Numbers;

  constructor(devices: DeviceTable, numbers: Numbers = { nextMount: 21, nextDevice: 2049 }) {
    this.devices = devices;
    this.#numbers = numbers;
  }

  get list(): readonly Mount[] {
    return this.#list;
  }

  /** The mount that is seen at exactly this path. */
  at(path: string): Mount | undefined {
    return this.#top.get(path);
  }

  /** Quick test: false when nothing is mounted on any path that ends in this name. */
  maybe(name: string): boolean {
    return this.#names.has(name);
  }

  mount(target: string, fs: FileSystem, options: MountOptions = {}): Mount {
    return this.#add(target, fs.root, fs, options);
  }

  bind(target: string, node: Inode, fs: FileSystem, options: MountOptions = {}): Mount {
    return this.#add(target, node, fs, options);
  }

  remount(target: string, options: MountOptions): void {
    const mount = this.#top.get(target);
    if (!mount) throw new SysError('EINVAL');
    const changed: Mount = {
      ...mount,
      readOnly: options.readOnly ?? mount.readOnly,
      source: options.source ?? mount.source,
      ...(options.noExec ?? mount.noExec ? { noExec: true } : { noExec: false }),
    };
    this.#list = this.#list.map((other) => (other === mount ? changed : other));
    this.#top.set(target, changed);
  }

  umount(target: string): void {
    const mount = this.#top.get(target);
    if (!mount) throw new SysError('EINVAL');
    const prefix = target === '/' ? '/' : `${target}/`;
    if (this.#list.some((other) => other !== mount && other.target !== target && other.target.startsWith(prefix))) throw new SysError('EBUSY');
    this.#list = this.#list.filter((other) => other !== mount);
    this.#index();
  }

  clone(): MountTable {
    const copy = new MountTable(this.devices, this.#numbers);
    for (const mount of this.#list) copy.#list.push({ ...mount, id: this.#numbers.nextMount++ });
    copy.#index();
    return copy;
  }

  /** A new namespace whose root is another file system (pivot_root(2)): how a container's is made. Numbers go on from this one's. */
  fresh(rootFs: FileSystem, options: MountOptions = {}): MountTable {
    const table = new MountTable(this.devices, this.#numbers);
    table.mount('/', rootFs, options);
    return table;
  }

  /** True when something is mounted at the path or below it. */
  busy(path: string): boolean {
    return this.#list.some((mount) => mount.target === path || mount.target.startsWith(`${path}/`));
  }

  #add(target: string, root: Inode, fs: FileSystem, options: MountOptions): Mount {
    if ((fs as { dev: number }).dev === 0) (fs as { dev: number }).dev = this.#numbers.nextDevice++;
    const mount: Mount = { id: this.#numbers.nextMount++, target, source: options.source ?? (fs.type === 'ext4' ? '/dev/sda1' : fs.type), fs, root, readOnly: options.readOnly ?? false, noExec: options.noExec ?? false };
    this.#list = [...this.#list, mount];
    this.#show(mount);
    return mount;
  }

  #index(): void {
    this.#top = new Map();
    this.#names = new Set();
    for (const mount of this.#list) this.#show(mount);
  }

  #show(mount: Mount): void {
    // What was mounted below is out of reach from now on.
    const prefix = mount.target === '/' ? '/' : `${mount.target}/`;
    for (const hidden of this.#top.keys()) if (hidden.startsWith(prefix) && hidden !== mount.target) this.#top.delete(hidden);
    this.#top.set(mount.target, mount);
    this.#names.add(mount.target.slice(mount.target.lastIndexOf('/') + 1));
  }
}

/** A mount namespace with `rootFs` at `/`. `devices` are the drivers of its device nodes (default: the memory devices). */
export function createMountNamespace(rootFs: FileSystem, options: MountOptions & { devices?: DeviceTable } = {}): MountTable {
  const table = new MountTable(options.devices ?? MEMORY_DEVICES);
  table.mount('/', rootFs, options);
  return table;
}
