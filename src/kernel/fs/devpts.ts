/** /dev/pts: the slaves of the pseudo-terminals that are open (pts(4)). */
import { ComputedDirectory, ComputedFs } from './computed.ts';
import { DEVICES, makedev } from './devices.ts';
import type { FileSystem, Inode, OpenFile, OpenFlags, Stat } from './types.ts';

/** A pseudo-terminal's slave side as the terminal layer offers it. */
export interface PtsEntry {
  readonly index: number;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  open(flags: OpenFlags, path: string): OpenFile;
}

/** `list` gives the terminals that this instance shows: a container sees its own only. */
export function createDevPts(source: { list(): Iterable<PtsEntry>; readonly now: () => bigint }): FileSystem {
  const fs = new ComputedFs('devpts', 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666', source.now);
  const device = (ino: number, rdev: number, attributes: { mode: number; uid: number; gid: number }, open?: PtsEntry['open']): Inode => ({
    fs, ino, kind: 'char',
    stat(): Stat {
      const time = source.now();
      return { kind: 'char', ...attributes, size: 0, allocated: 0, nlink: 1, ino, dev: fs.dev, rdev, atime: time, mtime: time, ctime: time };
    },
    setAttributes(): void {},
    ...(open ? { open } : {}),
  });
  fs.root = new ComputedDirectory(fs, '/dev/pts', function* () {
    for (const entry of source.list()) yield String(entry.index);
    yield 'ptmx';
  }, (name) => {
    if (name === 'ptmx') return device(2, DEVICES.ptmx, { mode: 0o666, uid: 0, gid: 0 });
    for (const entry of source.list()) if (String(entry.index) === name) return device(entry.index + 3, makedev(136, entry.index), entry, (flags, path) => entry.open(flags, path));
    return undefined;
  }, { mode: 0o755, uid: 0, gid: 0 });
  return fs;
}
