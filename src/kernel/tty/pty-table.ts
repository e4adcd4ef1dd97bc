/** The pseudo-terminals of one devpts: a host has one, and so has each container. */
import type { MountNamespace, OpenFile } from '../fs/types.ts';
import type { WindowSize } from './types.ts';
import { SysError } from '../errno.ts';
import { MasterFile, SlaveFile } from './pty-files.ts';
import { Tty } from './tty.ts';

const MAX_PTYS = 256;
const DEFAULT_SIZE: WindowSize = { rows: 24, cols: 80 };
const tables = new WeakMap<object, PtyTable>();

export class PtyTable {
  readonly terminals = new Map<number, Tty>();

  /** The lowest free number. ENOSPC when there are too many. */
  create(size: WindowSize = DEFAULT_SIZE): Tty {
    let index = 0;
    while (this.terminals.has(index)) index++;
    if (index >= MAX_PTYS) throw new SysError('ENOSPC');
    const tty = new Tty(`/dev/pts/${index}`, index, size);
    this.terminals.set(index, tty);
    return tty;
  }

  /** openpty(3): both ends with one reference each. The number is free again when the master is closed. */
  open(size?: WindowSize): { master: OpenFile; slave: OpenFile; name: string } {
    const master = this.openMaster(size);
    const { tty } = master;
    return { master, slave: new SlaveFile(tty, { read: true, write: true }, tty.name), name: tty.name };
  }

  /** What opening /dev/ptmx gives. */
  openMaster(size?: WindowSize): MasterFile {
    const tty = this.create(size);
    return new MasterFile(tty, () => this.terminals.delete(tty.index));
  }
}

/** Ties a file system (a devpts) to its table. */
export function bindPtys(fs: object, table: PtyTable): void {
  tables.set(fs, table);
}

/** The table of the devpts that is mounted at /dev/pts; undefined when there is none. */
export function ptysOf(mounts: MountNamespace): PtyTable | undefined {
  for (let i = mounts.list.length - 1; i >= 0; i--) {
    const mount = mounts.list[i];
    if (mount?.target === '/dev/pts') return tables.get(mount.fs);
  }
  return undefined;
}
