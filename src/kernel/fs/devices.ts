/** Character devices by number (Documentation/admin-guide/devices.txt): the memory devices, and a table for the terminals of the kernel. */
import { SysError } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import type { Inode, OpenFile, OpenFlags, Stat } from './types.ts';

/** st_rdev of a device (glibc's makedev for small numbers). */
export function makedev(major: number, minor: number): number {
  return major * 256 + minor;
}

export const DEVICES = {
  null: makedev(1, 3), zero: makedev(1, 5), full: makedev(1, 7), random: makedev(1, 8), urandom: makedev(1, 9), kmsg: makedev(1, 11),
  tty: makedev(5, 0), console: makedev(5, 1), ptmx: makedev(5, 2),
} as const;

/** Opens a device node. */
export type DeviceOpener = (node: Inode, flags: OpenFlags, path: string) => OpenFile;

/** Which driver answers for a device number. A table may stand on another one and add to it. */
export class DeviceTable {
  readonly #parent: DeviceTable | undefined;
  readonly #drivers = new Map<number, DeviceOpener>();

  constructor(parent?: DeviceTable) {
    this.#parent = parent;
  }

  register(rdev: number, opener: DeviceOpener): this {
    this.#drivers.set(rdev, opener);
    return this;
  }

  /** ENXIO when no driver answers. */
  open(node: Inode, flags: OpenFlags, path: string): OpenFile {
    const opener = this.find(node.stat().rdev);
    if (!opener) throw new SysError('ENXIO');
    return opener(node, flags, path);
  }

  find(rdev: number): DeviceOpener | undefined {
    return this.#drivers.get(rdev) ?? this.#parent?.find(rdev);
  }
}

interface Driver {
  read(proc: Proc, max: number): Uint8Array;
  write(data: Uint8Array): void;
}

class DeviceFile implements OpenFile {
  readonly flags: OpenFlags;
  readonly description: string;
  readonly queue = undefined;
  offset = 0;
  readonly #node: Inode;
  readonly #driver: Driver;

  constructor(node: Inode, driver: Driver, flags: OpenFlags, path: string) {
    this.#node = node;
    this.#driver = driver;
    this.flags = flags;
    this.description = path;
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  // eslint-disable-next-line require-yield
  *read(proc: Proc, max: number): Sys<Uint8Array> {
    if (!this.flags.read) throw new SysError('EBADF');
    return this.#driver.read(proc, max);
  }

  // eslint-disable-next-line require-yield
  *write(_proc: Proc, data: Uint8Array): Sys<void> {
    if (!this.flags.write) throw new SysError('EBADF');
    this.#driver.write(data);
  }

  stat(): Stat {
    return this.#node.stat();
  }

  truncate(): void {}

  retain(): void {}

  release(): void {}
}

const EMPTY = new Uint8Array(0);
const ignore = (): void => {};
const zeros = (_proc: Proc, max: number): Uint8Array => new Uint8Array(max);
const entropy = (proc: Proc, max: number): Uint8Array => proc.random('urandom').bytes(max);
const noSpace = (data: Uint8Array): void => {
  if (data.length > 0) throw new SysError('ENOSPC');
};

/** null(4), zero, full(4) and random(4): the devices that need nothing of the kernel but its random stream `urandom`. */
export const MEMORY_DEVICES: DeviceTable = (() => {
  const table = new DeviceTable();
  const add = (rdev: number, driver: Driver): void => void table.register(rdev, (node, flags, path) => new DeviceFile(node, driver, flags, path));
  add(DEVICES.null, { read: () => EMPTY, write: ignore });
  add(DEVICES.zero, { read: zeros, write: ignore });
  add(DEVICES.full, { read: zeros, write: noSpace });
  add(DEVICES.random, { read: entropy, write: ignore });
  add(DEVICES.urandom, { read: entropy, write: ignore });
  add(DEVICES.kmsg, { read: () => EMPTY, write: ignore });
  return table;
})();

/** The nodes that every /dev has, with the modes udev or runc give them. */
export function addStandardDevices(dev: Inode): void {
  const node = (name: string, rdev: number, mode = 0o666, gid = 0): void => void dev.create?.(name, { kind: 'char', rdev, mode, uid: 0, gid });
  node('null', DEVICES.null);
  node('zero', DEVICES.zero);
  node('full', DEVICES.full);
  node('random', DEVICES.random);
  node('urandom', DEVICES.urandom);
  node('tty', DEVICES.tty, 0o666, 5);
  const link = (name: string, target: string): void => void dev.create?.(name, { kind: 'symlink', target, mode: 0o777, uid: 0, gid: 0 });
  link('fd', '/proc/self/fd');
  link('stdin', '/proc/self/fd/0');
  link('stdout', '/proc/self/fd/1');
  link('stderr', '/proc/self/fd/2');
  link('core', '/proc/kcore');
  link('ptmx', 'pts/ptmx');
}
