/** Where `docker cp` puts what, by the rules of `cp -a` (moby/go-archive copy.go). */
import type { FsView } from '../../kernel/fs/types.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import { absolutePath } from '../container/volumes.ts';
import { cleanPath } from '../container/devices.ts';
import { StatusError } from '../errors.ts';

/** One side of a copy. */
export interface CopyInfo { readonly path: string; readonly exists: boolean; readonly isDir: boolean; readonly rebase?: string }

/** The absolute path, with a trailing slash or `/.` kept. */
export function localPath(cwd: string, path: string): string {
  const clean = absolutePath(cwd, path);
  if (/(^|\/)\.$/.test(path)) return clean === '/' ? '/.' : `${clean}/.`;
  return path.endsWith('/') && clean !== '/' ? `${clean}/` : clean;
}

/** Folder and last part; of `a/.` these are `a` and `.`. */
export function splitPath(path: string): [folder: string, base: string] {
  const clean = cleanPath(path);
  const full = /(^|\/)\.$/.test(path) ? `${clean === '/' ? '' : clean}/.` : clean;
  const at = full.lastIndexOf('/');
  return [at < 0 ? '.' : full.slice(0, at) || '/', full.slice(at + 1) || '/'];
}

/** Replaces the first part of the names in an archive. */
export const rebase = (from: string, to: string) => (name: string): string => name.replace(from === '/' ? '' : from, to);

/** The folder to unpack into and how names change; throws StatusError when the two sides do not fit. */
export function plan(source: CopyInfo, destination: CopyInfo): { folder: string; rename: (name: string) => string } {
  const [folder, base] = splitPath(destination.path);
  const sourceBase = source.rebase ?? splitPath(source.path)[1];
  if (destination.exists && destination.isDir) return { folder: destination.path, rename: (name) => name };
  if (destination.exists && source.isDir) throw new StatusError('cannot copy directory');
  if (!destination.exists && !source.isDir && /(^|\/)\.?$/.test(destination.path)) throw new StatusError('no such directory');
  return { folder, rename: rebase(sourceBase, base) };
}

/** What lies at a local path that is to be copied. */
export function sourceInfo(fs: FsView, path: string, follow: boolean): CopyInfo {
  try {
    const bare = path.replace(/(?<=.)\/+\.?$/, '');
    const real = follow ? fs.realpath(bare) : bare;
    const stat = fs.lstat(real);
    if (path !== bare && stat.kind !== 'directory' && fs.stat(real).kind !== 'directory') throw new StatusError('not a directory');
    const suffix = path.slice(bare.length);
    const renamed = follow && splitPath(bare)[1] !== splitPath(real)[1];
    return { path: real + suffix, exists: true, isDir: (suffix === '' ? stat : fs.stat(real)).kind === 'directory', ...(renamed ? { rebase: splitPath(bare)[1] } : {}) };
  } catch (error) {
    if (isSysError(error)) throw new StatusError(`lstat ${path.replace(/(?<=.)\/+\.?$/, '')}: ${strerror(error.code).toLowerCase()}`);
    throw error;
  }
}

/** Where on the local side a copy is to go. */
export function destinationInfo(fs: FsView, path: string): CopyInfo {
  const bare = path.replace(/(?<=.)\/+\.?$/, '');
  const [parent] = splitPath(bare);
  if (!fs.exists(parent)) throw new StatusError(`invalid output path: directory "${parent}" does not exist`);
  if (!fs.exists(bare)) {
    if (fs.stat(parent).kind !== 'directory') throw new StatusError('not a directory');
    return { path, exists: false, isDir: false };
  }
  const { kind } = fs.stat(bare);
  if (kind !== 'directory' && kind !== 'file') throw new StatusError(`invalid output path: "${path}" must be a directory or a regular file`);
  return { path, exists: true, isDir: kind === 'directory' };
}
