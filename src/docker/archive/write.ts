/** Tar archives of files on the client's side, for `docker cp` and the classic builder (moby/go-archive). */
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { tarEntry, type TarKind } from '../../formats/tar/entry.ts';
import type { FileKind, FsView, Stat } from '../../kernel/fs/types.ts';

export interface TarOptions {
  /** Another name for the first part of every path. */
  readonly rename?: (name: string) => string;
  /** Leaves out a path below the root; a folder may be looked into all the same. */
  readonly excludes?: (path: string) => boolean;
  readonly descend?: (path: string) => boolean;
  /** The folder itself has no entry. */
  readonly skipRoot?: boolean;
  /** Entries belong to root. */
  readonly asRoot?: boolean;
}

const KINDS: Readonly<Record<FileKind, TarKind | undefined>> = {
  file: 'file', directory: 'directory', symlink: 'symlink', char: 'char', block: 'block', fifo: 'fifo', socket: undefined,
};

/** The bytes of an archive of `name` in the folder `root`, in pieces; names are relative to `root`, sorted as a walk meets them. */
export function* tarTree(fs: FsView, root: string, name: string, options: TarOptions = {}): Generator<Uint8Array, void> {
  yield* walk(fs, root, name, options);
  yield TAR_END;
}

/** The next piece that is not empty; empty at the end. */
export function nextPiece(pieces: Generator<Uint8Array, void>): Uint8Array {
  for (let next = pieces.next(); !next.done; next = pieces.next()) if (next.value.length > 0) return next.value;
  return new Uint8Array(0);
}

function* walk(fs: FsView, root: string, name: string, options: TarOptions): Generator<Uint8Array, void> {
  const path = name === '.' || name === '' ? root : `${root}/${name}`;
  const stat = fs.lstat(path);
  const excluded = options.excludes?.(name) === true && name !== '.';
  const isRoot = name === '.' || name === '';
  if (!excluded && !(isRoot && options.skipRoot) && KINDS[stat.kind] !== undefined) yield* entryOf(fs, path, name, stat, options);
  if (stat.kind !== 'directory' || (excluded && options.descend?.(name) !== true)) return;
  const children = fs.readdir(path).map((child) => child.name).filter((child) => child !== '.' && child !== '..').sort();
  for (const child of children) yield* walk(fs, root, name === '.' || name === '' ? child : `${name}/${child}`, options);
}

function entryOf(fs: FsView, path: string, name: string, stat: Stat, options: TarOptions): Uint8Array[] {
  const kind = KINDS[stat.kind] ?? 'file';
  const owner = options.asRoot ? { uid: 0, gid: 0 } : { uid: stat.uid, gid: stat.gid };
  const entry = tarEntry({
    name: options.rename?.(name) ?? name,
    kind,
    mode: stat.mode,
    ...owner,
    mtime: (stat.mtime / 1_000_000_000n) * 1_000_000_000n,
    size: kind === 'file' ? stat.size : 0,
    linkname: kind === 'symlink' ? fs.readlink(path) : '',
  });
  if (kind !== 'file') return encodeTarEntry(entry);
  return encodeTarEntry(entry, fs.data(path).extents.map(({ offset, bytes }) => ({ offset, data: bytes })));
}
