import type { FileKind, Stat } from '../../kernel/fs/types.ts';
import { findGroup, findUser } from '../accounts.ts';
import { strftime } from '../dates.ts';
import { modeString } from '../file-mode.ts';
import { tool } from '../tool.ts';

const KINDS: Readonly<Record<FileKind, string>> = { file: 'regular file', directory: 'directory', symlink: 'symbolic link', char: 'character special file', block: 'block special file', fifo: 'fifo', socket: 'socket' };

const MODE_OF: Readonly<Record<FileKind, number>> = { file: 0o100000, directory: 0o040000, symlink: 0o120000, char: 0o020000, block: 0o060000, fifo: 0o010000, socket: 0o140000 };

export const stat = tool({
  name: 'stat',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Display file or file system status.',
  options: [
    { short: 'L', long: 'dereference', help: 'follow links' },
    { short: 'f', long: 'file-system', help: 'display file system status instead of file status' },
    { short: 'c', long: 'format', argument: 'FORMAT', help: 'use the specified FORMAT instead of the default' },
    { long: 'printf', argument: 'FORMAT', help: 'like --format, but interpret backslash escapes' },
    { short: 't', long: 'terse', help: 'print the information in terse form' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const { fs } = t.proc;
    for (const path of t.operands) {
      try {
        if (t.has('file-system')) {
          const { size, used, available } = fs.usage(path);
          const { mount } = fs.resolve(path);
          yield* t.print(`  File: "${path}"\n    ID: 0        Namelen: 255     Type: ${mount.fs.type === 'ext4' ? 'ext2/ext3' : mount.fs.type === 'overlay' ? 'overlayfs' : mount.fs.type}\nBlock size: 4096       Fundamental block size: 4096\nBlocks: Total: ${Math.floor(size / 4096)}    Free: ${Math.floor((size - used) / 4096)}    Available: ${Math.floor(available / 4096)}\n`);
          continue;
        }
        const found = t.has('dereference') ? fs.stat(path) : fs.lstat(path);
        const target = found.kind === 'symlink' ? fs.readlink(path) : undefined;
        const user = findUser(fs, found.uid)?.name ?? 'UNKNOWN';
        const group = findGroup(fs, found.gid)?.name ?? 'UNKNOWN';
        const format = t.value('format') ?? t.value('printf')?.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
        if (format !== undefined) {
          yield* t.print(expand(format, path, found, target, user, group) + (t.has('printf') ? '' : '\n'));
          continue;
        }
        const kind = found.kind === 'file' && found.size === 0 ? 'regular empty file' : KINDS[found.kind];
        const time = (instant: bigint): string => strftime('%Y-%m-%d %H:%M:%S.%N +0000', instant);
        yield* t.print(`  File: ${path}${target === undefined ? '' : ` -> ${target}`}\n  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(Math.ceil(found.allocated / 4096) * 8).padEnd(10)} IO Block: 4096   ${kind}\nDevice: 0,${found.dev}\tInode: ${String(found.ino).padEnd(11)} Links: ${found.nlink}\nAccess: (${found.mode.toString(8).padStart(4, '0')}/${modeString(found.kind, found.mode)})  Uid: (${String(found.uid).padStart(5)}/${user.padStart(8)})   Gid: (${String(found.gid).padStart(5)}/${group.padStart(8)})\nAccess: ${time(found.atime)}\nModify: ${time(found.mtime)}\nChange: ${time(found.ctime)}\n Birth: ${t.busybox ? '-' : time(found.ctime)}\n`);
      } catch (error) {
        yield* t.failed(t.busybox ? `can't stat '${path}'` : `cannot statx '${path}'`, error);
      }
    }
    return t.exit;
  },
});

function expand(format: string, path: string, found: Stat, target: string | undefined, user: string, group: string): string {
  const seconds = (instant: bigint): string => String(instant / 1_000_000_000n);
  const time = (instant: bigint): string => strftime('%Y-%m-%d %H:%M:%S.%N +0000', instant);
  const fields: Readonly<Record<string, string>> = {
    a: found.mode.toString(8), A: modeString(found.kind, found.mode), b: String(Math.ceil(found.allocated / 4096) * 8), B: '512', d: String(found.dev), D: found.dev.toString(16), F: found.kind === 'file' && found.size === 0 ? 'regular empty file' : KINDS[found.kind],
    g: String(found.gid), G: group, h: String(found.nlink), t: (found.rdev >> 8).toString(16), T: (found.rdev & 255).toString(16), m: '/', f: (MODE_OF[found.kind] | found.mode).toString(16), i: String(found.ino), n: path, N: target === undefined ? `'${path}'` : `'${path}' -> '${target}'`, o: '4096', s: String(found.size), u: String(found.uid), U: user,
    X: seconds(found.atime), x: time(found.atime), Y: seconds(found.mtime), y: time(found.mtime), Z: seconds(found.ctime), z: time(found.ctime), W: seconds(found.ctime), w: time(found.ctime), '%': '%',
  };
  return format.replace(/%([-0]?)(\d*)([A-Za-z%])/g, (_, flag: string, width: string, letter: string) => {
    const value = fields[letter] ?? '?';
    return flag === '-' ? value.padEnd(Number(width)) : value.padStart(Number(width), flag || ' ');
  });
}
