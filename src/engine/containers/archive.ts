/** Copying files out of and into containers (moby daemon/archive_unix.go). */
import { packTree, extractMember, members, OverwriteError } from '../../kernel/fs/archive.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';
import { goErrno } from './command.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { containerFiles } from './files.ts';
import { containerPath, notFound, pathStat } from './path-stat.ts';
import { lookupUser } from './user.ts';

/** Header of HEAD and GET. */
export function statArchive(engine: ContainerEngine, container: Container, path: string, reference: string): string {
  return pathStat(containerFiles(engine, container), containerPath(path), path, reference).header;
}

/** A path as a tar stream: its last name stands at the top. */
export function readArchive(engine: ContainerEngine, container: Container, path: string, reference: string): { header: string; chunks: Generator<Uint8Array, void> } {
  const view = containerFiles(engine, container);
  const absolute = containerPath(path);
  const { stat, header } = pathStat(view, absolute, path, reference);
  const bare = absolute.replace(/\/\.?$/, '') || '/';
  const { node } = view.resolve(bare, { noFollow: stat.kind === 'symlink' });
  const name = absolute.endsWith('/.') ? '.' : bare === '/' ? '' : bare.slice(bare.lastIndexOf('/') + 1);
  logEvent(engine, container, 'archive-path');
  return { header, chunks: packTree(node, { name }) };
}

interface ExtractRequest {
  readonly path: string;
  readonly noOverwriteDirNonDir: boolean;
  /** -a: everything belongs to the container's user. */
  readonly copyUIDGID: boolean;
}

/** Unpacks an archive into a directory of the container. */
export function writeArchive(engine: ContainerEngine, container: Container, archive: Uint8Array, request: ExtractRequest, reference: string): void {
  const view = containerFiles(engine, container);
  const absolute = containerPath(request.path);
  let directory: string;
  try {
    directory = view.realpath(absolute);
    if (view.stat(directory).kind !== 'directory') throw new DaemonError(400, 'extraction point is not a directory');
  } catch (error) {
    if (isSysError(error, 'ENOTDIR')) throw new DaemonError(400, 'extraction point is not a directory');
    throw notFound(error, request.path, reference);
  }
  checkWritable(container, directory);
  const owner = request.copyUIDGID && container.config.User !== '' ? lookupUser(view, container.config.User, [], 500) : undefined;
  extractAll(view, directory, archive, { noOverwriteDirNonDir: request.noOverwriteDirNonDir, ...(owner ? { owner } : {}) });
  logEvent(engine, container, 'extract-to-dir');
}

function extractAll(view: FsView, directory: string, archive: Uint8Array, options: Parameters<typeof extractMember>[4]): void {
  try {
    for (const { entry, data } of members(archive)) extractMember(view, directory, entry, data, options);
  } catch (error) {
    if (error instanceof OverwriteError) throw new DaemonError(400, error.message);
    if (isSysError(error)) throw new DaemonError(500, goErrno(error));
    throw new DaemonError(500, (error as Error).message);
  }
}

function checkWritable(container: Container, directory: string): void {
  const holder = container.mountPoints
    .filter((point) => directory === point.destination || directory.startsWith(`${point.destination}/`))
    .sort((a, b) => b.destination.length - a.destination.length)[0];
  if (holder && !holder.readWrite) throw new DaemonError(400, 'mounted volume is marked read-only');
  if (!holder && container.hostConfig.ReadonlyRootfs) throw new DaemonError(400, 'container rootfs is marked read-only');
}

/** GET /containers/{id}/export: the root file system without what is mounted on it. */
export function exportContainer(engine: ContainerEngine, container: Container): Generator<Uint8Array, void> {
  if (container.state.dead) throw new DaemonError(409, `You cannot export container ${container.id} which is Dead`);
  const layer = container.layer ?? engine.daemon.images.openLayer(container.id);
  if (!layer) throw new DaemonError(500, `container ${container.id} has no rootfs`);
  logEvent(engine, container, 'export');
  return packTree(layer.fs.root, { name: '' });
}
