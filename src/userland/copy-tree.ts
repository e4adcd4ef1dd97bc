/** Copying files and trees inside a view, with what cp -a keeps: modes, owners, times, links, holes. */
import type { FsView } from '../kernel/fs/types.ts';
import type { Proc, Sys } from '../kernel/sys.ts';

export interface CopyOptions {
  readonly mode: boolean;
  readonly owner: boolean;
  readonly times: boolean;
  /** Copy symbolic links as links. */
  readonly links: boolean;
  /** Make links to the files instead of copies. */
  readonly make?: 'hard' | 'symbolic' | undefined;
}

/** Copies one node that is no directory; the target must not exist, or is a file that is overwritten. */
export function copyNode(fs: FsView, from: string, to: string, options: CopyOptions): void {
  const stat = options.links ? fs.lstat(from) : fs.stat(from);
  if (options.make !== undefined) {
    if (options.make === 'hard') fs.link(from, to);
    else fs.symlink(from, to);
    return;
  }
  if (stat.kind === 'symlink') {
    if (fs.exists(to)) fs.unlink(to);
    fs.symlink(fs.readlink(from), to);
  } else if (stat.kind === 'file') {
    fs.writeData(to, fs.data(from), stat.mode & 0o777);
  } else if (stat.kind === 'fifo') {
    fs.mknod(to, { kind: 'fifo', mode: stat.mode, uid: stat.uid, gid: stat.gid });
  } else {
    fs.writeFile(to, fs.readFile(from), stat.mode & 0o777);
  }
  keepAttributes(fs, from, to, options);
}

/** Owner, mode and times of a copied node, as far as the options ask and the credentials allow. */
export function keepAttributes(fs: FsView, from: string, to: string, options: CopyOptions): void {
  const stat = options.links ? fs.lstat(from) : fs.stat(from);
  if (options.owner && fs.credentials.uid === 0) fs.chown(to, stat.uid, stat.gid, { noFollow: true });
  if (options.mode && stat.kind !== 'symlink') fs.chmod(to, stat.mode);
  if (options.times) fs.utimes(to, stat.atime, stat.mtime, { noFollow: true });
}

/** Copies a tree; the target directory is made when missing. `onNode` hears of each node made. */
export function* copyTree(proc: Proc, from: string, to: string, options: CopyOptions, onNode: (from: string, to: string) => Sys<void>): Sys<void> {
  const { fs } = proc;
  yield* proc.step();
  if (fs.lstat(from).kind !== 'directory') {
    copyNode(fs, from, to, options);
    yield* onNode(from, to);
    return;
  }
  if (!fs.exists(to)) {
    fs.mkdir(to, fs.lstat(from).mode & 0o777);
    yield* onNode(from, to);
  }
  for (const entry of fs.readdir(from)) yield* proc.call(copyTree(proc, `${from}/${entry.name}`, `${to}/${entry.name}`, options, onNode));
  keepAttributes(fs, from, to, options);
}
