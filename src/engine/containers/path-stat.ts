/** The header X-Docker-Container-Path-Stat: what lies at a path of a container (moby containerStatPath, Go's os.FileMode). */
import type { PathStat } from '../../api/container.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { FsView, Stat } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import { goErrno } from './command.ts';
import { cleanPath } from './mounts.ts';

const KIND_BITS: Readonly<Record<Stat['kind'], number>> = {
  file: 0, directory: 2 ** 31, symlink: 2 ** 27, block: 2 ** 26, char: 2 ** 26 + 2 ** 21, fifo: 2 ** 25, socket: 2 ** 24,
};

/** Go's os.FileMode of a file. */
function goFileMode(stat: Stat): number {
  const special = (stat.mode & 0o4000 ? 2 ** 23 : 0) + (stat.mode & 0o2000 ? 2 ** 22 : 0) + (stat.mode & 0o1000 ? 2 ** 20 : 0);
  return KIND_BITS[stat.kind] + special + (stat.mode & 0o777);
}

/** An absolute clean path; a trailing `/` or `/.` is kept, since it means the directory itself. */
export function containerPath(path: string): string {
  if (path === '') throw new DaemonError(400, "bad parameter: 'path' cannot be empty");
  const clean = cleanPath(`/${path}`);
  if (clean === '/') return clean;
  if (path.endsWith('/.')) return `${clean}/.`;
  return path.endsWith('/') ? `${clean}/` : clean;
}

/** 404 `Could not find the file X in container Y`; other failures are 500. */
export function notFound(error: unknown, path: string, reference: string): unknown {
  if (!isSysError(error)) return error;
  if (error.code === 'ENOENT') return new DaemonError(404, `Could not find the file ${path} in container ${reference}`);
  return new DaemonError(500, `lstat ${path}: ${goErrno(error)}`);
}

export function pathStat(view: FsView, path: string, shown: string, reference: string): { stat: Stat; header: string } {
  try {
    const trailing = path.endsWith('/') || path.endsWith('/.');
    const stat = trailing ? view.stat(path) : view.lstat(path);
    const name = path === '/' ? '/' : path.endsWith('/.') ? '.' : path.replace(/\/$/, '').slice(path.replace(/\/$/, '').lastIndexOf('/') + 1);
    const linkTarget = stat.kind === 'symlink' ? target(view, path) : '';
    const body: PathStat = { name, size: stat.size, mode: goFileMode(stat), mtime: rfc3339Nano(stat.mtime), linkTarget };
    const bytes = new TextEncoder().encode(encodeJSON(body));
    return { stat, header: btoa(String.fromCharCode(...bytes)) };
  } catch (error) {
    throw notFound(error, shown, reference);
  }
}

/** Where a symbolic link leads in the end, as far as it can be followed. */
function target(view: FsView, path: string): string {
  try {
    return view.realpath(path);
  } catch {
    const link = view.readlink(path);
    return link.startsWith('/') ? cleanPath(link) : cleanPath(`${path.slice(0, path.lastIndexOf('/'))}/${link}`);
  }
}
