/** Unpacks a tar stream into a folder (moby/go-archive, with NoLchown and NoOverwriteDirNonDir). */
import { TarReader } from '../../formats/tar/reader.ts';
import type { TarEntry } from '../../formats/tar/entry.ts';
import { TarError } from '../../formats/tar/header.ts';
import type { Extent, FsView } from '../../kernel/fs/types.ts';
import type { Sys } from '../../kernel/sys.ts';
import { cleanPath } from '../container/devices.ts';
import { StatusError } from '../errors.ts';

/** Reads pieces until an empty one. Names that lead out of the folder are refused. */
export function* extract(fs: FsView, read: () => Sys<Uint8Array>, folder: string, rename: (name: string) => string): Sys<void> {
  const reader = new TarReader();
  let current: { entry: TarEntry; path: string; extents: Extent[] } | undefined;
  const finish = (): void => {
    if (current === undefined) return;
    place(fs, current.entry, current.path, current.extents, folder, rename);
    current = undefined;
  };
  try {
    for (;;) {
      const event = reader.read();
      if (event === undefined) {
        const piece = yield* read();
        if (piece.length > 0) reader.push(piece);
        else reader.close();
      } else if (event.type === 'end') break;
      else if (event.type === 'data') current?.extents.push({ offset: event.offset, bytes: event.data });
      else {
        finish();
        current = { entry: event.entry, path: target(folder, rename(event.entry.name)), extents: [] };
      }
    }
    finish();
  } catch (error) {
    if (error instanceof TarError) throw new StatusError(error.message);
    throw error;
  }
}

function target(folder: string, name: string): string {
  const path = cleanPath(`${folder}/${name}`);
  const root = cleanPath(folder);
  if (path !== root && !path.startsWith(root === '/' ? '/' : `${root}/`)) throw new StatusError(`"${path}" is outside of "${root}"`);
  return path;
}

function place(fs: FsView, entry: TarEntry, path: string, extents: Extent[], folder: string, rename: (name: string) => string): void {
  const existing = fs.exists(path) ? fs.lstat(path) : undefined;
  if (existing?.kind === 'directory' && entry.kind !== 'directory') throw new StatusError(`cannot overwrite directory "${path}" with non-directory "${folder}"`);
  if (existing !== undefined && existing.kind !== 'directory' && entry.kind === 'directory') throw new StatusError(`cannot overwrite non-directory "${path}" with directory "${folder}"`);
  if (existing !== undefined && existing.kind !== 'directory') fs.unlink(path);
  const parent = path.replace(/\/[^/]*$/, '') || '/';
  if (!fs.exists(parent)) fs.mkdirs(parent);
  switch (entry.kind) {
    case 'directory':
      if (existing === undefined) fs.mkdir(path, entry.mode);
      fs.chmod(path, entry.mode);
      break;
    case 'symlink':
      fs.symlink(entry.linkname, path);
      return;
    case 'hardlink':
      fs.link(target(folder, rename(entry.linkname)), path);
      return;
    case 'file':
      fs.writeData(path, { size: entry.size, extents }, entry.mode);
      fs.chmod(path, entry.mode);
      break;
    default:
      return;
  }
  fs.utimes(path, entry.mtime, entry.mtime);
}
